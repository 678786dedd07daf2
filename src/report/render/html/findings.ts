/** What is wrong inside the target, whatever base did: what this change brought first, the rest folded. */
import { type Finding, isOfHead, PRIORITIES } from "../../../model/finding.ts";
import type { Verdict } from "../../../model/verdict.ts";
import { escapePage } from "../escape.ts";
import { formatValue } from "../format.ts";
import { limitOf, rankOf, seenClause } from "../words/findings.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";
import { placeOf } from "./rule.ts";
import { type Section, wholeSection } from "./section.ts";
import { type Cell, tableOf } from "./tables.ts";

export function findingsSection({ findings }: Verdict): Section {
  const own = findings.filter(isOfHead);
  const rest = findings.filter((finding) => !isOfHead(finding));
  return wholeSection("findings", "Findings", [
    own.length === 0 && rest.length > 0 ? noneOf(rest) : NOTHING,
    tableOf("What this change brings or makes worse", COLUMNS, own),
    rest.length === 0 ? NOTHING : foldedTable(rest),
  ]);
}

const isUnclear = ({ since }: Finding) => since === "unclear";

function noneOf(rest: readonly Finding[]): Markup {
  return rest.some(isUnclear)
    ? html`<p>This change brings none for certain.</p>\n`
    : html`<p>This change brings none.</p>\n`;
}

function whoseOf(rest: readonly Finding[]): string {
  if (rest.every(({ since }) => since === "alone")) return "not set against base";
  return rest.some(isUnclear) ? "not of this change, or may be chance" : "not of this change";
}

function foldedTable(rest: readonly Finding[]): Markup {
  const count = rest.length === 1 ? "1 more that is" : `${rest.length} more that are`;
  return html`<details><summary><h3>${count} ${whoseOf(rest)}</h3></summary>
${tableOf("What was so before, or cannot be told", COLUMNS, rest, rest.length)}</details>
`;
}

const COLUMNS: readonly Cell<Finding>[] = [
  // The highest first, as it is pressed first.
  { label: "Priority", align: "left", format: rankOf, value: ({ priority }) => PRIORITIES.indexOf(priority) },
  { label: "Area", align: "left", format: ({ area }) => area, value: null },
  { label: "Seen", align: "left", format: ({ title }) => title, markup: seenMarkup, value: null },
  { label: "Base", align: "right", format: ({ base, unit }) => formatValue(base, unit), value: ({ base }) => base },
  { label: "Head", align: "right", format: ({ head, unit }) => formatValue(head, unit), value: ({ head }) => head },
  {
    label: "Limit",
    align: "left",
    format: (finding) => `${limitOf(finding)} ${finding.of}`.trim(),
    value: ({ limit }) => limit,
  },
  { label: "Why it matters", align: "left", format: ({ why }) => why, value: null },
  { label: "What to do", align: "left", format: ({ todo }) => todo, value: null },
];

/** With its place: a column of its own at the end would be the one that a reader has to scroll for. */
function seenMarkup(finding: Finding): Markup {
  const { note, at } = finding;
  const noted = note === null ? NOTHING : html`, ${note}`;
  const place = at === null ? NOTHING : html`, in ${placeOf(at)}`;
  return html`${escaped(seenClause(finding, escapePage))}${noted}${place}`;
}
