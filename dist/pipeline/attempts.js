// src/pipeline/attempts.ts
import { FIRST_ATTEMPT, LATER_ATTEMPT } from "../compare/looks.js";
import { digestOf } from "../measure/conditions.js";
import { parseMetricId } from "../model/metric.js";
import { VERSION } from "../version.js";
import { judgeRounds } from "./verdict.js";
async function questionOf({ source }, { config }, mode) {
  if (!source?.base) return null;
  const { git, base, head } = source;
  const trees = await Promise.all([base.sha, head.sha].map((sha) => git.attempt(["rev-parse", `${sha}^{tree}`])));
  if (trees.includes(null)) return null;
  const { id, falseAlarms, ignore } = config.gate;
  const gate = { id, falseAlarms, ignore };
  return digestOf({ trees, config: { ...config, gate }, mode, version: VERSION, node: process.version });
}
function attemptsOf(earlier) {
  const { job, seed, finished, attempts } = earlier;
  const last = attempts.at(-1);
  if (last?.seed === seed && last.finished === finished) return attempts;
  return [...attempts, { job, seed, finished, verdict: judgeRounds(earlier).verdict }];
}
function reuse(earlier, now) {
  const rounds = { ...earlier, ...now, attempts: attemptsOf(earlier) };
  const verdict = judgeRounds(rounds);
  return verdict.verdict === "pass" || verdict.verdict === "fail" ? { rounds, verdict } : null;
}
var NOTHING_BEFORE = { taken: [], kept: 0, share: FIRST_ATTEMPT, isSettled: false };
var FIRST = {
  left: () => NOTHING_BEFORE,
  plan: null,
  tries: [],
  series: (now) => now,
  limits: (now) => now,
  notices: []
};
function continueFrom(earlier, opened) {
  if (earlier === null || earlier.plan === null) return FIRST;
  const { plan, rounds, series, limits } = earlier;
  const looksOf = (id) => plan.collectors.find(({ collector }) => collector === id);
  const left = (id) => {
    const looks = looksOf(id);
    if (looks === void 0) return NOTHING_BEFORE;
    const kept = keptOf(rounds, id);
    const taken = takenOf(looks, kept);
    const share = shareLeft(looks, kept, earlier.attempts.length > 0);
    return { taken, kept, share, isSettled: looks.ended === "settled" };
  };
  const changed = opened.find((one) => looksOf(one.id) !== void 0 && !measuresAlike(earlier, one));
  if (changed) {
    const notice = `The rounds of the attempt before do not count here, as ${changed.id} measures otherwise now; the part of the false alarms that it has spent does.`;
    return { ...FIRST, left: (id) => ({ ...NOTHING_BEFORE, share: left(id).share }), notices: [notice] };
  }
  return {
    left,
    plan,
    tries: rounds,
    series: (now, keptNow) => appendRounds(series, now, (id) => ({ before: keptOf(rounds, id), now: keptNow(id) })),
    limits: (now) => withEarlierLimits(limits, now),
    notices: []
  };
}
var keptOf = (tries, id) => tries.filter(({ collector, discarded }) => collector === id && discarded === null).length;
var takenOf = ({ looks }, kept) => looks.filter(({ rounds }) => rounds <= kept);
var weightOf = (looks) => looks.reduce((sum, { weight }) => sum + weight, 0);
function shareLeft({ looks, from }, kept, isLater) {
  const own = looks.filter(({ rounds }) => rounds > from);
  const had = isLater ? Math.min(1, weightOf(own) / LATER_ATTEMPT) : 1;
  return Math.max(0, had - weightOf(own.filter(({ rounds }) => rounds <= kept))) * LATER_ATTEMPT;
}
function measuresAlike({ conditions, environment }, { id, session: { plan } }) {
  const sameTools = Object.entries(plan.tools).every(([name, version]) => environment.tools[name] === version);
  return sameTools && conditions[id] === plan.conditions;
}
function appendRounds(earlier, now, kept) {
  const before = new Map(earlier.map((one) => [one.metric.id, one]));
  const known = new Set(now.map(({ metric }) => metric.id));
  const rounds = ({ metric }) => kept(parseMetricId(metric.id)?.collector ?? "");
  const nothing = (length) => new Array(length).fill(null);
  const joined = now.map((one) => {
    const first = before.get(one.metric.id);
    if (one.kind === "exact") return one;
    const blank = nothing(rounds(one).before);
    const sides = first && first.kind === one.kind ? first : { metric: one.metric, base: blank, head: blank };
    return {
      ...one,
      metric: sides.metric,
      base: [...sides.base, ...one.base],
      head: [...sides.head, ...one.head]
    };
  });
  const gone = earlier.filter(({ metric }) => !known.has(metric.id));
  const silent = gone.flatMap((one) => {
    const { before: before2, now: now2 } = rounds(one);
    if (one.kind === "exact") return before2 > 0 && now2 === 0 ? [one] : [];
    const blank = nothing(now2);
    return [{ ...one, base: [...one.base, ...blank], head: [...one.head, ...blank] }];
  });
  return [...joined, ...silent];
}
function withEarlierLimits(earlier, now) {
  const before = new Set(earlier.map(({ name }) => name));
  const fresh = now.filter(({ name, pooled }) => pooled.base !== null || pooled.head !== null || !before.has(name));
  const known = new Set(fresh.map(({ name }) => name));
  return [...fresh, ...earlier.filter(({ name }) => !known.has(name))];
}
export {
  NOTHING_BEFORE,
  appendRounds,
  attemptsOf,
  continueFrom,
  questionOf,
  reuse
};
