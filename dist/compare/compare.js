// src/compare/compare.ts
import { UNDIRECTED } from "../model/comparison.js";
import { meantBy, prepare, prepareStored, valuesOf } from "./prepare.js";
import { lostByHead, withRecorded } from "./recorded.js";
import { resolveRule, unmatchedGlobs } from "./rules.js";
import { decideAlone, decideAtLooks, planOnce } from "./sequential.js";
import { holm } from "./statistics/holm.js";
import { decideStored } from "./stored.js";
function compareAll(input) {
  const { series: measured, overrides, against = null } = input;
  const series = seriesAgainst(measured, against);
  const known = against === null ? null : valuesOf(against.baseline);
  const prepared = series.flatMap((one) => {
    const rule = resolveRule(one.metric, overrides);
    if (rule === "off") return [];
    const metric = meantBy(one, overrides);
    return [against?.kind === "stored" ? prepareStored(one, metric, rule, known) : prepare(one, metric, rule, known)];
  });
  const gating = prepared.filter(({ kind, rule }) => kind !== "settled" && rule.role === "gate");
  const stored = decideBesideJobs(prepared, input.falseAlarms);
  const paired = decidePaired(prepared, input);
  const comparisons = prepared.map((one) => {
    if (one.kind === "settled") return one.comparison;
    return one.kind === "stored" ? stored.get(one) : paired.comparisons.get(one);
  });
  return {
    comparisons: comparisons.map((one) => withRoleReason(undirected(one))),
    series,
    family: Math.max(gating.length, input.plan?.family ?? 0),
    ended: paired.ended,
    cleared: [...paired.cleared].map(({ id }) => id),
    unmatchedGlobs: unmatchedGlobs(
      series.map(({ metric }) => metric.id),
      overrides
    )
  };
}
function seriesAgainst(series, against) {
  if (against === null || against.kind === "beside") return series;
  const recorded = withRecorded(series, against.baseline);
  return against.kind === "stored" ? [...recorded, ...lostByHead(series, against.baseline)] : recorded;
}
function decideBesideJobs(prepared, falseAlarms) {
  const all = prepared.filter((one) => one.kind === "stored");
  const gating = all.filter(({ rule }) => rule.role === "gate");
  const worse = holm(
    gating.map(({ tested }) => tested.pWorse),
    gating.length
  );
  const better = holm(
    gating.map(({ tested }) => tested.pBetter),
    gating.length
  );
  return new Map(
    all.map((one) => {
      const i = gating.indexOf(one);
      const plain = { worse: one.tested.pWorse, better: one.tested.pBetter };
      const adjusted = i < 0 ? plain : { worse: worse[i], better: better[i] };
      return [one, decideStored(one.tested, { falseAlarms, divisor: i < 0 ? 1 : gating.length, adjusted })];
    })
  );
}
function decidePaired(prepared, { plan, falseAlarms, stopping = false }) {
  const all = prepared.filter((one) => one.kind === "paired");
  const gating = all.filter(({ rule }) => rule.role === "gate").map(({ candidate }) => candidate);
  const decided = decideAtLooks(gating, { plan: plan ?? planOnce(gating), falseAlarms, stopping });
  const comparisonOf = ({ candidate }) => decided.comparisons.get(candidate) ?? decideAlone(candidate, falseAlarms);
  return { ...decided, comparisons: new Map(all.map((one) => [one, comparisonOf(one)])) };
}
function undirected(comparison) {
  const { metric, rule, change } = comparison;
  if (metric.better !== null) return comparison;
  const told = { ...comparison, p: null, pAdjusted: null };
  if (change !== "regressed" && change !== "improved") return told;
  if (rule.role === "watch") return { ...told, change: "changed" };
  return { ...told, change: "inconclusive", note: UNDIRECTED };
}
function withRoleReason(comparison) {
  const { metric, rule, note } = comparison;
  if (rule.role !== "watch" || metric.roleReason === void 0) return comparison;
  const watched = `watched only: ${metric.roleReason}`;
  return { ...comparison, note: note === void 0 ? watched : `${watched}; ${note}` };
}
export {
  compareAll
};
