// src/report/render/html/charts/change.ts
import { effectFormat, formatSize } from "../../format.js";
import { swatch } from "./key.js";
import { COLOUR } from "./style.js";
function effectText(effect, measured) {
  const format = effectFormat(effect, measured);
  return `${format(effect.value).text} (${format(effect.low).number} to ${format(effect.high).text})`;
}
function signedText(change, measured) {
  const size = formatSize(change, measured);
  return change === 0 ? size : `${change > 0 ? "+" : "-"}${size}`;
}
function changeOf(base, head, measured) {
  if (base === null || head === null || measured.scale === "ratio" && base === 0) return null;
  const value = measured.scale === "ratio" ? (head - base) / base : head - base;
  return effectFormat({ value, low: value, high: value }, measured)(value).text;
}
function endsOf({ better }) {
  if (better === null) return { low: "lower", high: "higher" };
  return better === "lower" ? { low: "better", high: "worse" } : { low: "worse", high: "better" };
}
function bandsOf({ measured, tolerate, detect, tinyBase }) {
  const said = (size) => tinyBase === void 0 ? formatSize(size, measured) : formatSize(size * tinyBase, { ...measured, scale: "difference" });
  const band = (word, size, fill) => ({
    size,
    fill,
    ...swatch(`${word} ±${said(size)}`, fill)
  });
  const bands = [
    ...tolerate > 0 ? [band("tolerate", tolerate, COLOUR.tolerate)] : [],
    ...detect !== null && detect > 0 ? [band("detect", detect, COLOUR.detect)] : []
  ];
  return bands.toSorted((a, b) => b.size - a.size);
}
function extentOf(effects, bands) {
  const sizes = bands.map(({ size }) => size);
  const low = Math.min(0, ...effects.map((one) => one.low), ...sizes.map((size) => -size));
  const high = Math.max(0, ...effects.map((one) => one.high), ...sizes);
  const room = (high - low) * 0.1 || 1;
  return [low - room, high + room];
}
export {
  bandsOf,
  changeOf,
  effectText,
  endsOf,
  extentOf,
  signedText
};
