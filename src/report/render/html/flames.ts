/** Where a request spends what it costs, call by call: differential flame graphs, still pictures that need no script. */
import type { Flame, FlameFunction, FlameNode } from "../../../model/details.ts";
import { type MetricId, parseMetricId } from "../../../model/metric.ts";
import { escapePage } from "../escape.ts";
import { formatValue } from "../format.ts";
import type { Piece } from "./fit.ts";
import { type Box, boxesOf, largestChanges, type Spent } from "./flame-layout.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";
import { placeOf } from "./rule.ts";
import { moreThan, type Section } from "./section.ts";
import { type Cell, tableOf } from "./tables.ts";

/** More of them are in `details.json`. */
const MOST = 20;

/** Of each the ten largest changes are said in numbers. */
const MOST_ROWS = 10;

export function flamesSection(flames: readonly Flame[]): Section {
  return {
    id: "flames",
    title: "Where it is spent",
    pieces: [...flames.slice(0, MOST).flatMap(flamePieces), ...moreThan(MOST, flames)],
  };
}

const anchorOf = (index: number) => `flame${index + 1}`;

/** Where in the document the graph of a metric's subject stands; null where there is none. */
export function flameAnchor(flames: readonly Flame[], id: MetricId): string | null {
  const subject = parseMetricId(id)?.subject;
  const index = flames.findIndex((flame) => flame.subject === subject);
  return index < 0 || index >= MOST ? null : anchorOf(index);
}

function flamePieces(flame: Flame, index: number): readonly Piece[] {
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
      instead: html`<p class="quiet">The graph was left out to keep this file small.</p>\n`,
    },
    {
      kind: "flames",
      priority: 1,
      render: () =>
        html`${ownTable(flame)}${tableOf(
          `${title}: what functions spend by themselves, the largest changes`,
          columnsOf(flame),
          largestChanges(flame),
          MOST_ROWS,
        )}`,
    },
    html`</details>\n`,
  ];
}

/** Those that the sentence about them names, and their like. */
function ownTable({ title, functions = [], unit }: Flame): Markup {
  const rows = functions.filter(({ base, head }) => base !== head);
  return tableOf(
    `${title}: the target's own functions, with what they have others do, the largest changes`,
    [
      ...columnsOf<FlameFunction>({ unit }),
      {
        label: "Beyond chance",
        align: "left",
        format: (row) => (row.margin === undefined ? "–" : isChance(row) ? "no" : "yes"),
      },
    ],
    rows,
    MOST_ROWS,
  );
}

type Row = Pick<Spent, "name" | "at"> & Pick<FlameNode, "base" | "head">;

function columnsOf<Of extends Row>({ unit }: Pick<Flame, "unit">): readonly Cell<Of>[] {
  return [
    { label: "Function", align: "left", format: ({ name }) => name, markup: ({ name }) => html`<code>${name}</code>` },
    { label: "Base", align: "right", format: ({ base }) => formatValue(base, unit) },
    { label: "Head", align: "right", format: ({ head }) => formatValue(head, unit) },
    { label: "Change", align: "right", format: (row) => changeOf(row, unit) },
    { label: "Place", align: "left", format: ({ at }) => at?.file ?? "", markup: ({ at }) => placeOf(at) },
  ];
}

/** Pixels. */
const ROW = 18;
const BASELINE = 13;

function graphOf(flame: Flame): Markup {
  const boxes = boxesOf(flame);
  if (boxes.length === 0) return NOTHING;
  const rows = 1 + boxes.reduce((most, { depth }) => Math.max(most, depth), 0);
  const label = `${flame.title}, ${flame.subject}: what calls what, and what each costs a request. The tables below have the largest changes.`;
  return html`<figure class="flame"><figcaption class="quiet">Each box is a function, below the one that calls it, as wide as what it costs on the side where it costs more. <span class="more">Red</span>: more on head. <span class="less">Blue</span>: less. Grey: no more than chance makes them differ by.</figcaption>
<svg role="img" aria-label="${label}" width="100%" height="${rows * ROW}">
${boxes.map((box) => drawn(box, flame))}</svg></figure>
`;
}

/** A picture in the picture: it cuts what does not fit into it. */
function drawn({ node, x, width, depth, change }: Box, flame: Flame): Markup {
  const place = html`x="${percent(x)}" y="${depth * ROW}" width="${percent(width)}" height="${ROW - 1}"`;
  const text = width < 0.02 ? NOTHING : html`<text x="3" y="${BASELINE}">${escaped(escapePage(node.name))}</text>`;
  return html`<svg ${place}><title>${titleOf(node, flame)}</title><rect width="100%" height="100%" class="${toneOf(change, node)}"/>${text}</svg>\n`;
}

const percent = (share: number) => `${Number((100 * share).toFixed(3))}%`;

function titleOf(node: FlameNode, { unit }: Flame): string {
  const { name, at, base, head } = node;
  const place = at === null ? "" : ` (${at.file}${at.line === null ? "" : `:${at.line}`})`;
  return `${name}${place}: ${formatValue(base, unit)} → ${formatValue(head, unit)} a request, ${changeOf(node, unit)}${isChance(node) ? ", no more than chance" : ""}`;
}

/** Whether the sides differ by no more than profiles do. */
function isChance({ base, head, margin }: Pick<FlameNode, "base" | "head" | "margin">): boolean {
  return margin !== undefined && base !== head && Math.abs((head ?? 0) - (base ?? 0)) <= margin;
}

function changeOf({ base, head }: { base: number | null; head: number | null }, unit: Flame["unit"]): string {
  const change = (head ?? 0) - (base ?? 0);
  return change === 0 ? "the same" : `${change < 0 ? "-" : "+"}${formatValue(Math.abs(change), unit)}`;
}

/** Of the whole, as parts: less is taken for the same, more for much. */
const SAME = 0.005;
const MUCH = 0.05;

function toneOf(change: number, node: FlameNode): string {
  const size = Math.abs(change);
  if (size < SAME || isChance(node)) return "same";
  return `${change > 0 ? "more" : "less"}${size < MUCH ? "" : " much"}`;
}
