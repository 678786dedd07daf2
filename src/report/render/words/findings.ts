/** What is wrong inside the target, a line a finding: what was seen, in numbers, and what to do. */
import { type Finding, isOfHead } from "../../../model/finding.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { codeBy, type Escape, SENTENCE } from "../escape.ts";
import { formatLimit, formatValue } from "../format.ts";
import type { Column } from "./columns.ts";

/** What head brings or makes worse; the rest is not this change's. */
export function findingsOfHead({ findings }: Pick<Verdict, "findings">): readonly Finding[] {
  return findings.filter(isOfHead);
}

/**
 * "Critical: statement repeated in a request (N+1), `SELECT …` of shop: GET /cart: 1 → 21 times a request, at most 5. Fetch all
 * rows with one statement.", of those that head brings; more than `most` are counted.
 */
export function findingLines(verdict: Pick<Verdict, "findings">, safe: Escape, most: number): readonly string[] {
  const own = findingsOfHead(verdict);
  const rest = own.length - most;
  const lines = own.slice(0, most).map((finding) => findingLine(finding, safe));
  return rest > 0 ? [...lines, `${rest} more in the report.`] : lines;
}

function findingLine(finding: Finding, safe: Escape): string {
  return `${raised(finding.priority)}: ${findingClause(finding, safe)}. ${safe(finding.todo, SENTENCE)}`;
}

/** What was seen, where, and by how much; without a full stop. */
export function findingClause(finding: Finding, safe: Escape): string {
  const { note, at } = finding;
  const noted = note === null ? "" : `, ${safe(note, SENTENCE)}`;
  const place = at === null ? "" : `, in ${safe(at.file)}${at.line === null ? "" : `, line ${at.line}`}`;
  return `${seenClause(finding, safe)}: ${valuesOf(finding, safe)}, ${limitOf(finding)}${noted}${place}`;
}

/** "slow endpoint, shop: GET /cart", "statement repeated in a request, `SELECT …` of shop: GET /cart". */
export function seenClause({ title, name, subject }: Finding, safe: Escape): string {
  const what = name === null ? "" : `${codeBy(safe)(name)} of `;
  return `${safe(title)}, ${what}${subject === TARGET ? "the target" : safe(subject)}`;
}

/** As collectors call what is of no endpoint, page or table. */
const TARGET = "target";

/** "1 → 21 times a request". */
function valuesOf({ base, head, unit, of }: Finding, safe: Escape): string {
  const values = base === null ? formatValue(head, unit) : `${formatValue(base, unit)} → ${formatValue(head, unit)}`;
  return of === "" ? values : `${values} ${safe(of)}`;
}

/** "at most 5". */
export function limitOf({ bound, limit, unit }: Finding): string {
  return `at ${bound} ${formatLimit(limit, unit)}`;
}

const SINCE: Readonly<Record<Finding["since"], string>> = {
  new: "new",
  worse: "worse",
  unclear: "may be chance",
  standing: "before too",
  alone: "base not measured",
};

/** "critical, new". */
export function rankOf({ priority, since }: Finding): string {
  return `${priority}, ${SINCE[since]}`;
}

export const FINDING_COLUMNS: readonly Column<Finding>[] = [
  { label: "Priority", align: "left", format: rankOf },
  { label: "Area", align: "left", format: ({ area }) => area },
  // Cells are raw, and escaped where they are shown.
  { label: "Seen", align: "left", format: (finding) => seenClause(finding, (text) => text) },
  {
    label: "Base → head",
    align: "right",
    format: ({ base, head, unit }) => `${formatValue(base, unit)} → ${formatValue(head, unit)}`,
  },
  { label: "Limit", align: "right", format: (finding) => `${limitOf(finding)} ${finding.of}`.trim() },
  { label: "What to do", align: "left", format: ({ todo }) => todo },
];

export const raised = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
