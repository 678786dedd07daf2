/** How pages looked while they loaded, and what differs between the two sides: one load a side that stands for the others. */
import type { Load, Page } from "../../../model/details.ts";
import { type MetricId, parseMetricId } from "../../../model/metric.ts";
import { SIDES } from "../../../model/series.ts";
import { escapePage } from "../escape.ts";
import { formatValue } from "../format.ts";
import type { Piece } from "./fit.ts";
import { escaped, html, type Markup, NOTHING } from "./markup.ts";
import { moreThan, type Section } from "./section.ts";
import { type Cell, factsOf, tableOf } from "./tables.ts";

/** More of them are in `details.json`. */
const MOST = 20;

export function pagesSection(pages: readonly Page[]): Section {
  return {
    id: "pages",
    title: "Pages",
    pieces: [...pages.slice(0, MOST).flatMap(pagePieces), ...moreThan(MOST, pages)],
  };
}

const anchorOf = (index: number) => `page${index + 1}`;

/** Where in the document the page stands that a metric is about; null where it does not. */
export function pageAnchor(pages: readonly Page[], id: MetricId): string | null {
  const parts = parseMetricId(id);
  const index = pages.findIndex(
    ({ collector, subject }) => collector === parts?.collector && subject === parts.subject,
  );
  return index < 0 || index >= MOST ? null : anchorOf(index);
}

function pagePieces(page: Page, index: number): readonly Piece[] {
  const { subject, loads, audits, resources } = page;
  const element = (load: Load | null) => (load?.element ? html`<code>${load.element}</code>` : null);
  return [
    html`<article class="page" id="${anchorOf(index)}"><h3>${escaped(escapePage(subject))}</h3>\n`,
    ...SIDES.map((side): Piece => {
      const load = loads[side];
      return {
        kind: "picture",
        priority: 4,
        render: () => (load === null ? NOTHING : filmOf(side, load)),
        instead: html`<p class="quiet">The pictures of ${side} were left out to keep this file small.</p>\n`,
      };
    }),
    {
      kind: "evidence",
      priority: 2,
      render: () =>
        html`${factsOf([
          ["Largest paint of base", element(loads.base)],
          ["Largest paint of head", element(loads.head)],
          ["Whole reports", reportLinks(page)],
        ])}${tableOf(
          "Audits that differ",
          AUDITS,
          audits.toSorted((a, b) => rankOf(a) - rankOf(b)),
        )}${tableOf(
          "What is loaded otherwise",
          RESOURCES,
          resources.toSorted((a, b) => differenceOf(b) - differenceOf(a)),
        )}`,
    },
    html`</article>\n`,
  ];
}

function filmOf(side: string, { film }: Load): Markup {
  const frames = film.filter(({ image }) => PICTURE.test(image));
  if (frames.length === 0) return NOTHING;
  const pictures = frames.map(({ at, image }) => {
    const when = formatValue(at, "ms");
    return html`<li><img src="${escaped(image)}" alt="${side} after ${when}" decoding="async"><span>${when}</span></li>\n`;
  });
  return html`<h4>${side}</h4><ol class="film" tabindex="0" aria-label="How ${side} looked while it loaded">
${pictures}</ol>
`;
}

/** Nothing of it can end an attribute. */
const PICTURE = /^data:image\/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/u;

type Audit = Page["audits"][number];
type Resource = Page["resources"][number];

const CHANGES: readonly Audit["change"][] = ["worse", "better", "other"];
const rankOf = ({ change }: Audit) => CHANGES.indexOf(change);
const differenceOf = ({ base, head }: Resource) => Math.abs((head ?? 0) - (base ?? 0));

const AUDITS: readonly Cell<Audit>[] = [
  { label: "Change", align: "left", format: ({ change }) => change },
  { label: "Audit", align: "left", format: ({ title }) => title },
  { label: "Base", align: "right", format: ({ base }) => base ?? "–" },
  { label: "Head", align: "right", format: ({ head }) => head ?? "–" },
];

const RESOURCES: readonly Cell<Resource>[] = [
  { label: "Change", align: "left", format: ({ base, head }) => movedAs(base, head) },
  { label: "Resource", align: "left", format: ({ name }) => name },
  { label: "Type", align: "left", format: ({ type }) => type },
  { label: "Base", align: "right", format: ({ base }) => formatValue(base, "bytes") },
  { label: "Head", align: "right", format: ({ head }) => formatValue(head, "bytes") },
];

function movedAs(base: number | null, head: number | null): string {
  if (base === null) return "new";
  if (head === null) return "gone";
  return head > base ? "heavier" : "lighter";
}

/** Kept beside this file, where it lies in the folder of the job. */
function reportLinks({ loads }: Page): Markup | null {
  const links = SIDES.flatMap((side) => {
    const href = hrefOf(loads[side]?.file ?? null);
    return href === null ? [] : [html`<a href="${href}">${side}</a> `];
  });
  return links.length === 0
    ? null
    : html`${links}<span class="quiet">(beside this file in <code>raw/</code>; of a CI job that is an artifact of its own)</span>`;
}

/** A path below `raw/` and nowhere else; null for one that leads out of it. */
export function hrefOf(file: string | null): string | null {
  if (file === null || file.length > 300) return null;
  const parts = file.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..")) return null;
  return ["raw", ...parts].map(encodeURIComponent).join("/");
}
