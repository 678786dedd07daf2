/** A chart as it stands in the page: the picture, what is said instead of it, and what makes it live. */
import { escapePage, SENTENCE } from "../../escape.ts";
import { summaryOf } from "./chart.ts";
import type { ChartData } from "./data.ts";
import { foldedTree } from "./parts.ts";
import { svgOf } from "./svg.ts";
import { cutTimeline } from "./windows.ts";

/** Of the still picture, in pixels: about as wide as the page has room for on a desk. */
const WIDTH = 600;

/** `<figure data-chart>…</figure>`. ECharts is loaded with this module: import it where a report is written, by import(). */
export function figureOf(data: ChartData): string {
  const shown = shownOf(data);
  return [
    "<figure data-chart>",
    `<div role="img" aria-label="${escapePage(summaryOf(data), 2 * SENTENCE)}">${svgOf(shown, WIDTH)}</div>`,
    `<script type="application/json">${inScript(shown)}</script>`,
    "</figure>",
  ].join("\n");
}

/** No more than is drawn of it. */
function shownOf(data: ChartData): ChartData {
  if (data.kind === "tree") return foldedTree(data);
  return data.kind === "timeline" ? cutTimeline(data) : data;
}

/** No text can end the script that it stands in, nor begin a comment there. */
const inScript = (data: ChartData) => JSON.stringify(data).replaceAll("<", "\\u003c");
