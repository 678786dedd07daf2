// src/compare/looks.ts
import { FIRST_LOOK, MOST_ROUNDS } from "../model/plan.js";
var SCHEDULES = {
  quick: [FIRST_LOOK, 12, 16, 20],
  standard: [FIRST_LOOK, 12, 16, 20, 25, 30],
  thorough: [FIRST_LOOK, 12, 18, 25, 35, 50, MOST_ROUNDS]
};
var MISSES = 0.02;
var FIRST_MISSES = 4e-3;
var FIRST_ATTEMPT = 0.9;
var LATER_ATTEMPT = 0.5;
function attemptShare(unspent) {
  return unspent >= 1 ? FIRST_ATTEMPT : unspent * LATER_ATTEMPT;
}
function unspentAfter(attempts, before = 1) {
  return Array.from({ length: attempts }).reduce((unspent) => unspent - attemptShare(unspent), before);
}
function firstLooks(collector, part, looks) {
  return { collector, looks, part, from: 0, unspent: 1, cleared: [], ended: "spent", unfit: null };
}
function looksWithin(effort, rounds) {
  const schedule = SCHEDULES[effort];
  const fitting = schedule.filter((look) => look <= rounds);
  const last = fitting.at(-1) ?? 0;
  const isCut = fitting.length < schedule.length;
  return isCut && (rounds >= last + 2 || fitting.length === 0) ? [...fitting, Math.max(1, rounds)] : fitting;
}
function weighLooks({ looks, family, falseAlarms, share }) {
  const deciding = looks.length === 1 ? looks : looks.filter((rounds) => rounds > FIRST_LOOK);
  let left = share;
  const weights = /* @__PURE__ */ new Map();
  for (const [index, rounds] of deciding.entries()) {
    const later = deciding.length - index - 1;
    const needed = weightToLive(rounds, family, falseAlarms);
    const even = left / (later + 1);
    const weight = needed <= even ? even : later > 0 && needed <= left / 2 ? needed : 0;
    weights.set(rounds, weight);
    left -= weight;
  }
  return looks.map((rounds, index) => ({
    rounds,
    weight: weights.get(rounds) ?? 0,
    equivalence: missesAt(index, looks, share * MISSES)
  }));
}
function missesAt(index, looks, misses) {
  if (looks[0] !== FIRST_LOOK || looks.length === 1 || misses <= FIRST_MISSES) return misses / looks.length;
  return index === 0 ? FIRST_MISSES : (misses - FIRST_MISSES) / (looks.length - 1);
}
function weightToLive(rounds, family, falseAlarms) {
  return Math.max(1, family) * 2 ** -rounds / falseAlarms;
}
function endLooksAt(looks, kept) {
  const taken = looks.filter(({ rounds }) => rounds < kept);
  const left = looks.slice(taken.length);
  if (left.length === 0 || kept === 0) return taken;
  const sum = (part) => left.reduce((total, look) => total + part(look), 0);
  return [...taken, { rounds: kept, weight: sum((look) => look.weight), equivalence: sum((look) => look.equivalence) }];
}
export {
  FIRST_ATTEMPT,
  MISSES,
  SCHEDULES,
  attemptShare,
  endLooksAt,
  firstLooks,
  looksWithin,
  unspentAfter,
  weighLooks
};
