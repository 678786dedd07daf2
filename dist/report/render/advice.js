// src/report/render/advice.ts
import { parseMetricId } from "../../model/metric.js";
import { MOST_ROUNDS, unfitness } from "../../model/plan.js";
function advice(verdict) {
  switch (verdict.verdict) {
    case "pass":
      return void 0;
    case "error":
      return toMeasure(verdict);
    case "inconclusive":
      return toSettle(verdict);
    case "fail":
      return toPass(verdict);
    default:
      return verdict.verdict;
  }
}
function toMeasure({ reasons, comparisons, budgets }) {
  if (reasons[0]?.kind === "budget")
    return "A limit without samples is neither kept nor broken: check the metric name and the tags in it, or remove it where it is written.";
  if (comparisons.length + budgets.length > 0) return "Repair what is named above and run it again.";
  return "Nothing was judged, neither for nor against this change: repair what is named above and run it again.";
}
function toSettle({ reasons, comparisons, notices, measuredBy, plan, rung }) {
  const first = reasons[0];
  if (unfitness(plan) !== null) return "More rounds do not help on a runner like this: run it again on a quieter one.";
  if (first?.kind === "missing")
    return "If it is gone on purpose, give its id the role `watch` or `off` in the config; else repair what no longer measures it.";
  if (first?.kind === "not-compared")
    return "What gates needs something to be set against: repair what is named above, or choose another base by `--base`.";
  if (rung === "stored")
    return "Base measured beside head shows smaller changes than stored jobs do: use `mode: auto`, or store more jobs, in `mode: stored` too and on quieter machines.";
  const open = comparisons.find(({ metric }) => first?.kind === "inconclusive" && metric.id === first.metric);
  if (open !== void 0 && isBeyondReach(open))
    return "No effort has as many rounds as this takes: raise `detect` of that metric, give it the role `watch`, measure longer rounds (`k6.round.measure`), or use a quieter machine.";
  if ([...notices, ...measuredBy.flatMap(({ notes }) => notes)].some((line) => line.includes("gate.maxMinutes")))
    return "More rounds settle it: raise `gate.maxMinutes`, which cut their number, or use a quieter machine.";
  const isK6 = first?.kind === "inconclusive" && parseMetricId(first.metric)?.collector === "k6";
  return isK6 ? "More rounds or longer ones settle it: set `gate.effort: thorough` or a longer `k6.round.measure`, or use a quieter machine." : "More rounds settle it: set `gate.effort: thorough`, or use a quieter machine.";
}
function isBeyondReach({ rounds, rule, smallestVisible }) {
  if (smallestVisible === null || !(rule.detect > 0)) return false;
  return rounds * (smallestVisible / rule.detect) ** 2 > MOST_ROUNDS;
}
function toPass({ reasons, comparisons }) {
  const budgetOnly = !comparisons.some(({ change, rule }) => change === "regressed" && rule.role === "gate");
  if (budgetOnly && reasons.some(({ kind }) => kind === "budget"))
    return "If the limit is out of date, change it where it is written; else make head keep it.";
  return "If the change is wanted, raise `tolerate` of that metric in the config; `weighbridge run` repeats all this on your machine.";
}
export {
  advice
};
