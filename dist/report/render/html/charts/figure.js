// src/report/render/html/charts/figure.ts
import { escapePage, SENTENCE } from "../../escape.js";
import { summaryOf } from "./chart.js";
import { foldedTree } from "./parts.js";
import { svgOf } from "./svg.js";
import { cutTimeline } from "./windows.js";
var WIDTH = 600;
function figureOf(data) {
  const shown = shownOf(data);
  return [
    "<figure data-chart>",
    `<div role="img" aria-label="${escapePage(summaryOf(data), 2 * SENTENCE)}">${svgOf(shown, WIDTH)}</div>`,
    `<script type="application/json">${inScript(shown)}</script>`,
    "</figure>"
  ].join("\n");
}
function shownOf(data) {
  if (data.kind === "tree") return foldedTree(data);
  return data.kind === "timeline" ? cutTimeline(data) : data;
}
var inScript = (data) => JSON.stringify(data).replaceAll("<", "\\u003c");
export {
  figureOf
};
