/** Each reason of a verdict as one sentence that carries its evidence. */
import { type Comparison, intervalOf } from "../../../model/comparison.ts";
import { isOfHead } from "../../../model/finding.ts";
import { type MetricId, parseMetricId } from "../../../model/metric.ts";
import type { BudgetCheck, Reason, Verdict } from "../../../model/verdict.ts";
import { type Escape, SENTENCE } from "../escape.ts";
import { formatInterval, formatLimit, formatMove, formatP, formatSize, formatValue } from "../format.ts";
import { findingClause, raised } from "./findings.ts";
import { partMessage } from "./printed.ts";

/** What a reason's sentence is made of besides itself; build it once a report. */
export interface Lookup {
  readonly comparisons: ReadonlyMap<MetricId, Comparison>;
  /** What a comparison counts as its runs. */
  readonly run: "round" | "stored job";
}

export function lookupOf({ comparisons, rung }: Pick<Verdict, "comparisons" | "rung">): Lookup {
  return {
    comparisons: new Map(comparisons.map((one) => [one.metric.id, one])),
    run: rung === "stored" ? "stored job" : "round",
  };
}

/** "k6/latency-tm95 of checkout: GET /cart": without the `@`, which is a mention in a comment. */
export function nameOf(id: MetricId, safe: Escape): string {
  const parts = parseMetricId(id);
  return parts ? `${safe(`${parts.collector}/${parts.metric}`)} of ${safe(parts.subject)}` : safe(id);
}

/** One sentence with its full stop; with a colon where lines follow (printedBy). */
export function reasonSentence(reason: Reason, lookup: Lookup, safe: Escape): string {
  switch (reason.kind) {
    case "regressed":
      return `${nameOf(reason.metric, safe)} ${regression(lookup.comparisons.get(reason.metric), lookup.run)}.`;
    case "accepted":
      return `${nameOf(reason.metric, safe)} ${regression(lookup.comparisons.get(reason.metric), lookup.run)}; accepted by the config.`;
    case "budget":
      return `${budgetClause(reason.check, safe)}.`;
    case "finding":
      return `${raised(findingReason(reason, safe))}.`;
    case "inconclusive":
      return `${nameOf(reason.metric, safe)} is undecided: ${clause(reason.why, safe)}.`;
    case "missing":
      return `${nameOf(reason.metric, safe)} ${missingClause(lookup.comparisons.get(reason.metric), lookup.run)}.`;
    case "unwatched":
      return `${unwatchedClause(reason, safe)}.`;
    case "not-compared":
      return ended(raised(notComparedClause(reason, safe)));
    case "same-bytes":
      return `Nothing was measured: ${lowered(clause(reason.why, safe))}.`;
    case "could-not-measure":
      return ended(`Could not measure: ${whyClause(reason, safe)}`);
    default:
      return reason satisfies never;
  }
}

/** One that is a reason and not head's for certain is so for the runner's sake. */
export function findingReason({ finding }: Extract<Reason, { kind: "finding" }>, safe: Escape): string {
  const said = findingClause(finding, safe);
  return isOfHead(finding) ? said : `on an unfit runner, so perhaps by chance: ${said}`;
}

/** Of head alone; or of what has a limit to keep, and gave nothing to keep it with. It has no row where neither side gave a value. */
function missingClause(comparison: Comparison | undefined, run: Lookup["run"]): string {
  if (comparison?.change === "missing")
    return `is missing: ${run === "round" ? "base has" : "stored jobs have"} it, head does not`;
  return `has a limit, and no round gave a value${(comparison?.base ?? null) === null ? "" : " of head"}`;
}

/** "postgres was not watched: …", also where it was for a while. */
function unwatchedClause({ watcher, why, rounds }: Extract<Reason, { kind: "unwatched" }>, safe: Escape): string {
  const from = rounds === 0 ? "was not watched" : `was watched in ${rounds} ${rounds === 1 ? "round" : "rounds"} only`;
  return `${safe(watcher)} ${from}: ${clause(why, safe)}`;
}

/** "not compared with a base: …", or what happened to base: of a side that failed the message begins with its name. */
export function notComparedClause(reason: Extract<Reason, { kind: "not-compared" }>, safe: Escape): string {
  const why = whyClause(reason, safe);
  return why.startsWith("base: ")
    ? why.replace("base: ", "base could not be measured: ")
    : `not compared with a base: ${why}`;
}

const lowered = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);

/** What the command that failed printed last: raw lines to be shown after the reason's sentence. */
export function printedBy(reason: Reason): readonly string[] {
  return reason.kind === "could-not-measure" || reason.kind === "not-compared" ? partMessage(reason.why).printed : [];
}

/** The sentence of a message that may have lines after it, as a part of ours. */
export function whyClause({ why }: Extract<Reason, { why: string }>, safe: Escape): string {
  return clause(partMessage(why).sentence, safe);
}

/** With its full stop, unless a colon says that something follows. */
export function ended(sentence: string): string {
  return sentence.endsWith(":") ? sentence : `${sentence}.`;
}

/** The reason that the headline says as a whole; a regression or an open question has more evidence than fits there. */
export function headlineReason({ verdict, reasons }: Pick<Verdict, "verdict" | "reasons">): Reason | undefined {
  const first = reasons[0];
  if (verdict !== "pass") return first?.kind === "regressed" || first?.kind === "inconclusive" ? undefined : first;
  return reasons.find(({ kind }) => kind === "same-bytes") ?? reasons.find(({ kind }) => kind === "not-compared");
}

/** The reasons that the headline does not say as a whole. */
export function furtherReasons(verdict: Pick<Verdict, "verdict" | "reasons">): readonly Reason[] {
  const said = headlineReason(verdict);
  return verdict.reasons.filter((reason) => reason !== said);
}

/** A sentence from elsewhere as a part of ours: without its full stop. */
export function clause(sentence: string, safe: Escape): string {
  return safe(sentence.trim().replace(/\.$/, ""), SENTENCE);
}

/** The move, how sure, and what would have been tolerated. */
function regression(comparison: Comparison | undefined, run: Lookup["run"]): string {
  if (!comparison) return "regressed";
  const { metric, base, head, rounds, pAdjusted } = comparison;
  const values = `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`;
  const sure =
    metric.kind === "exact"
      ? "exact"
      : [
          sureness(comparison),
          ...(pAdjusted === null ? [] : [`${formatP(pAdjusted)} after correction`]),
          rounds === 1 ? `1 ${run}` : `${rounds} ${run}s`,
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
  const before = base === null ? "" : `; base ${formatValue(base, unit)}`;
  const values = `${what} is ${formatValue(head, unit)} in head and ${must}`;
  switch (outcome) {
    case "broken":
      return `${values} (broken for certain${before})`;
    case "broken-by-estimate":
      return `${values} (broken by the estimate only, its interval reaches the limit${before})`;
    case "no-samples":
      return `${what} ${must} and had no samples in head`;
    case "kept":
      return `${values} (kept${before})`;
    default:
      return outcome satisfies never;
  }
}

/** "95 % interval +15.9 to +18.4 %", that there is none, or that it is exact. */
export function sureness(comparison: Comparison): string {
  if (comparison.metric.kind === "exact") return "exact";
  return intervalOf(comparison.effect) === null
    ? "too few rounds for an interval"
    : `95 % interval ${formatInterval(comparison)}`;
}
