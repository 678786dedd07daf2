// src/report/render/html/flames.ts
import { parseMetricId } from "../../../model/metric.js";
import { escapePage } from "../escape.js";
import { formatValue } from "../format.js";
import { boxesOf, largestChanges } from "./flame-layout.js";
import { escaped, html, NOTHING } from "./markup.js";
import { placeOf } from "./rule.js";
import { moreThan } from "./section.js";
import { tableOf } from "./tables.js";
var MOST = 20;
var MOST_ROWS = 10;
function flamesSection(flames) {
  return {
    id: "flames",
    title: "Where it is spent",
    pieces: [...flames.slice(0, MOST).flatMap(flamePieces), ...moreThan(MOST, flames)]
  };
}
var anchorOf = (index) => `flame${index + 1}`;
function flameAnchor(flames, id) {
  const subject = parseMetricId(id)?.subject;
  const index = flames.findIndex((flame) => flame.subject === subject);
  return index < 0 || index >= MOST ? null : anchorOf(index);
}
function flamePieces(flame, index) {
  const { title, subject, nodes, unit } = flame;
  const [root] = nodes;
  const values = `${formatValue(root?.base ?? null, unit)} → ${formatValue(root?.head ?? null, unit)}`;
  return [
    html`<details class="metric" id="${anchorOf(index)}"${index === 0 ? html` open` : NOTHING}>
<summary><h3><span class="name">${escaped(escapePage(title))}</span> <span class="subject">${escaped(escapePage(subject))}</span></h3>
<span class="number">${values} a request</span></summary>
`,
    {
      kind: "flame",
      priority: 2,
      render: () => graphOf(flame),
      instead: html`<p class="quiet">The graph was left out to keep this file small.</p>\n`
    },
    {
      kind: "flames",
      priority: 1,
      render: () => html`${ownTable(flame)}${tableOf(
        `${title}: what functions spend by themselves, the largest changes`,
        columnsOf(flame),
        largestChanges(flame),
        MOST_ROWS
      )}`
    },
    html`</details>\n`
  ];
}
function ownTable({ title, functions = [], unit }) {
  const rows = functions.filter(({ base, head }) => base !== head);
  return tableOf(
    `${title}: the target's own functions, with what they have others do, the largest changes`,
    [
      ...columnsOf({ unit }),
      {
        label: "Beyond chance",
        align: "left",
        format: (row) => row.margin === void 0 ? "–" : isChance(row) ? "no" : "yes"
      }
    ],
    rows,
    MOST_ROWS
  );
}
function columnsOf({ unit }) {
  return [
    { label: "Function", align: "left", format: ({ name }) => name, markup: ({ name }) => html`<code>${name}</code>` },
    { label: "Base", align: "right", format: ({ base }) => formatValue(base, unit) },
    { label: "Head", align: "right", format: ({ head }) => formatValue(head, unit) },
    { label: "Change", align: "right", format: (row) => changeOf(row, unit) },
    { label: "Place", align: "left", format: ({ at }) => at?.file ?? "", markup: ({ at }) => placeOf(at) }
  ];
}
var ROW = 18;
var BASELINE = 13;
function graphOf(flame) {
  const boxes = boxesOf(flame);
  if (boxes.length === 0) return NOTHING;
  const rows = 1 + boxes.reduce((most, { depth }) => Math.max(most, depth), 0);
  const label = `${flame.title}, ${flame.subject}: what calls what, and what each costs a request. The tables below have the largest changes.`;
  return html`<figure class="flame"><figcaption class="quiet">Each box is a function, below the one that calls it, as wide as what it costs on the side where it costs more. <span class="more">Red</span>: more on head. <span class="less">Blue</span>: less. Grey: no more than chance makes them differ by.</figcaption>
<svg role="img" aria-label="${label}" width="100%" height="${rows * ROW}">
${boxes.map((box) => drawn(box, flame))}</svg></figure>
`;
}
function drawn({ node, x, width, depth, change }, flame) {
  const place = html`x="${percent(x)}" y="${depth * ROW}" width="${percent(width)}" height="${ROW - 1}"`;
  const text = width < 0.02 ? NOTHING : html`<text x="3" y="${BASELINE}">${escaped(escapePage(node.name))}</text>`;
  return html`<svg ${place}><title>${titleOf(node, flame)}</title><rect width="100%" height="100%" class="${toneOf(change, node)}"/>${text}</svg>\n`;
}
var percent = (share) => `${Number((100 * share).toFixed(3))}%`;
function titleOf(node, { unit }) {
  const { name, at, base, head } = node;
  const place = at === null ? "" : ` (${at.file}${at.line === null ? "" : `:${at.line}`})`;
  return `${name}${place}: ${formatValue(base, unit)} → ${formatValue(head, unit)} a request, ${changeOf(node, unit)}${isChance(node) ? ", no more than chance" : ""}`;
}
function isChance({ base, head, margin }) {
  return margin !== void 0 && base !== head && Math.abs((head ?? 0) - (base ?? 0)) <= margin;
}
function changeOf({ base, head }, unit) {
  const change = (head ?? 0) - (base ?? 0);
  return change === 0 ? "the same" : `${change < 0 ? "-" : "+"}${formatValue(Math.abs(change), unit)}`;
}
var SAME = 5e-3;
var MUCH = 0.05;
function toneOf(change, node) {
  const size = Math.abs(change);
  if (size < SAME || isChance(node)) return "same";
  return `${change > 0 ? "more" : "less"}${size < MUCH ? "" : " much"}`;
}
export {
  flameAnchor,
  flamesSection
};
