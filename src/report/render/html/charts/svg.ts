/** The still picture of a chart. ECharts is loaded with this module: import it where a report is written, by import(). */
import { heightOf, optionOf } from "./chart.ts";
import type { ChartData } from "./data.ts";
import { init } from "./echarts.ts";
import { FONT, FONT_SIZE } from "./style.ts";

/** An <svg> as it stands in a page; the same data give the same text. Width in pixels. */
export function svgOf(data: ChartData, width: number): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height: heightOf(data) });
  try {
    chart.setOption(optionOf(data));
    return ownIds(still(chart.renderToSVGString()));
  } finally {
    chart.dispose();
  }
}

/**
 * Without what ECharts adds for scripts and the mouse, which the live chart has, and without what all texts share or no eye
 * sees. Only tags are touched: no text of an SVG has a `<`.
 */
function still(svg: string): string {
  const font = `font:${FONT_SIZE}px ${FONT}`;
  const own = `style="font-size:${FONT_SIZE}px;font-family:${FONT};"`;
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]+>/g, (tag) =>
      tag
        .replace(/ (?:class|ecmeta_\w+|pointer-events|xml:space|xmlns:xlink|version|baseProfile)="[^"]*"/g, "")
        .replace(` ${own}`, "")
        .replace(/(\.\d)\d+/g, "$1"),
    )
    .replace("<svg ", `<svg style="${font}" `);
}

/** ECharts counts the pictures of a process in their ids; ours must not depend on what was drawn before, nor meet in a page. */
function ownIds(svg: string): string {
  const plain = svg.replace(/\bzr\d+-/g, "zr-");
  return plain.replaceAll("zr-", `c${digest(plain)}-`);
}

/** FNV-1a: tells the pictures of a page apart. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
