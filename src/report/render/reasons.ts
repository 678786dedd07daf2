/** Each reason of a verdict as one sentence that carries its evidence. */
import type { Comparison } from "../../model/comparison.ts";
import { type MetricId, parseMetricId } from "../../model/metric.ts";
import type { BudgetCheck, Reason, Verdict } from "../../model/verdict.ts";
import { type Escape, SENTENCE } from "./escape.ts";
import { formatInterval, formatLimit, formatMove, formatP, formatSize, formatValue } from "./format.ts";

/** Finds a reason's comparison; build it once a report. */
export type Lookup = ReadonlyMap<MetricId, Comparison>;

export function lookupOf({ comparisons }: Pick<Verdict, "comparisons">): Lookup {
  return new Map(comparisons.map((one) => [one.metric.id, one]));
}

/** "k6/latency-tm95 of checkout: GET /cart": without the `@`, which is a mention in a comment. */
export function nameOf(id: MetricId, safe: Escape): string {
  const parts = parseMetricId(id);
  return parts ? `${safe(`${parts.collector}/${parts.metric}`)} of ${safe(parts.subject)}` : safe(id);
}

export function reasonSentence(reason: Reason, lookup: Lookup, safe: Escape): string {
  switch (reason.kind) {
    case "regressed":
      return `${nameOf(reason.metric, safe)} ${regression(lookup.get(reason.metric))}.`;
    case "budget":
      return `${budgetClause(reason.check, safe)}.`;
    case "inconclusive":
      return `${nameOf(reason.metric, safe)} could not be settled: ${clause(reason.why, safe)}.`;
    case "missing":
      return `${nameOf(reason.metric, safe)} is missing: base has it, head does not.`;
    case "not-compared":
      return `Not compared with a base: ${clause(reason.why, safe)}.`;
    case "same-bytes":
      return `Same bytes on both sides: ${clause(reason.why, safe)}.`;
    case "could-not-measure":
      return `Could not measure: ${clause(reason.why, safe)}.`;
    default:
      return reason satisfies never;
  }
}

/** The reasons that say more than the headline, which holds the only reason as a whole unless it is a regression. */
export function furtherReasons({ reasons }: Verdict, lookup: Lookup, safe: Escape): readonly string[] {
  if (reasons.length === 1 && reasons[0]?.kind !== "regressed") return [];
  return reasons.map((reason) => reasonSentence(reason, lookup, safe));
}

/** A sentence from elsewhere as a part of ours: without its full stop. */
export function clause(sentence: string, safe: Escape): string {
  return safe(sentence.trim().replace(/\.$/, ""), SENTENCE);
}

/** The move, how sure, and what would have been tolerated. */
function regression(comparison: Comparison | undefined): string {
  if (!comparison) return "regressed";
  const { metric, base, head, rounds, pAdjusted } = comparison;
  const values = `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`;
  const sure =
    metric.kind === "exact"
      ? "exact"
      : [
          `95 % interval ${formatInterval(comparison)}`,
          ...(pAdjusted === null ? [] : [`${formatP(pAdjusted)} after correction`]),
          rounds === 1 ? "1 round" : `${rounds} rounds`,
        ].join(", ");
  return `${formatMove(comparison)} (${values}; ${sure}); ${tolerated(comparison)}`;
}

/** Both parts of `tolerate` must be exceeded, so the larger one counts. */
function tolerated({ metric, rule: { tolerate } }: Comparison): string {
  const absolute = formatLimit(tolerate.absolute, metric.unit);
  if (metric.scale === "difference") return `up to ${formatSize(tolerate.absolute, metric)} is tolerated`;
  if (tolerate.absolute === 0) return `up to ${formatLimit(tolerate.relative, "fraction")} is tolerated`;
  if (tolerate.relative === 0) return `up to ${absolute} is tolerated`;
  return `up to ${formatLimit(tolerate.relative, "fraction")} or ${absolute}, whichever is more, is tolerated`;
}

function budgetClause(check: BudgetCheck, safe: Escape): string {
  const { metric, name, operator, limit, unit, base, head, level, outcome } = check;
  const what = metric === null ? safe(name) : nameOf(metric, safe);
  const must = `${level === "max" ? "must be" : "should be"} ${safe(operator)} ${formatLimit(limit, unit)}`;
  const before = base === null ? "" : `, base ${formatValue(base, unit)}`;
  const values = head === null ? "had no samples in head" : `is ${formatValue(head, unit)} in head${before}`;
  switch (outcome) {
    case "broken":
      return `${what} ${must} and ${values}: broken for certain`;
    case "broken-by-estimate":
      return `${what} ${must} and ${values}: broken by the estimate only, its interval reaches the limit`;
    case "no-samples":
      return `${what} ${must} and had no samples in head`;
    case "kept":
      return `${what} ${must} and ${values}: kept`;
    default:
      return outcome satisfies never;
  }
}
