// src/report/render/html/charts/style.ts
var LIGHT = {
  base: "#4a6d99",
  head: "#b8500f",
  ink: "#1f2328",
  muted: "#59636e",
  line: "#d1d9e0",
  paper: "#ffffff",
  tolerate: "#d5dbe1",
  detect: "#edf0f3",
  grew: "#f6c7a3",
  shrank: "#bcd3ec",
  same: "#e6e9ec"
};
var DARK = {
  base: "#8db3e2",
  head: "#f2995b",
  ink: "#e6edf3",
  muted: "#9da7b1",
  line: "#3a424b",
  paper: "#151a21",
  tolerate: "#3a434d",
  detect: "#252c34",
  grew: "#7a3d12",
  shrank: "#244a75",
  same: "#2d343c"
};
var names = Object.keys(LIGHT);
var COLOUR = Object.fromEntries(
  names.map((name) => [name, `var(--chart-${name})`])
  // Each name has its entry.
);
var properties = (colours) => names.map((name) => `--chart-${name}:${colours[name]}`).join(";");
var CHART_CSS = [
  `:root{${properties(LIGHT)}}`,
  `@media (prefers-color-scheme:dark){:root{${properties(DARK)}}}`,
  "figure[data-chart]{margin:0}",
  "figure[data-chart]>[role=img]>svg{display:block;max-width:100%}"
].join("\n");
var PALETTES = { light: LIGHT, dark: DARK };
var FONT_SIZE = 12;
var FONT = "system-ui, sans-serif";
var DASH = { base: [5, 3], head: "solid" };
export {
  CHART_CSS,
  COLOUR,
  DASH,
  FONT,
  FONT_SIZE,
  PALETTES
};
