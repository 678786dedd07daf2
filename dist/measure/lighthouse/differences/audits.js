// src/measure/lighthouse/differences/audits.ts
import { z } from "../../../vendor/zod.js";
import { TIMING_AUDITS } from "../metrics.js";
import { areApart } from "./apart.js";
import { short } from "./short.js";
var number = z.number().nullable().catch(null);
var text = z.string().catch("");
var auditSchema = z.object({
  title: text,
  scoreDisplayMode: z.string(),
  score: number,
  numericValue: number,
  numericUnit: text,
  displayValue: text,
  metricSavings: z.record(z.string(), z.unknown()).catch({}),
  replacesAudits: z.array(z.unknown()).catch([]),
  details: z.object({ overallSavingsBytes: number }).catch({ overallSavingsBytes: null })
});
function outcomesIn({ audits }) {
  const isKnown = (id) => typeof id === "string" && Object.hasOwn(audits, id);
  const read = Object.entries(audits).flatMap(([id, one]) => {
    const audit = auditSchema.safeParse(one).data;
    if (audit === void 0 || TIMING_AUDITS.includes(id) || saysNothing(audit)) return [];
    return audit.replacesAudits.some(isKnown) ? [] : [[short(id), outcomeOf(audit)]];
  });
  return new Map(read);
}
function saysNothing({ scoreDisplayMode, numericUnit }) {
  if (scoreDisplayMode === "informative" || scoreDisplayMode === "manual") return true;
  return scoreDisplayMode === "numeric" && numericUnit === "millisecond";
}
function outcomeOf(audit) {
  return {
    title: short(audit.title),
    state: stateOf(audit),
    // Between a number and its unit it puts a space that does not break.
    said: short(audit.displayValue.replaceAll(" ", " ")),
    exact: exactOf(audit),
    saves: Object.keys(audit.metricSavings)
  };
}
function stateOf({ scoreDisplayMode, score }) {
  if (scoreDisplayMode === "notApplicable") return "not applicable";
  if (scoreDisplayMode === "error" || score === null) return "not measured";
  if (score >= 0.9) return "passed";
  return score >= 0.5 ? "needs improvement" : "failed";
}
function exactOf({ numericValue, numericUnit, details }) {
  if (details.overallSavingsBytes !== null) return { value: Math.round(details.overallSavingsBytes), unit: "bytes" };
  if (numericValue !== null && numericUnit === "byte") return { value: numericValue, unit: "bytes" };
  if (numericValue !== null && numericUnit === "element") return { value: numericValue, unit: "count" };
  return null;
}
var RANKS = {
  "not measured": null,
  failed: 0,
  "needs improvement": 1,
  passed: 2,
  "not applicable": 2
};
var ORDER = ["worse", "other", "better"];
function auditsApart(base, head) {
  const differences = [...head[0]?.keys() ?? []].flatMap((id) => {
    const of = (runs) => runs.flatMap((run) => run.get(id) ?? []);
    const difference = base[0]?.has(id) ? compare(of(base), of(head)) : null;
    return difference === null ? [] : [{ ...difference, row: { id, ...difference.row } }];
  });
  return differences.sort((a, b) => ORDER.indexOf(a.row.change) - ORDER.indexOf(b.row.change));
}
function compare(bases, heads) {
  const [base, head] = [bases[0], heads[0]];
  const unit = head.exact?.unit ?? base.exact?.unit;
  const worth = (one) => {
    if (unit === void 0 || one.state === "not measured") return RANKS[one.state];
    return one.exact?.value ?? 0;
  };
  if (!areApart(bases.map(worth), heads.map(worth))) return null;
  const numbers = { base: worth(base), head: worth(head) };
  return {
    row: { title: head.title || base.title, change: changeOf(numbers, unit === void 0), ...textsOf(base, head) },
    passes: RANKS[head.state] === RANKS.passed,
    exact: unit === void 0 ? null : { ...numbers, unit },
    saves: head.saves
  };
}
function changeOf({ base, head }, isMoreBetter) {
  if (base === null || head === null) return "other";
  return head > base === isMoreBetter ? "better" : "worse";
}
function textsOf(base, head) {
  const words = ({ said, state }) => said || state;
  if (words(base) !== words(head)) return { base: words(base), head: words(head) };
  const number2 = ({ exact, state }) => exact === null ? state : `${exact.value} ${exact.unit === "bytes" ? "bytes" : "elements"}`;
  return { base: number2(base), head: number2(head) };
}
export {
  auditsApart,
  outcomesIn
};
