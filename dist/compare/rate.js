// src/compare/rate.ts
import { pooledShare } from "../model/series.js";
import { NO_PAIRS, pairUp, present } from "./pairs.js";
function pairRate(series) {
  const base = series.base.map(unlessEmpty);
  const head = series.head.map(unlessEmpty);
  const pairs = pairUp(base, head);
  const paired = pairs.length > 0;
  return {
    base: pooledShare(paired ? pairs.map(([b]) => b) : present(base)),
    head: pooledShare(paired ? pairs.map(([, h]) => h) : present(head)),
    differences: pairs.map(([b, h]) => share(h) - share(b)),
    problem: paired ? null : NO_PAIRS
  };
}
function share({ events, total }) {
  return events / total;
}
function unlessEmpty(count) {
  return count === null || count.total === 0 ? null : count;
}
export {
  pairRate,
  share,
  unlessEmpty
};
