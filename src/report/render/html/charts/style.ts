/** How charts look: colours are custom properties, which the page sets for light and dark. */
import type { Side } from "../../../../model/series.ts";

const LIGHT = {
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
  same: "#e6e9ec",
} as const;

const DARK: Readonly<Record<Colour, string>> = {
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
  same: "#2d343c",
};

type Colour = keyof typeof LIGHT;

const names = Object.keys(LIGHT) as readonly Colour[];

/** A colour for an option: a custom property, so that one picture serves both themes. */
export const COLOUR = Object.fromEntries(
  names.map((name) => [name, `var(--chart-${name})`]),
  // Each name has its entry.
) as Readonly<Record<Colour, string>>;

const properties = (colours: Readonly<Record<Colour, string>>) =>
  names.map((name) => `--chart-${name}:${colours[name]}`).join(";");

/** For the page's own style sheet. A still picture shrinks in the room that it will have when it is live. */
export const CHART_CSS = [
  `:root{${properties(LIGHT)}}`,
  `@media (prefers-color-scheme:dark){:root{${properties(DARK)}}}`,
  "figure[data-chart]{margin:0}",
  "figure[data-chart]>[role=img]>svg{display:block;max-width:100%}",
].join("\n");

export const PALETTES = { light: LIGHT, dark: DARK } as const;

export const FONT_SIZE = 12;
export const FONT = "system-ui, sans-serif";

export type Dash = "solid" | number[];

/** Lines of base and head, so that no colour needs to be seen. */
export const DASH: Readonly<Record<Side, Dash>> = { base: [5, 3], head: "solid" };
