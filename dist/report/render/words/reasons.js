// src/report/render/words/reasons.ts
import { intervalOf } from "../../../model/comparison.js";
import { isOfHead } from "../../../model/finding.js";
import { parseMetricId } from "../../../model/metric.js";
import { SENTENCE } from "../escape.js";
import { formatInterval, formatLimit, formatMove, formatP, formatSize, formatValue } from "../format.js";
import { findingClause, raised } from "./findings.js";
import { partMessage } from "./printed.js";
function lookupOf({ comparisons, rung }) {
  return {
    comparisons: new Map(comparisons.map((one) => [one.metric.id, one])),
    run: rung === "stored" ? "stored job" : "round"
  };
}
function nameOf(id, safe) {
  const parts = parseMetricId(id);
  return parts ? `${safe(`${parts.collector}/${parts.metric}`)} of ${safe(parts.subject)}` : safe(id);
}
function reasonSentence(reason, lookup, safe) {
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
      return reason;
  }
}
function findingReason({ finding }, safe) {
  const said = findingClause(finding, safe);
  return isOfHead(finding) ? said : `on an unfit runner, so perhaps by chance: ${said}`;
}
function missingClause(comparison, run) {
  if (comparison?.change === "missing")
    return `is missing: ${run === "round" ? "base has" : "stored jobs have"} it, head does not`;
  return `has a limit, and no round gave a value${(comparison?.base ?? null) === null ? "" : " of head"}`;
}
function unwatchedClause({ watcher, why, rounds }, safe) {
  const from = rounds === 0 ? "was not watched" : `was watched in ${rounds} ${rounds === 1 ? "round" : "rounds"} only`;
  return `${safe(watcher)} ${from}: ${clause(why, safe)}`;
}
function notComparedClause(reason, safe) {
  const why = whyClause(reason, safe);
  return why.startsWith("base: ") ? why.replace("base: ", "base could not be measured: ") : `not compared with a base: ${why}`;
}
var lowered = (text) => text.slice(0, 1).toLowerCase() + text.slice(1);
function printedBy(reason) {
  return reason.kind === "could-not-measure" || reason.kind === "not-compared" ? partMessage(reason.why).printed : [];
}
function whyClause({ why }, safe) {
  return clause(partMessage(why).sentence, safe);
}
function ended(sentence) {
  return sentence.endsWith(":") ? sentence : `${sentence}.`;
}
function headlineReason({ verdict, reasons }) {
  const first = reasons[0];
  if (verdict !== "pass") return first?.kind === "regressed" || first?.kind === "inconclusive" ? void 0 : first;
  return reasons.find(({ kind }) => kind === "same-bytes") ?? reasons.find(({ kind }) => kind === "not-compared");
}
function furtherReasons(verdict) {
  const said = headlineReason(verdict);
  return verdict.reasons.filter((reason) => reason !== said);
}
function clause(sentence, safe) {
  return safe(sentence.trim().replace(/\.$/, ""), SENTENCE);
}
function regression(comparison, run) {
  if (!comparison) return "regressed";
  const { metric, base, head, rounds, pAdjusted } = comparison;
  const values = `${formatValue(base, metric.unit)} → ${formatValue(head, metric.unit)}`;
  const sure = metric.kind === "exact" ? "exact" : [
    sureness(comparison),
    ...pAdjusted === null ? [] : [`${formatP(pAdjusted)} after correction`],
    rounds === 1 ? `1 ${run}` : `${rounds} ${run}s`
  ].join(", ");
  return `${formatMove(comparison)} (${values}; ${sure}); ${tolerated(comparison)}`;
}
function tolerated({ metric, rule: { tolerate } }) {
  const absolute = formatLimit(tolerate.absolute, metric.unit);
  if (metric.scale === "difference") return `up to ${formatSize(tolerate.absolute, metric)} is tolerated`;
  if (tolerate.absolute === 0) return `up to ${formatLimit(tolerate.relative, "fraction")} is tolerated`;
  if (tolerate.relative === 0) return `up to ${absolute} is tolerated`;
  return `up to ${formatLimit(tolerate.relative, "fraction")} or ${absolute}, whichever is more, is tolerated`;
}
function budgetClause(check, safe) {
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
      return outcome;
  }
}
function sureness(comparison) {
  if (comparison.metric.kind === "exact") return "exact";
  return intervalOf(comparison.effect) === null ? "too few rounds for an interval" : `95 % interval ${formatInterval(comparison)}`;
}
export {
  clause,
  ended,
  findingReason,
  furtherReasons,
  headlineReason,
  lookupOf,
  nameOf,
  notComparedClause,
  printedBy,
  reasonSentence,
  sureness,
  whyClause
};
