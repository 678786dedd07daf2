/** A verdict as JUnit XML, which most CI systems can read: a suite a collector, a case a metric, a budget and what else blocks. Pure. */
import { type Comparison, intervalOf } from "../../../model/comparison.ts";
import { isOfHead } from "../../../model/finding.ts";
import { type MetricId, parseMetricId } from "../../../model/metric.ts";
import type { BudgetCheck, Reason, Verdict } from "../../../model/verdict.ts";
import { escapeText, SENTENCE } from "../escape.ts";
import { formatChange, formatInterval, formatValue } from "../format.ts";
import { type Lookup, lookupOf, reasonSentence, sureness } from "../words/reasons.ts";
import { budgetRows, rowsOf } from "../words/rows.ts";
import { type Case, type Result, writeJunitXml } from "./junit-xml.ts";

const PASSED: Result = { kind: "passed" };

/** In at most `limit` UTF-8 bytes: whole cases are left out, those that nothing happened to first. */
export function renderJunit(verdict: Verdict, limit?: number): string {
  const lookup = lookupOf(verdict);
  const ofMetric = new Map<MetricId, Reason>();
  for (const reason of verdict.reasons) if ("metric" in reason) ofMetric.set(reason.metric, reason);
  const { moved, open, settled } = rowsOf(verdict.comparisons);
  const budgets = budgetRows(verdict.budgets);
  const comparison = (one: Comparison) => comparisonCase(one, ofMetric.get(one.metric.id), verdict, lookup);
  const budget = (check: BudgetCheck) => budgetCase(check, verdict, lookup);
  return writeJunitXml(
    verdict.gate,
    [
      gateCase(verdict, lookup),
      ...budgets.open.map(budget),
      ...verdict.reasons.flatMap((reason) => (reason.kind === "finding" ? [findingCase(reason, verdict, lookup)] : [])),
      ...[...moved, ...open].map(comparison),
      ...[...settled.values()].flat().map(comparison),
      ...budgets.kept.map(budget),
    ],
    verdict.seconds.total,
    limit,
  );
}

/** Of a job that ended without a verdict. */
export function renderUnmeasuredJunit(gate: string, why: string): string {
  const result: Result = { kind: "error", message: escapeText(why, SENTENCE) };
  return writeJunitXml(gate, [{ suite: "gate", name: "measured", result, values: "" }], 0);
}

/** What is of no metric: whether it was measured and compared at all. There always is this one: no case is a fault to many. */
function gateCase(verdict: Verdict, lookup: Lookup): Case {
  const said = (kind: Reason["kind"]) =>
    verdict.reasons
      .filter((reason) => reason.kind === kind)
      .map((reason) => reasonSentence(reason, lookup, escapeText))
      .join(" ");
  const error = said("could-not-measure");
  const apart = [said("unwatched"), said("not-compared")].filter((one) => one !== "").join(" ");
  const unsettled: Result = { kind: failing(verdict, "inconclusive"), message: apart };
  const result: Result = error !== "" ? { kind: "error", message: error } : apart === "" ? PASSED : unsettled;
  return { suite: "gate", name: "measured", result, values: said("same-bytes") };
}

/** What such a finding is in a verdict: it fails nothing where that does not block. */
function failing({ verdict, blocks }: Verdict, finding: "fail" | "inconclusive"): "failure" | "skipped" {
  const isRed = finding === "fail" ? blocks || verdict === "error" : blocks && verdict === "inconclusive";
  return isRed ? "failure" : "skipped";
}

function comparisonCase(comparison: Comparison, reason: Reason | undefined, verdict: Verdict, lookup: Lookup): Case {
  const { metric, change, base, head, rounds } = comparison;
  const parts = parseMetricId(metric.id);
  const values = [
    `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`,
    ...(comparison.effect === null
      ? []
      : [
          `${formatChange(comparison)} (${intervalOf(comparison.effect) === null ? sureness(comparison) : formatInterval(comparison)})`,
        ]),
    // What is exact stands beside one stored job: its runs are rounds.
    `${rounds} ${metric.kind === "exact" ? "round" : lookup.run}${rounds === 1 ? "" : "s"}`,
    comparison.rule.role === "gate" ? change : `${change}, watched`,
  ];
  return {
    suite: parts?.collector ?? "other",
    name: parts ? `${parts.metric}@${parts.subject}` : metric.id,
    result: comparisonResult(comparison, reason, verdict, lookup),
    values: values.join("; "),
  };
}

function comparisonResult(
  { change, note }: Comparison,
  reason: Reason | undefined,
  verdict: Verdict,
  lookup: Lookup,
): Result {
  if (reason !== undefined) {
    const message = reasonSentence(reason, lookup, escapeText);
    if (reason.kind === "accepted") return { kind: "skipped", message };
    return { kind: failing(verdict, reason.kind === "regressed" ? "fail" : "inconclusive"), message };
  }
  if (change === "new" || change === "missing") return { kind: "skipped", message: `${change}: only one side has it` };
  return change === "inconclusive" ? { kind: "skipped", message: note ?? "inconclusive" } : PASSED;
}

function budgetCase(check: BudgetCheck, verdict: Verdict, lookup: Lookup): Case {
  const { name, metric, base, head, unit } = check;
  return {
    suite: (metric && parseMetricId(metric)?.collector) ?? "budgets",
    name: metric === null ? name : `${check.level} ${parseMetricId(metric)?.metric}@${parseMetricId(metric)?.subject}`,
    result: budgetResult(check, verdict, lookup),
    values: `${formatValue(base, unit)} → ${formatValue(head, unit)}`,
  };
}

function findingCase(reason: Extract<Reason, { kind: "finding" }>, verdict: Verdict, lookup: Lookup): Case {
  const { rule, collector, subject, name, base, head, unit } = reason.finding;
  const message = reasonSentence(reason, lookup, escapeText);
  return {
    suite: collector,
    name: [rule, subject, ...(name === null ? [] : [name])].join(" "),
    result: { kind: failing(verdict, isOfHead(reason.finding) ? "fail" : "inconclusive"), message },
    values: `${formatValue(base, unit)} → ${formatValue(head, unit)}`,
  };
}

/** A warning fails nothing, and what is broken by the estimate alone is one. */
function budgetResult(check: BudgetCheck, verdict: Verdict, lookup: Lookup): Result {
  const { level, outcome } = check;
  if (outcome === "kept") return PASSED;
  const message = reasonSentence({ kind: "budget", check }, lookup, escapeText);
  if (level === "max" && outcome === "no-samples") return { kind: "error", message };
  return { kind: level === "max" && outcome === "broken" ? failing(verdict, "fail") : "skipped", message };
}
