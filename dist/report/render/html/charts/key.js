// src/report/render/html/charts/key.ts
import { box, diamond, drawn, line, ring, words } from "./shapes.js";
import { COLOUR, FONT_SIZE } from "./style.js";
var BASE = { text: "base", mark: ring };
var HEAD = { text: "head", mark: diamond };
var swatch = (text, fill) => ({
  text,
  mark: (x, y) => box([x - 6, y - 6], [x + 6, y + 6], { fill, stroke: COLOUR.muted, lineWidth: 0.5 })
});
var stroke = (text, colour, lineWidth, lineDash) => ({
  text,
  mark: (x, y) => line([x - 9, y], [x + 9, y], { stroke: colour, lineWidth, lineDash })
});
var LEFT = 8;
var ROW = 20;
var MARK = 22;
var GAP = 16;
var NARROW = 300;
function keyHeight(items) {
  const last = placed(items, NARROW).at(-1);
  return last === void 0 ? 8 : (last.row + 1) * ROW + 12;
}
function key(items) {
  const shapes = (api) => placed(items, Math.max(NARROW, api.getWidth() - 2 * LEFT)).flatMap(({ item, x, row }) => {
    const y = row * ROW + ROW / 2 + 2;
    return [item.mark(LEFT + x + 8, y), words(item.text, LEFT + x + MARK, y)];
  });
  return { ...drawn(shapes, 10), coordinateSystem: "none" };
}
function placed(items, width) {
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
export {
  BASE,
  HEAD,
  key,
  keyHeight,
  stroke,
  swatch
};
