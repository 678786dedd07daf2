// src/report/render/machines/junit.ts
import { intervalOf } from "../../../model/comparison.js";
import { isOfHead } from "../../../model/finding.js";
import { parseMetricId } from "../../../model/metric.js";
import { escapeText, SENTENCE } from "../escape.js";
import { formatChange, formatInterval, formatValue } from "../format.js";
import { lookupOf, reasonSentence, sureness } from "../words/reasons.js";
import { budgetRows, rowsOf } from "../words/rows.js";
import { writeJunitXml } from "./junit-xml.js";
var PASSED = { kind: "passed" };
function renderJunit(verdict, limit) {
  const lookup = lookupOf(verdict);
  const ofMetric = /* @__PURE__ */ new Map();
  for (const reason of verdict.reasons) if ("metric" in reason) ofMetric.set(reason.metric, reason);
  const { moved, open, settled } = rowsOf(verdict.comparisons);
  const budgets = budgetRows(verdict.budgets);
  const comparison = (one) => comparisonCase(one, ofMetric.get(one.metric.id), verdict, lookup);
  const budget = (check) => budgetCase(check, verdict, lookup);
  return writeJunitXml(
    verdict.gate,
    [
      gateCase(verdict, lookup),
      ...budgets.open.map(budget),
      ...verdict.reasons.flatMap((reason) => reason.kind === "finding" ? [findingCase(reason, verdict, lookup)] : []),
      ...[...moved, ...open].map(comparison),
      ...[...settled.values()].flat().map(comparison),
      ...budgets.kept.map(budget)
    ],
    verdict.seconds.total,
    limit
  );
}
function renderUnmeasuredJunit(gate, why) {
  const result = { kind: "error", message: escapeText(why, SENTENCE) };
  return writeJunitXml(gate, [{ suite: "gate", name: "measured", result, values: "" }], 0);
}
function gateCase(verdict, lookup) {
  const said = (kind) => verdict.reasons.filter((reason) => reason.kind === kind).map((reason) => reasonSentence(reason, lookup, escapeText)).join(" ");
  const error = said("could-not-measure");
  const apart = [said("unwatched"), said("not-compared")].filter((one) => one !== "").join(" ");
  const unsettled = { kind: failing(verdict, "inconclusive"), message: apart };
  const result = error !== "" ? { kind: "error", message: error } : apart === "" ? PASSED : unsettled;
  return { suite: "gate", name: "measured", result, values: said("same-bytes") };
}
function failing({ verdict, blocks }, finding) {
  const isRed = finding === "fail" ? blocks || verdict === "error" : blocks && verdict === "inconclusive";
  return isRed ? "failure" : "skipped";
}
function comparisonCase(comparison, reason, verdict, lookup) {
  const { metric, change, base, head, rounds } = comparison;
  const parts = parseMetricId(metric.id);
  const values = [
    `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`,
    ...comparison.effect === null ? [] : [
      `${formatChange(comparison)} (${intervalOf(comparison.effect) === null ? sureness(comparison) : formatInterval(comparison)})`
    ],
    // What is exact stands beside one stored job: its runs are rounds.
    `${rounds} ${metric.kind === "exact" ? "round" : lookup.run}${rounds === 1 ? "" : "s"}`,
    comparison.rule.role === "gate" ? change : `${change}, watched`
  ];
  return {
    suite: parts?.collector ?? "other",
    name: parts ? `${parts.metric}@${parts.subject}` : metric.id,
    result: comparisonResult(comparison, reason, verdict, lookup),
    values: values.join("; ")
  };
}
function comparisonResult({ change, note }, reason, verdict, lookup) {
  if (reason !== void 0) {
    const message = reasonSentence(reason, lookup, escapeText);
    if (reason.kind === "accepted") return { kind: "skipped", message };
    return { kind: failing(verdict, reason.kind === "regressed" ? "fail" : "inconclusive"), message };
  }
  if (change === "new" || change === "missing") return { kind: "skipped", message: `${change}: only one side has it` };
  return change === "inconclusive" ? { kind: "skipped", message: note ?? "inconclusive" } : PASSED;
}
function budgetCase(check, verdict, lookup) {
  const { name, metric, base, head, unit } = check;
  return {
    suite: (metric && parseMetricId(metric)?.collector) ?? "budgets",
    name: metric === null ? name : `${check.level} ${parseMetricId(metric)?.metric}@${parseMetricId(metric)?.subject}`,
    result: budgetResult(check, verdict, lookup),
    values: `${formatValue(base, unit)} → ${formatValue(head, unit)}`
  };
}
function findingCase(reason, verdict, lookup) {
  const { rule, collector, subject, name, base, head, unit } = reason.finding;
  const message = reasonSentence(reason, lookup, escapeText);
  return {
    suite: collector,
    name: [rule, subject, ...name === null ? [] : [name]].join(" "),
    result: { kind: failing(verdict, isOfHead(reason.finding) ? "fail" : "inconclusive"), message },
    values: `${formatValue(base, unit)} → ${formatValue(head, unit)}`
  };
}
function budgetResult(check, verdict, lookup) {
  const { level, outcome } = check;
  if (outcome === "kept") return PASSED;
  const message = reasonSentence({ kind: "budget", check }, lookup, escapeText);
  if (level === "max" && outcome === "no-samples") return { kind: "error", message };
  return { kind: level === "max" && outcome === "broken" ? failing(verdict, "fail") : "skipped", message };
}
export {
  renderJunit,
  renderUnmeasuredJunit
};
