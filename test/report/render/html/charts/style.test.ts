import { expect, test } from "vitest";
import { CHART_CSS, COLOUR, PALETTES } from "../../../../../src/report/render/html/charts/style.ts";

/** WCAG 2.2: (L1 + 0.05) / (L2 + 0.05). */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((from) => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each(Object.entries(PALETTES))("%s: marks and words can be seen on what is behind them", (_, colours) => {
  for (const behind of [colours.paper, colours.detect, colours.tolerate]) {
    expect(contrast(colours.base, behind)).toBeGreaterThanOrEqual(3);
    expect(contrast(colours.head, behind)).toBeGreaterThanOrEqual(3);
    expect(contrast(colours.ink, behind)).toBeGreaterThanOrEqual(4.5);
  }
  expect(contrast(colours.muted, colours.paper)).toBeGreaterThanOrEqual(4.5);
  for (const box of [colours.grew, colours.shrank, colours.same]) {
    expect(contrast(colours.ink, box)).toBeGreaterThanOrEqual(4.5);
  }
});

test("every colour is a property that the page sets in both themes", () => {
  for (const name of Object.keys(PALETTES.light)) {
    expect(CHART_CSS.split(`--chart-${name}:`)).toHaveLength(3);
    expect(Object.values(COLOUR)).toContain(`var(--chart-${name})`);
  }
});
