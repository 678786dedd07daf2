// src/report/render/html/pages.ts
import { parseMetricId } from "../../../model/metric.js";
import { SIDES } from "../../../model/series.js";
import { escapePage } from "../escape.js";
import { formatValue } from "../format.js";
import { escaped, html, NOTHING } from "./markup.js";
import { moreThan } from "./section.js";
import { factsOf, tableOf } from "./tables.js";
var MOST = 20;
function pagesSection(pages) {
  return {
    id: "pages",
    title: "Pages",
    pieces: [...pages.slice(0, MOST).flatMap(pagePieces), ...moreThan(MOST, pages)]
  };
}
var anchorOf = (index) => `page${index + 1}`;
function pageAnchor(pages, id) {
  const parts = parseMetricId(id);
  const index = pages.findIndex(
    ({ collector, subject }) => collector === parts?.collector && subject === parts.subject
  );
  return index < 0 || index >= MOST ? null : anchorOf(index);
}
function pagePieces(page, index) {
  const { subject, loads, audits, resources } = page;
  const element = (load) => load?.element ? html`<code>${load.element}</code>` : null;
  return [
    html`<article class="page" id="${anchorOf(index)}"><h3>${escaped(escapePage(subject))}</h3>\n`,
    ...SIDES.map((side) => {
      const load = loads[side];
      return {
        kind: "picture",
        priority: 4,
        render: () => load === null ? NOTHING : filmOf(side, load),
        instead: html`<p class="quiet">The pictures of ${side} were left out to keep this file small.</p>\n`
      };
    }),
    {
      kind: "evidence",
      priority: 2,
      render: () => html`${factsOf([
        ["Largest paint of base", element(loads.base)],
        ["Largest paint of head", element(loads.head)],
        ["Whole reports", reportLinks(page)]
      ])}${tableOf(
        "Audits that differ",
        AUDITS,
        audits.toSorted((a, b) => rankOf(a) - rankOf(b))
      )}${tableOf(
        "What is loaded otherwise",
        RESOURCES,
        resources.toSorted((a, b) => differenceOf(b) - differenceOf(a))
      )}`
    },
    html`</article>\n`
  ];
}
function filmOf(side, { film }) {
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
var PICTURE = /^data:image\/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/u;
var CHANGES = ["worse", "better", "other"];
var rankOf = ({ change }) => CHANGES.indexOf(change);
var differenceOf = ({ base, head }) => Math.abs((head ?? 0) - (base ?? 0));
var AUDITS = [
  { label: "Change", align: "left", format: ({ change }) => change },
  { label: "Audit", align: "left", format: ({ title }) => title },
  { label: "Base", align: "right", format: ({ base }) => base ?? "–" },
  { label: "Head", align: "right", format: ({ head }) => head ?? "–" }
];
var RESOURCES = [
  { label: "Change", align: "left", format: ({ base, head }) => movedAs(base, head) },
  { label: "Resource", align: "left", format: ({ name }) => name },
  { label: "Type", align: "left", format: ({ type }) => type },
  { label: "Base", align: "right", format: ({ base }) => formatValue(base, "bytes") },
  { label: "Head", align: "right", format: ({ head }) => formatValue(head, "bytes") }
];
function movedAs(base, head) {
  if (base === null) return "new";
  if (head === null) return "gone";
  return head > base ? "heavier" : "lighter";
}
function reportLinks({ loads }) {
  const links = SIDES.flatMap((side) => {
    const href = hrefOf(loads[side]?.file ?? null);
    return href === null ? [] : [html`<a href="${href}">${side}</a> `];
  });
  return links.length === 0 ? null : html`${links}<span class="quiet">(beside this file in <code>raw/</code>; of a CI job that is an artifact of its own)</span>`;
}
function hrefOf(file) {
  if (file === null || file.length > 300) return null;
  const parts = file.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..")) return null;
  return ["raw", ...parts].map(encodeURIComponent).join("/");
}
export {
  hrefOf,
  pageAnchor,
  pagesSection
};
