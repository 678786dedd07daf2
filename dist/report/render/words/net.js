// src/report/render/words/net.ts
import { intervalOf } from "../../../model/comparison.js";
import { parseMetricId } from "../../../model/metric.js";
import { formatMove } from "../format.js";
function directionOf({ effect }) {
  const interval = intervalOf(effect);
  if (interval === null) return 0;
  return interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0;
}
var SLOW = ["p95", "tm95"];
function netEffects(comparisons, safe) {
  const byId = new Map(comparisons.map((one) => [one.metric.id, one]));
  return comparisons.flatMap((usual) => {
    const parts = parseMetricId(usual.metric.id);
    const stem = parts && /^(.*-)p50$/s.exec(parts.metric)?.[1];
    if (!parts || stem === void 0 || directionOf(usual) === 0 || usual.metric.better === null) return [];
    const against = SLOW.map((name2) => [name2, byId.get(`${parts.collector}/${stem}${name2}@${parts.subject}`)]);
    const found = against.find(([, slow2]) => slow2 !== void 0 && directionOf(slow2) === -directionOf(usual));
    if (!found) return [];
    const [name, slow] = found;
    const usualIsBetter = directionOf(usual) === (usual.metric.better === "lower" ? -1 : 1);
    const net = usualIsBetter ? "better for most, worse for the slowest" : "worse for most, better for the slowest";
    return [`${safe(parts.subject)}: p50 ${formatMove(usual)}, ${name} ${formatMove(slow)}: ${net}.`];
  });
}
export {
  netEffects
};
