// src/measure/k6/limits.ts
import { asName } from "../subject.js";
import { createAggregate, mergeAggregates } from "./fold/aggregate.js";
import { parseThreshold } from "./threshold.js";
var JOINT = /^(iteration_duration|iterations|dropped_iterations|group_duration|vus|vus_max|data_sent|data_received)$/;
function unjudged({ metric, tags }, scenarios) {
  if (JOINT.test(metric)) return "one iteration serves both sides here, so it cannot be told apart a side";
  const { scenario } = tags;
  return scenario !== void 0 && !scenarios.includes(scenario) ? `the scenario ${asName(scenario)} does not run in rounds` : null;
}
function limitsOf({ selector, placeOf, prefix, expressions, isTime, rounds, seconds }) {
  const limits = [];
  const notWeighed = [];
  for (const expression of expressions) {
    const threshold = parseThreshold(expression);
    const name = asName(`${prefix}${selector} ${expression.trim()}`);
    if (!threshold) notWeighed.push(`Threshold ${name}: not understood.`);
    else if (threshold.aggregator === "count") {
      notWeighed.push(
        `Threshold ${name}: a count depends on the length of the run, and a round is shorter than the script.`
      );
    } else {
      const { operator, limit } = threshold;
      const value = (all) => evaluate(threshold, all, seconds);
      const sides = (of) => ({
        base: of(rounds.base),
        head: of(rounds.head)
      });
      limits.push({
        name,
        level: "max",
        judged: "interval",
        at: placeOf(expression),
        operator,
        limit,
        unit: unitOf(threshold, isTime, [...rounds.base, ...rounds.head].find((one) => one !== null)?.kind),
        pooled: sides((all) => value(all.filter((one) => one !== null))),
        rounds: sides((all) => all.map((one) => one === null ? null : value([one])))
      });
    }
  }
  return { limits, notWeighed };
}
function evaluate({ aggregator, quantile }, all, seconds) {
  if (all.length === 0) return null;
  const merged = all.reduce((a, b) => mergeAggregates(a, b), createAggregate(all[0].kind));
  const value = aggregated(merged, aggregator, quantile, seconds * all.length);
  return Number.isFinite(value) ? value : null;
}
function aggregated(all, aggregator, quantile, seconds) {
  if (all.kind === "rate") return aggregator === "rate" ? all.events / all.total : Number.NaN;
  if (all.kind === "counter") return aggregator === "rate" ? all.sum / seconds : Number.NaN;
  if (all.kind === "gauge") return aggregator === "value" ? all.last : Number.NaN;
  switch (aggregator) {
    case "avg":
      return all.mean;
    case "min":
      return all.min;
    case "max":
      return all.max;
    case "med":
      return all.quantile(0.5);
    case "p":
      return all.quantile(quantile ?? 0.5);
    default:
      return Number.NaN;
  }
}
function unitOf({ aggregator }, isTime, kind) {
  if (aggregator === "rate") return kind === "counter" ? "number" : "fraction";
  return isTime ? "ms" : "number";
}
export {
  limitsOf,
  unjudged
};
