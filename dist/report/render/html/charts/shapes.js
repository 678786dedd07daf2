// src/report/render/html/charts/shapes.ts
import { COLOUR, FONT, FONT_SIZE } from "./style.js";
function ring(x, y, radius = 4) {
  const style = { fill: COLOUR.paper, stroke: COLOUR.base, lineWidth: 2 };
  return { type: "circle", shape: { cx: x, cy: y, r: radius }, style };
}
function diamond(x, y, radius = 5) {
  const points = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y]
  ];
  return { type: "polygon", shape: { points }, style: { fill: COLOUR.head } };
}
function line(from, to, style) {
  return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style };
}
function box(from, to, style) {
  const shape = {
    x: Math.min(from[0], to[0]),
    y: Math.min(from[1], to[1]),
    width: Math.abs(to[0] - from[0]),
    height: Math.abs(to[1] - from[1])
  };
  return { type: "rect", shape, style };
}
function words(text, x, y, align = "left", fill = COLOUR.ink) {
  const style = { text, x, y, fill, align, verticalAlign: "middle", fontSize: FONT_SIZE, fontFamily: FONT };
  return { type: "text", style, silent: true };
}
function group(children) {
  return { type: "group", emphasisDisabled: true, children: [...children] };
}
var at = (api, x, y) => api.coord([x, y]);
function drawn(shapes, z, axes = {}) {
  return {
    type: "custom",
    silent: true,
    tooltip: { show: false },
    z,
    ...axes,
    // What it is drawn from must not stretch an axis.
    encode: { x: [], y: [] },
    data: [[0]],
    renderItem: (_, api) => group(shapes(api))
  };
}
export {
  at,
  box,
  diamond,
  drawn,
  group,
  line,
  ring,
  words
};
