/** The line above a chart that says what its marks are. */
import type { CustomSeriesOption } from "echarts/charts";
import { type Api, box, diamond, drawn, line, ring, type Shape, words } from "./shapes.ts";
import { COLOUR, type Dash, FONT_SIZE } from "./style.ts";

export interface KeyItem {
  readonly text: string;
  /** Around the middle of the mark. */
  readonly mark: (x: number, y: number) => Shape;
}

export const BASE: KeyItem = { text: "base", mark: ring };
export const HEAD: KeyItem = { text: "head", mark: diamond };

export const swatch = (text: string, fill: string): KeyItem => ({
  text,
  mark: (x, y) => box([x - 6, y - 6], [x + 6, y + 6], { fill, stroke: COLOUR.muted, lineWidth: 0.5 }),
});

export const stroke = (text: string, colour: string, lineWidth: number, lineDash: Dash): KeyItem => ({
  text,
  mark: (x, y) => line([x - 9, y], [x + 9, y], { stroke: colour, lineWidth, lineDash }),
});

const LEFT = 8;
const ROW = 20;
const MARK = 22;
const GAP = 16;
/** No narrower than the plot of a chart on a small telephone. */
const NARROW = 300;

/** What it takes at the top of a chart, in pixels, however narrow that is. */
export function keyHeight(items: readonly KeyItem[]): number {
  const last = placed(items, NARROW).at(-1);
  return last === undefined ? 8 : (last.row + 1) * ROW + 12;
}

export function key(items: readonly KeyItem[]): CustomSeriesOption {
  const shapes = (api: Api) =>
    placed(items, Math.max(NARROW, api.getWidth() - 2 * LEFT)).flatMap(({ item, x, row }) => {
      const y = row * ROW + ROW / 2 + 2;
      return [item.mark(LEFT + x + 8, y), words(item.text, LEFT + x + MARK, y)];
    });
  return { ...drawn(shapes, 10), coordinateSystem: "none" };
}

/** From left to right, and on in another row where one is full. */
function placed(items: readonly KeyItem[], width: number) {
  let x = 0;
  let row = 0;
  return items.map((item) => {
    const size = MARK + item.text.length * FONT_SIZE * 0.55 + GAP;
    if (x > 0 && x + size - GAP > width) {
      x = 0;
      row++;
    }
    const place = { item, x, row };
    x += size;
    return place;
  });
}
