// src/compare/budgets.ts
import {
  inRounds
} from "../model/series.js";
import { buildSpread } from "./exact.js";
import { present, typicalHead } from "./pairs.js";
import { share, unlessEmpty } from "./rate.js";
import { hodgesLehmann } from "./statistics/hodges-lehmann.js";
var LEVEL = 0.95;
function checkBudgets({ series, comparisons, limits, isUnfit = false }) {
  const byId = new Map(series.map((one) => [one.metric.id, one]));
  const ofRules = comparisons.flatMap((comparison) => {
    const one = byId.get(comparison.metric.id);
    return one === void 0 ? [] : checkRule(comparison, one);
  });
  const varies = new Set(limits.filter(({ judged }) => judged === "interval").map(({ name }) => name));
  return [...ofRules, ...limits.map(checkLimit)].map((check) => {
    const isExact = check.metric === null ? !varies.has(check.name) : byId.get(check.metric)?.kind === "exact";
    return isUnfit && !isExact && check.outcome === "broken" ? { ...check, outcome: "broken-by-estimate" } : check;
  });
}
function checkRule({ metric, rule, base }, one) {
  if (one.kind === "exact" && one.head === null && !one.lost?.includes("head")) return [];
  const series = inRounds(one);
  const head = series.kind === "exact" ? series.head : typicalHead(series);
  const operator = metric.better === "higher" ? ">=" : "<=";
  return ["max", "warn"].flatMap((level) => {
    const limit = rule[level];
    if (limit === void 0) return [];
    const outcome = series.kind === "exact" ? judgeExact(series, operator, limit) : judgeLimit(head, roundsOf(series), operator, limit);
    const at = rule.limitsAt?.[level] ?? null;
    return [{ name: metric.id, metric: metric.id, level, operator, limit, unit: metric.unit, base, head, outcome, at }];
  });
}
function checkLimit({ name, level, judged, operator, limit, unit, pooled, rounds, at }) {
  const { base, head } = pooled;
  const outcome = judged === "value" ? judgeValue(head, operator, limit) : judgeLimit(head, present(rounds.head), operator, limit);
  return { name, metric: null, level, operator, limit, unit, base, head, outcome, at };
}
function judgeValue(value, operator, limit) {
  if (value === null) return "no-samples";
  return holds(value, operator, limit) ? "kept" : "broken";
}
function judgeExact(series, operator, limit) {
  const outcome = judgeValue(series.head, operator, limit);
  const isDoubted = outcome === "broken" && Math.abs(series.head - limit) <= buildSpread(series);
  return isDoubted ? "broken-by-estimate" : outcome;
}
function roundsOf(series) {
  return series.kind === "rate" ? present(series.head.map(unlessEmpty)).map(share) : present(series.head);
}
function judgeLimit(point, rounds, operator, limit) {
  if (point === null) return "no-samples";
  if (holds(point, operator, limit)) return "kept";
  if (rounds.length === 0) return "broken-by-estimate";
  const { low, high, coverage } = hodgesLehmann(rounds, LEVEL);
  return coverage >= LEVEL && wholeIntervalBreaks(low, high, operator, limit) ? "broken" : "broken-by-estimate";
}
var HOLDS = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "==": (value, limit) => value === limit,
  "!=": (value, limit) => value !== limit
};
function holds(value, operator, limit) {
  return HOLDS[operator](value, limit);
}
function wholeIntervalBreaks(low, high, operator, limit) {
  if (operator === "==") return limit < low || limit > high;
  return !holds(low, operator, limit) && !holds(high, operator, limit) && (operator !== "!=" || low === high);
}
export {
  checkBudgets
};
