// src/report/render/words/decided.ts
import { SENTENCE } from "../escape.js";
import { formatLimit, formatMove, formatSize } from "../format.js";
import { clause, lookupOf, nameOf } from "./reasons.js";
function acceptedLines(verdict, safe) {
  const { comparisons } = lookupOf(verdict);
  return verdict.accepted.map(({ metric, upTo, until, reason }) => {
    const row = comparisons.get(metric);
    const moved = row === void 0 ? "regressed" : formatMove(row);
    const most = row === void 0 ? "" : ` up to ${formatSize(upTo, row.metric)}`;
    return `${nameOf(metric, safe)} ${moved}: accepted${most} until ${safe(until)}: ${clause(reason, safe)}.`;
  });
}
var MOST_CHANGES = 8;
function gateChangeLines({ gateChanges, configFrom }, safe) {
  if (gateChanges.length === 0) return [];
  const judged = configFrom === "head" ? "Judged by head's settings: what is listed here counts already." : "Judged by base's settings: what is listed here counts once it is merged.";
  return [...gateChanges.map((change) => gateChangeLine(change, safe)), judged];
}
function gateChangeLine({ file, kind, changes }, safe) {
  if (changes.length === 0) return `${safe(file)} (${kind}) changed.`;
  const said = changes.slice(0, MOST_CHANGES).map((change) => clause(change, safe));
  const more = changes.length > MOST_CHANGES ? [`${changes.length - MOST_CHANGES} more`] : [];
  return `${safe(file)} (${kind}): ${[...said, ...more].join("; ")}.`;
}
function overrideSentence({ override }, safe) {
  if (override === null) return null;
  const { by, permission, reason, at } = override;
  const time = `${safe(at.slice(0, 10))} ${safe(at.slice(11, 16))} UTC`;
  return `${safe(by)} (${safe(permission)}) let it pass on ${time}: ${safe(reason.trim().replace(/\.$/, ""), SENTENCE)}.`;
}
function healthText({ health }) {
  if (health === null || health.jobs === 0) return null;
  const { jobs, inconclusive, errors, overrides, minutes } = health;
  const last = jobs === 1 ? "in the last job" : `of the last ${jobs} jobs`;
  const decided = inconclusive === 0 ? jobs === 1 ? "none undecided in the last job" : `undecided in none ${last}` : `undecided ${jobs === 1 ? last : `in ${inconclusive} ${last}`}`;
  const counted = [
    ...overrides === 0 ? [] : [overrides === 1 ? "1 override" : `${overrides} overrides`],
    ...errors === 0 ? [] : [errors === 1 ? "1 error" : `${errors} errors`],
    ...minutes === null ? [] : [`median ${minutes < 10 ? Number(minutes.toFixed(1)) : Math.round(minutes)} minutes`]
  ];
  return [`${decided}${protectionOf(health)}`, ...counted.length === 0 ? [] : [counted.join(", ")]].join("; ");
}
function protectionOf({ visible, inconclusive }) {
  if (visible === null || !Number.isFinite(visible)) return "";
  return `; protects from ≥ ${formatLimit(Number(visible.toPrecision(2)), "fraction")}${inconclusive === 0 ? "" : " only"}`;
}
function isUnhealthy({ health }) {
  return health !== null && health.jobs > 0 && 2 * (health.inconclusive + health.errors) >= health.jobs;
}
export {
  acceptedLines,
  gateChangeLines,
  healthText,
  isUnhealthy,
  overrideSentence
};
