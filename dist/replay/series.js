// src/replay/series.ts
import { median } from "../vendor/simple-statistics.js";
import { redefineMetric, resolveRule } from "../compare/rules.js";
import { FIRST_LOOK } from "../model/plan.js";
var FLOORS = { ms: 0.1, bytes: 250, fraction: 1e-3, count: 0, number: 0 };
var RATE = { tolerate: { relative: 0, absolute: 1e-3 }, detect: 5e-3 };
var SHARES = { tolerate: 0.02, detect: 0.05 };
function seriesOf(past, meaning) {
  const metric = metricOf(past, meaning);
  switch (past.kind) {
    case "rate":
      return { kind: "rate", metric, base: past.base.map(toCount), head: past.head.map(toCount) };
    case "sampled":
      return { kind: "sampled", metric, base: past.base, head: past.head };
    case "exact":
      return { kind: "exact", metric, base: past.base[0] ?? null, head: past.head[0] ?? null };
    default:
      return past;
  }
}
function metricOf(past, { tolerate, detect, overrides }) {
  const plain = byDefault(past);
  const metric = redefineMetric(plain, overrides);
  const rule = resolveRule(plain, overrides);
  if (rule === "off") return metric;
  const isShare = past.kind !== "rate";
  return {
    ...metric,
    role: rule.role,
    tolerate: {
      relative: (isShare ? tolerate : void 0) ?? rule.tolerate.relative,
      absolute: past.unit === void 0 && isShare ? 0 : rule.tolerate.absolute
    },
    detect: isShare && detect !== void 0 ? detectOf(detect, past, metric.scale) : rule.detect
  };
}
function byDefault(past) {
  const { id, better, kind, unit } = past;
  const named = { id, better, kind, role: "gate", unit: unit ?? "number" };
  if (kind === "rate") return { ...named, unit: "fraction", scale: "difference", ...RATE };
  const scale = kind === "sampled" ? past.scale ?? "ratio" : "ratio";
  const tolerate = { relative: SHARES.tolerate, absolute: unit === void 0 ? 0 : FLOORS[unit] };
  return { ...named, scale, tolerate, detect: detectOf(SHARES.detect, past, scale) };
}
function detectOf(share, { kind, base }, scale) {
  if (kind === "rate" || scale === "ratio") return share;
  return share * Math.abs(median(base.slice(0, FIRST_LOOK))) || share;
}
var toCount = ([events, total]) => ({ events, total });
export {
  byDefault,
  seriesOf
};
