// src/findings/judge.ts
import {
  RULES,
  SINCE
} from "../model/finding.js";
import { matchesId, parseMetricId } from "../model/metric.js";
import { ofHead, regressedForSure } from "./chance.js";
import { CATALOGUE } from "./rules.js";
var MOST = 100;
function findingsOf({ facts, comparisons, base, settings, isUnfit = false }) {
  const judged = facts.map((fact) => ({ ...fact, metric: null }));
  const sure = judged.filter(({ rounds }) => !isUnfit || rounds === "same");
  const brought = ofHead(sure.flatMap((fact) => heldOf(fact, settings)));
  const dating = sinceOfFact(base === "measured", (fact) => brought.has(fact));
  const seen = judged.flatMap((fact) => found(fact, dating, settings));
  const readable = comparisons.filter((one) => factsOf(one).some((fact) => heldOf(fact, settings).length > 0));
  const regressed = regressedForSure(readable);
  const read = readable.flatMap(
    (one) => factsOf(one).flatMap((fact) => found(fact, sinceOfMetric(one, regressed, base !== "none", isUnfit), settings))
  );
  const ordered = [...seen, ...withoutTwins(read, comparisons)].toSorted(worstFirst);
  const kept = new Set(ordered.toSorted((a, b) => Number(b.blocks) - Number(a.blocks)).slice(0, MOST));
  return ordered.filter((one) => kept.has(one));
}
function found(fact, dating, settings) {
  return heldOf(fact, settings).flatMap(({ limit }) => {
    const rule = CATALOGUE[fact.rule];
    if (!isBeyond(fact.head, rule, limit)) return [];
    const { area, title, of, bound, why, todo } = { ...rule, ...rule.seenBy?.[fact.collector] };
    const score = scoreOf(rule);
    const said = { area, title, of, limit, bound, score, priority: priorityOf(score), why, todo };
    const { rounds: _, ...shown } = fact;
    return [{ ...shown, ...said, since: dating(fact, rule, limit), blocks: settings.block.includes(fact.rule) }];
  });
}
function heldOf(fact, { limits }) {
  const { limit: usual, unit, bound } = CATALOGUE[fact.rule];
  const own = limits[fact.rule];
  const limit = own === void 0 ? usual : own;
  return limit === null || fact.unit !== unit ? [] : [{ fact, limit, bound }];
}
function isBeyond(value, { bound }, limit) {
  return value !== null && (bound === "most" ? value > limit : value < limit);
}
function scoreOf({ impact, effort, risk }) {
  return impact * 10 / (effort * risk);
}
var PRIORITY_ABOVE = [
  ["critical", 10],
  ["high", 5],
  ["medium", 2]
];
function priorityOf(score) {
  return PRIORITY_ABOVE.find(([, above]) => score > above)?.[0] ?? "low";
}
var SLIGHT = 0.1;
function isClearlyWorse({ base, head }, { bound }) {
  if (base === null || head === null) return true;
  return bound === "most" ? head > base * (1 + SLIGHT) : head < base * (1 - SLIGHT);
}
function sinceOfFact(hasBase, isOfHead) {
  return (fact, rule, limit) => {
    if (!hasBase) return "alone";
    if (!isClearlyWorse(fact, rule)) return "standing";
    if (!isOfHead(fact)) return isBeyond(fact.base, rule, limit) ? "standing" : "unclear";
    return isBeyond(fact.base, rule, limit) ? "worse" : "new";
  };
}
function sinceOfMetric(comparison, regressed, hasBase, isUnfit) {
  const { change, metric } = comparison;
  return (fact, rule, limit) => {
    if (!hasBase) return "alone";
    if (change === "new") return isUnfit && metric.kind !== "exact" ? "unclear" : "new";
    if (!regressed.has(comparison))
      return isBeyond(fact.base, rule, limit) || !isClearlyWorse(fact, rule) ? "standing" : "unclear";
    if (!isBeyond(fact.base, rule, limit)) return "new";
    return isClearlyWorse(fact, rule) ? "worse" : "standing";
  };
}
function factsOf({ metric, base, head }) {
  const parts = parseMetricId(metric.id);
  if (parts === void 0) return [];
  const { collector, subject } = parts;
  const { unit, id } = metric;
  return RULES.filter((rule) => isReadFrom(CATALOGUE[rule], metric)).map((rule) => {
    return { rule, collector, subject, name: null, base, head, unit, note: null, at: null, metric: id };
  });
}
function isReadFrom({ metrics }, { id }) {
  if (metrics === void 0 || !matchesId(metrics.of, id)) return false;
  return !(metrics.but ?? []).some((glob) => matchesId(glob, id));
}
function withoutTwins(read, comparisons) {
  const exact = new Set(comparisons.flatMap(({ metric }) => metric.kind === "exact" ? [metric.id] : []));
  const said = /* @__PURE__ */ new Set();
  return read.filter(({ metric, rule, base, head }) => {
    if (metric === null || !exact.has(metric)) return true;
    const key = `${rule} ${base} ${head}`;
    const isTwin = said.has(key);
    said.add(key);
    return !isTwin;
  });
}
function worstFirst(a, b) {
  return SINCE.indexOf(a.since) - SINCE.indexOf(b.since) || b.score - a.score || excessOf(b) - excessOf(a);
}
function excessOf({ bound, limit, head }) {
  const [over, under] = bound === "most" ? [head ?? 0, limit] : [limit, head ?? 0];
  return over / Math.max(under, Number.EPSILON);
}
export {
  findingsOf,
  priorityOf,
  scoreOf
};
