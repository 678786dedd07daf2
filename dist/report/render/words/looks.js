// src/report/render/words/looks.ts
import { laneOf } from "../../../model/metric.js";
import { endedClause } from "../../../model/plan.js";
import { formatSize } from "../format.js";
import { clause } from "./reasons.js";
function looksText({ plan, measuredBy, comparisons }, safe) {
  if (plan === null || plan.collectors.length === 0) return null;
  const said = plan.collectors.map(({ collector, looks, part, ended, unfit }) => {
    const kept = measuredBy.find((one) => one.collector === collector)?.rounds ?? 0;
    const gates = part > 0 || comparisons.some(({ metric, rule }) => rule.role === "gate" && laneOf(metric) === collector);
    const end = endedClause(ended, gates);
    const why = unfit === null ? end : `${end}: ${clause(unfit, safe)}`;
    return `${safe(collector)} at ${roundsOf(looks)} rounds, ended after ${kept}: ${why}`;
  });
  return said.join("; ");
}
function roundsOf(looks) {
  return looks.map(({ rounds, weight }) => weight > 0 ? `${rounds}` : `${rounds} (unchanged only)`).join(", ");
}
var MOST = 6;
function noisest({ comparisons }) {
  return comparisons.filter(({ rule, noise }) => rule.role === "gate" && noise !== null).toSorted((a, b) => relative(b) - relative(a));
}
function noiseText(verdict, safe) {
  const noisy = noisest(verdict).filter(({ noise }) => noise !== 0);
  if (noisy.length === 0) return null;
  const said = noisy.slice(0, MOST).map((one) => `${noiseOf(one)} ${safe(one.metric.id)}`);
  const more = noisy.length > MOST ? `, and ${noisy.length - MOST} quieter` : "";
  return `head against base varied a round by ${said.join(", ")}${more}`;
}
var relative = ({ noise, rule }) => (noise ?? 0) / (rule.detect || 1);
function noiseOf({ metric, noise }) {
  return metric.scale === "ratio" ? `${((noise ?? 0) * 100).toFixed(1)} %` : formatSize(noise ?? 0, metric);
}
export {
  looksText,
  noiseOf,
  noiseText,
  noisest
};
