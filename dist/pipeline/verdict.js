// src/pipeline/verdict.ts
import { unneeded } from "../compare/accept.js";
import { checkBudgets } from "../compare/budgets.js";
import { compareAll } from "../compare/compare.js";
import { movedControls } from "../compare/controls.js";
import { summarise } from "../compare/history.js";
import { judge } from "../compare/judge.js";
import { attemptShare, unspentAfter } from "../compare/looks.js";
import { findingsOf } from "../findings/judge.js";
import { sayNoise } from "../measure/fitness.js";
import { unfitness } from "../model/plan.js";
import { overrideNotice } from "./unmeasured.js";
import { unseen } from "./unwatched.js";
function judgeRounds(rounds) {
  const { series, overrides, limits, weighed, baseline, falseAlarms, onInconclusive, enforce } = rounds;
  const isUnfit = unfitness(rounds.plan) !== null;
  const compared = compareAll({
    series,
    overrides,
    falseAlarms: spendable(rounds),
    plan: rounds.plan,
    against: againstOf(rounds)
  });
  const budgets = checkBudgets({ series: compared.series, comparisons: compared.comparisons, limits, isUnfit });
  const silent = compared.comparisons.filter(
    ({ base: base2, head: head2, rule }) => base2 === null && head2 === null && rule.role === "watch"
  );
  const comparisons = compared.comparisons.filter((one) => !silent.includes(one));
  const { accept, head, override } = rounds;
  const { commit } = head;
  const { facts, rules: settings } = rounds;
  const findings = findingsOf({ facts, comparisons, base: baseOf(weighed), settings, isUnfit });
  const missed = unseen(rounds, compared.unmatchedGlobs);
  const judgement = judge({
    comparisons,
    budgets,
    findings,
    isUnfit,
    unwatched: missed,
    weighed,
    accept,
    commit,
    override,
    onInconclusive,
    enforce
  });
  const controls = new Set(overrides.flatMap(({ glob, control }) => control ? [glob] : []));
  const idle = compared.unmatchedGlobs.filter((glob) => !missed.some(({ watcher }) => watcher === glob));
  const unmatched = idle.map(
    (glob) => `${controls.has(glob) ? "gate.controls" : "metrics"}: "${glob}" matches no metric that was measured.`
  );
  const isBeside = weighed.kind === "compared" || weighed.kind === "stored";
  const {
    base,
    environment,
    rounds: tries,
    measuredBy,
    notWeighed,
    notices,
    seconds,
    finished,
    version,
    gate,
    gateChanges,
    configFrom,
    health
  } = rounds;
  return {
    schema: 1,
    kind: "verdict",
    gate,
    ...judgement,
    enforce,
    onInconclusive,
    rung: rungOf(weighed, rounds),
    comparisons,
    budgets,
    causes: causesOf(rounds, comparisons, budgets),
    findings,
    gateChanges,
    configFrom,
    base,
    head,
    environment,
    runnerNoise: tries.length === 0 ? null : sayNoise(tries.map(({ readings }) => readings)),
    history: baseline && summarise(baseline, comparisons),
    health,
    plan: rounds.plan,
    attempts: rounds.attempts,
    reused: isReused(rounds),
    measuredBy,
    notWeighed: [...notWeighed, ...silent.map(({ metric }) => `${metric.id}: ${silence(metric)}.`)],
    notices: [
      ...notices,
      ...overrideNotice(override, commit, judgement),
      ...standingForBase(rounds),
      ...movedControls({ comparisons, series: compared.series, falseAlarms }),
      ...unmatched,
      ...isBeside ? unneeded(comparisons, accept) : []
    ],
    falseAlarms,
    family: compared.family,
    seconds,
    finished,
    version
  };
}
var silence = ({ lane }) => lane === void 0 ? "too few samples a round" : "no round gave a value";
function isReused(rounds) {
  return rounds.attempts.some((one) => isSame(one, rounds));
}
var isSame = (one, { seed, finished }) => one.seed === seed && one.finished === finished;
function spendable(rounds) {
  const { falseAlarms, weighed, attempts, lost } = rounds;
  if (weighed.kind !== "stored") return falseAlarms;
  const before = attempts.filter((one) => !isSame(one, rounds)).length;
  return falseAlarms * attemptShare(unspentAfter(before + lost));
}
function againstOf({ weighed, baseline }) {
  if (baseline === null || weighed.kind === "budgets-only" || weighed.kind === "compared") return null;
  return { kind: weighed.kind === "stored" ? "stored" : "recorded", baseline };
}
function standingForBase(rounds) {
  const { weighed, baseline } = rounds;
  const against = againstOf(rounds);
  if (against === null || baseline === null) return [];
  const how = weighed.kind === "stored" ? [weighed.how] : [];
  if (baseline.exact.length === 0) return how;
  return [...how, `In base's place, exact values are those stored of ${nameOf(baseline.reference)}.`];
}
function nameOf({ how, commit, distance }) {
  const short = commit?.slice(0, 10) ?? "a job without a commit";
  switch (how) {
    case "base":
      return `${short}, the base commit itself`;
    case "ancestor":
      return `${short}, ${distance === 1 ? "1 commit" : `${distance} commits`} before base: what those changed counts as head's`;
    case "newest":
      return `${short}, the newest stored: whether it lies before base is not known here`;
    default:
      return how;
  }
}
function baseOf({ kind }) {
  if (kind === "compared") return "measured";
  return kind === "stored" ? "stored" : "none";
}
function rungOf(weighed, { series }) {
  if (weighed.kind === "stored") return "stored";
  if (weighed.kind !== "compared") return "budgets";
  return series.length > 0 && series.every(({ kind }) => kind === "exact") ? "exact" : "paired";
}
function causesOf({ causes }, comparisons, budgets) {
  const moved = comparisons.filter(({ change }) => change !== "unchanged").map(({ metric }) => metric.id);
  const over = budgets.filter(({ outcome }) => outcome !== "kept").map(({ metric }) => metric);
  const asked = /* @__PURE__ */ new Set([...moved, ...over]);
  return causes.filter(({ metric }) => asked.has(metric));
}
export {
  isReused,
  judgeRounds
};
