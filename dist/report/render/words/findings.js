// src/report/render/words/findings.ts
import { isOfHead } from "../../../model/finding.js";
import { codeBy, SENTENCE } from "../escape.js";
import { formatLimit, formatValue } from "../format.js";
function findingsOfHead({ findings }) {
  return findings.filter(isOfHead);
}
function findingLines(verdict, safe, most) {
  const own = findingsOfHead(verdict);
  const rest = own.length - most;
  const lines = own.slice(0, most).map((finding) => findingLine(finding, safe));
  return rest > 0 ? [...lines, `${rest} more in the report.`] : lines;
}
function findingLine(finding, safe) {
  return `${raised(finding.priority)}: ${findingClause(finding, safe)}. ${safe(finding.todo, SENTENCE)}`;
}
function findingClause(finding, safe) {
  const { note, at } = finding;
  const noted = note === null ? "" : `, ${safe(note, SENTENCE)}`;
  const place = at === null ? "" : `, in ${safe(at.file)}${at.line === null ? "" : `, line ${at.line}`}`;
  return `${seenClause(finding, safe)}: ${valuesOf(finding, safe)}, ${limitOf(finding)}${noted}${place}`;
}
function seenClause({ title, name, subject }, safe) {
  const what = name === null ? "" : `${codeBy(safe)(name)} of `;
  return `${safe(title)}, ${what}${subject === TARGET ? "the target" : safe(subject)}`;
}
var TARGET = "target";
function valuesOf({ base, head, unit, of }, safe) {
  const values = base === null ? formatValue(head, unit) : `${formatValue(base, unit)} → ${formatValue(head, unit)}`;
  return of === "" ? values : `${values} ${safe(of)}`;
}
function limitOf({ bound, limit, unit }) {
  return `at ${bound} ${formatLimit(limit, unit)}`;
}
var SINCE = {
  new: "new",
  worse: "worse",
  unclear: "may be chance",
  standing: "before too",
  alone: "base not measured"
};
function rankOf({ priority, since }) {
  return `${priority}, ${SINCE[since]}`;
}
var FINDING_COLUMNS = [
  { label: "Priority", align: "left", format: rankOf },
  { label: "Area", align: "left", format: ({ area }) => area },
  // Cells are raw, and escaped where they are shown.
  { label: "Seen", align: "left", format: (finding) => seenClause(finding, (text) => text) },
  {
    label: "Base → head",
    align: "right",
    format: ({ base, head, unit }) => `${formatValue(base, unit)} → ${formatValue(head, unit)}`
  },
  { label: "Limit", align: "right", format: (finding) => `${limitOf(finding)} ${finding.of}`.trim() },
  { label: "What to do", align: "left", format: ({ todo }) => todo }
];
var raised = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
export {
  FINDING_COLUMNS,
  findingClause,
  findingLines,
  findingsOfHead,
  limitOf,
  raised,
  rankOf,
  seenClause
};
