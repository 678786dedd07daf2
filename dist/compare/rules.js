// src/compare/rules.ts
import { CONTROL, matchesId } from "../model/metric.js";
var RATIO_DEFAULTS = { relative: 0.02, detect: 0.05 };
var DETECT_PER_TOLERATE = 2.5;
function resolveRule(metric, overrides) {
  const merged = mergeOverrides(metric.id, overrides);
  const effective = redefine(metric, merged);
  if (effective.role === "off") return "off";
  return {
    role: effective.role,
    tolerate: {
      relative: merged.tolerate?.relative ?? effective.tolerate.relative,
      absolute: merged.tolerate?.absolute ?? effective.tolerate.absolute
    },
    detect: merged.detect ?? effective.detect,
    ...merged.warn === void 0 ? {} : { warn: merged.warn },
    ...merged.max === void 0 ? {} : { max: merged.max },
    ...merged.limitsAt.warn || merged.limitsAt.max ? { limitsAt: merged.limitsAt } : {}
  };
}
function isGating(metric, overrides) {
  const rule = resolveRule(metric, overrides);
  return rule !== "off" && rule.role === "gate";
}
function redefineMetric(metric, overrides) {
  return redefine(metric, mergeOverrides(metric.id, overrides));
}
function unmatchedGlobs(ids, overrides) {
  const unmatched = overrides.map(({ glob }) => glob).filter((glob) => !ids.some((id) => matchesId(glob, id)));
  return [...new Set(unmatched)];
}
function mergeOverrides(id, overrides) {
  return overrides.filter(({ glob }) => matchesId(glob, id)).reduce(
    (earlier, later) => ({
      role: later.role ?? earlier.role,
      better: later.better ?? earlier.better,
      scale: later.scale ?? earlier.scale,
      tolerate: {
        relative: later.tolerate?.relative ?? earlier.tolerate?.relative,
        absolute: later.tolerate?.absolute ?? earlier.tolerate?.absolute
      },
      detect: later.detect ?? earlier.detect,
      warn: later.warn ?? earlier.warn,
      max: later.max ?? earlier.max,
      control: later.control ?? earlier.control,
      limitsAt: { ...earlier.limitsAt, ...placesOf(later) }
    }),
    { limitsAt: {} }
  );
}
function placesOf({ warn, max, at }) {
  if (at === void 0) return {};
  return { ...warn === void 0 ? {} : { warn: at }, ...max === void 0 ? {} : { max: at } };
}
function withRole({ roleReason, ...metric }, { role, control }) {
  const isControl = control === true || roleReason === CONTROL;
  if (isControl && role !== "off") return { ...metric, role: "watch", roleReason: CONTROL };
  if (role !== void 0) return { ...metric, role };
  return roleReason === void 0 ? metric : { ...metric, roleReason };
}
function redefine(metric, merged) {
  const { better, scale, tolerate } = merged;
  const named = { ...withRole(metric, merged), better: better ?? metric.better };
  if (metric.kind !== "sampled" || scale === void 0 || scale === metric.scale) return named;
  const absolute = tolerate?.absolute ?? metric.tolerate.absolute;
  return scale === "ratio" ? {
    ...named,
    scale,
    tolerate: { ...metric.tolerate, relative: RATIO_DEFAULTS.relative },
    detect: RATIO_DEFAULTS.detect
  } : { ...named, scale, tolerate: { relative: 0, absolute }, detect: DETECT_PER_TOLERATE * absolute };
}
export {
  DETECT_PER_TOLERATE,
  isGating,
  redefineMetric,
  resolveRule,
  unmatchedGlobs
};
