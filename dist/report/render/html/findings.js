// src/report/render/html/findings.ts
import { isOfHead, PRIORITIES } from "../../../model/finding.js";
import { escapePage } from "../escape.js";
import { formatValue } from "../format.js";
import { limitOf, rankOf, seenClause } from "../words/findings.js";
import { escaped, html, NOTHING } from "./markup.js";
import { placeOf } from "./rule.js";
import { wholeSection } from "./section.js";
import { tableOf } from "./tables.js";
function findingsSection({ findings }) {
  const own = findings.filter(isOfHead);
  const rest = findings.filter((finding) => !isOfHead(finding));
  return wholeSection("findings", "Findings", [
    own.length === 0 && rest.length > 0 ? noneOf(rest) : NOTHING,
    tableOf("What this change brings or makes worse", COLUMNS, own),
    rest.length === 0 ? NOTHING : foldedTable(rest)
  ]);
}
var isUnclear = ({ since }) => since === "unclear";
function noneOf(rest) {
  return rest.some(isUnclear) ? html`<p>This change brings none for certain.</p>\n` : html`<p>This change brings none.</p>\n`;
}
function whoseOf(rest) {
  if (rest.every(({ since }) => since === "alone")) return "not set against base";
  return rest.some(isUnclear) ? "not of this change, or may be chance" : "not of this change";
}
function foldedTable(rest) {
  const count = rest.length === 1 ? "1 more that is" : `${rest.length} more that are`;
  return html`<details><summary><h3>${count} ${whoseOf(rest)}</h3></summary>
${tableOf("What was so before, or cannot be told", COLUMNS, rest, rest.length)}</details>
`;
}
var COLUMNS = [
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
    value: ({ limit }) => limit
  },
  { label: "Why it matters", align: "left", format: ({ why }) => why, value: null },
  { label: "What to do", align: "left", format: ({ todo }) => todo, value: null }
];
function seenMarkup(finding) {
  const { note, at } = finding;
  const noted = note === null ? NOTHING : html`, ${note}`;
  const place = at === null ? NOTHING : html`, in ${placeOf(at)}`;
  return html`${escaped(seenClause(finding, escapePage))}${noted}${place}`;
}
export {
  findingsSection
};
