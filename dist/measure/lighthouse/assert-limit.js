// src/measure/lighthouse/assert-limit.ts
import { methodOf, statedKeys } from "./rc-assertions.js";
function limitsOf({ matrix, results, unitOf }) {
  const once = new Map(results.head.full.map((result) => [keyOf(result), result]));
  return [...once.values()].map((result) => {
    if (wasNotJudged(result)) return ranLimit(result, results.base.full);
    const judged = variesByChance(result, unitOf) && isMedian(matrix, result) ? "interval" : "value";
    const of = (side) => pick(results[side], result, judged);
    const perSide = (value) => ({
      base: value(of("base")),
      head: value(of("head"))
    });
    const empty = result.rounds.map(() => null);
    return {
      name: `${idOf(result)} ${result.name} on ${result.page}`,
      level: levelOf(result),
      at: null,
      judged,
      operator: result.operator,
      limit: result.expected,
      unit: limitUnit(result, unitOf),
      pooled: perSide((found) => found?.actual ?? null),
      rounds: perSide((found) => found?.rounds ?? empty)
    };
  });
}
function pick(side, result, judged) {
  const find = (results) => results.find((one) => keyOf(one) === keyOf(result));
  return (judged === "interval" ? find(side.all) : void 0) ?? find(side.full);
}
function wasNotJudged({ name, actual }) {
  return name === "auditRan" || actual === null;
}
function ranLimit(result, base) {
  const ofBase = base.filter((one) => one.page === result.page && idOf(one) === idOf(result));
  const what = result.name === "auditRan" ? "auditRan" : `${result.name} (auditRan)`;
  return {
    name: `${idOf(result)} ${what} on ${result.page}`,
    level: levelOf(result),
    judged: "value",
    at: null,
    operator: ">=",
    limit: 1,
    unit: "number",
    pooled: { base: ofBase.length === 0 ? null : Number(!ofBase.some(wasNotJudged)), head: 0 },
    rounds: { base: result.rounds.map(() => null), head: result.rounds.map(() => null) }
  };
}
function idOf({ auditId, auditProperty }) {
  return auditProperty === void 0 ? auditId : `${auditId}:${auditProperty.replaceAll(".", ":")}`;
}
function keyOf(result) {
  return JSON.stringify([result.page, idOf(result), result.name, result.level, result.expected]);
}
var levelOf = ({ level }) => level === "error" ? "max" : "warn";
function variesByChance(result, unitOf) {
  const { auditId, auditProperty, name, page } = result;
  if (name === "maxLength") return false;
  if (auditId === "categories") return auditProperty === "performance";
  if (auditId === "user-timings" || auditId === "cumulative-layout-shift") return true;
  return unitOf(page, auditId) === "millisecond";
}
function limitUnit({ name, auditId, auditProperty, page }, unitOf) {
  if (name === "maxLength") return "count";
  if (name !== "maxNumericValue") return "number";
  if (auditId === "user-timings") return "ms";
  if (auditId === "resource-summary") return auditProperty?.endsWith(".count") ? "count" : "bytes";
  const units = { millisecond: "ms", byte: "bytes", element: "count" };
  return units[unitOf(page, auditId) ?? ""] ?? "number";
}
function isMedian(matrix, result) {
  return matrix.every(({ preset, assertions = {}, aggregationMethod }) => {
    const stated = Object.entries(assertions).filter(([key]) => plain(key) === plain(idOf(result)));
    const methods = stated.map(([, assertion]) => methodOf(assertion) ?? aggregationMethod);
    if (methods.length === 0 && preset !== void 0) return aggregationMethod === "median";
    return methods.every((method) => method === "median");
  });
}
function withoutResult(matrix, head) {
  const found = new Set(head.map((result) => plain(idOf(result))));
  return [...new Set(statedKeys(matrix))].filter((key) => !found.has(plain(key)));
}
var plain = (key) => key.toLowerCase().replaceAll(/[^a-z\d]+/gu, "-");
export {
  limitsOf,
  withoutResult
};
