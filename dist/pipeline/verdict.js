// src/pipeline/verdict.ts
import { checkBudgets } from "../compare/budgets.js";
import { compareAll } from "../compare/compare.js";
import { judge } from "../compare/judge.js";
function judgeRounds(rounds) {
  const { series, overrides, falseAlarms, limits, weighed, onInconclusive, enforce } = rounds;
  const compared = compareAll({ series, overrides, falseAlarms });
  const budgets = checkBudgets({ series, comparisons: compared.comparisons, limits });
  const silent = compared.comparisons.filter(
    ({ base: base2, head: head2, rule }) => base2 === null && head2 === null && rule.role === "watch"
  );
  const comparisons = compared.comparisons.filter((one) => !silent.includes(one));
  const judgement = judge({ comparisons, budgets, weighed, onInconclusive, enforce });
  const unmatched = compared.unmatchedGlobs.map((glob) => `metrics: "${glob}" matches no metric that was measured.`);
  const { base, head, environment, measuredBy, notWeighed, notices, seconds, finished, version } = rounds;
  return {
    schema: 1,
    kind: "verdict",
    ...judgement,
    enforce,
    onInconclusive,
    rung: rungOf(weighed, rounds),
    comparisons,
    budgets,
    base,
    head,
    environment,
    measuredBy,
    notWeighed: [...notWeighed, ...silent.map(({ metric }) => `${metric.id}: too few samples a round.`)],
    notices: [...notices, ...unmatched],
    falseAlarms,
    family: compared.family,
    seconds,
    finished,
    version
  };
}
function rungOf(weighed, { series }) {
  if (weighed.kind !== "compared") return "budgets";
  return series.length > 0 && series.every(({ kind }) => kind === "exact") ? "exact" : "paired";
}
function judgeUnmeasured({ weighed, ...rest }) {
  const { enforce, onInconclusive } = rest;
  const judgement = judge({ comparisons: [], budgets: [], weighed, onInconclusive, enforce });
  const nothing = { comparisons: [], budgets: [], measuredBy: [], notWeighed: [], family: 0 };
  const rung = weighed.kind === "same-bytes" ? "same-bytes" : "budgets";
  return { schema: 1, kind: "verdict", ...judgement, ...nothing, ...rest, rung };
}
export {
  judgeRounds,
  judgeUnmeasured
};
