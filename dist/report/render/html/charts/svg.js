// src/report/render/html/charts/svg.ts
import { heightOf, optionOf } from "./chart.js";
import { init } from "./echarts.js";
import { FONT, FONT_SIZE } from "./style.js";
function svgOf(data, width) {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height: heightOf(data) });
  try {
    chart.setOption(optionOf(data));
    return ownIds(still(chart.renderToSVGString()));
  } finally {
    chart.dispose();
  }
}
function still(svg) {
  const font = `font:${FONT_SIZE}px ${FONT}`;
  const own = `style="font-size:${FONT_SIZE}px;font-family:${FONT};"`;
  return svg.replace(/<style[\s\S]*?<\/style>/g, "").replace(
    /<[^>]+>/g,
    (tag) => tag.replace(/ (?:class|ecmeta_\w+|pointer-events|xml:space|xmlns:xlink|version|baseProfile)="[^"]*"/g, "").replace(` ${own}`, "").replace(/(\.\d)\d+/g, "$1")
  ).replace("<svg ", `<svg style="${font}" `);
}
function ownIds(svg) {
  const plain = svg.replace(/\bzr\d+-/g, "zr-");
  return plain.replaceAll("zr-", `c${digest(plain)}-`);
}
function digest(text) {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  return (hash >>> 0).toString(36);
}
export {
  svgOf
};
