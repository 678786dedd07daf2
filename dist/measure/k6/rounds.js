// src/measure/k6/rounds.ts
import { FIRST_LOOK } from "../../model/plan.js";
import { SAMPLES_TO_GATE } from "./metrics.js";
function seriesOf(rounds, seconds) {
  const metrics = /* @__PURE__ */ new Map();
  for (const round of rounds) {
    for (const side of [round.base, round.head]) for (const [id, value] of side) metrics.set(id, value);
  }
  return [...metrics.values()].sort((a, b) => a.metric.id < b.metric.id ? -1 : 1).map(({ metric, ifAbsent }) => {
    const values = (side) => rounds.map(({ [side]: run }) => {
      const found = run.get(metric.id);
      return found ? found.value : run.size > 0 ? ifAbsent : null;
    });
    const [base, head] = [values("base"), values("head")];
    const lowered = lowerRole(metric, rounds, seconds);
    return metric.kind === "rate" ? { kind: "rate", metric: lowered, base: base.map(asCount), head: head.map(asCount) } : { kind: "sampled", metric: lowered, base: base.map(asNumber), head: head.map(asNumber) };
  });
}
function lowerRole(metric, rounds, seconds) {
  if (metric.role !== "gate") return metric;
  const early = rounds.slice(0, FIRST_LOOK);
  const roleReason = metric.kind === "rate" ? tooRare(metric, early) : metric.unit === "ms" ? tooFew(metric, early, seconds) : null;
  return roleReason === null ? metric : { ...metric, role: "watch", roleReason };
}
function tooRare({ id }, early) {
  const asked = early.filter(({ base, head }) => base.has(id) || head.has(id)).length;
  return asked === early.length ? null : `requested in ${asked} of the first ${early.length} rounds, all needed to gate`;
}
function tooFew({ id }, early, seconds) {
  const samples = early.flatMap((round) => [round.base, round.head].filter((side) => side.size > 0)).map((side) => side.get(id)?.samples ?? 0).sort((a, b) => a - b);
  const median = samples[Math.floor(samples.length / 2)] ?? 0;
  if (median >= SAMPLES_TO_GATE) return null;
  const enough = median > 0 ? ` (a k6.round.measure of ${Math.ceil(seconds * SAMPLES_TO_GATE / median)}s would do)` : "";
  return `${median} samples a side and round, ${SAMPLES_TO_GATE} needed to gate${enough}`;
}
var asNumber = (value) => typeof value === "number" ? value : null;
var asCount = (value) => typeof value === "object" ? value : null;
export {
  seriesOf
};
