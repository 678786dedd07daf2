/** The axis of change that estimates lie on: its bands, and which way is worse, in words. */
import type { Effect } from "../../../../model/comparison.ts";
import { effectFormat, formatSize } from "../../format.ts";
import type { Limits, Measured } from "./data.ts";
import { type KeyItem, swatch } from "./key.ts";
import { COLOUR } from "./style.ts";

/** "+17.2 % (+15.9 to +18.4 %)", as the tables have it. */
export function effectText(effect: Effect, measured: Measured): string {
  const format = effectFormat(effect, measured);
  return `${format(effect.value).text} (${format(effect.low).number} to ${format(effect.high).text})`;
}

/** "+5 %", for axes. */
export function signedText(change: number, measured: Measured): string {
  const size = formatSize(change, measured);
  return change === 0 ? size : `${change > 0 ? "+" : "-"}${size}`;
}

/** Head against base in words; null where there is no such change. */
export function changeOf(base: number | null, head: number | null, measured: Measured): string | null {
  if (base === null || head === null || (measured.scale === "ratio" && base === 0)) return null;
  const value = measured.scale === "ratio" ? (head - base) / base : head - base;
  return effectFormat({ value, low: value, high: value }, measured)(value).text;
}

/** What stands beside the low end of the axis and its high end. */
export function endsOf({ better }: Measured): { readonly low: string; readonly high: string } {
  if (better === null) return { low: "lower", high: "higher" };
  return better === "lower" ? { low: "better", high: "worse" } : { low: "worse", high: "better" };
}

/** Around zero; the wider one first, so that the other is drawn over it. */
export interface Band extends KeyItem {
  readonly size: number;
  readonly fill: string;
}

export function bandsOf({ measured, tolerate, detect, tinyBase }: Limits): readonly Band[] {
  const said = (size: number) =>
    tinyBase === undefined
      ? formatSize(size, measured)
      : formatSize(size * tinyBase, { ...measured, scale: "difference" });
  const band = (word: string, size: number, fill: string) => ({
    size,
    fill,
    ...swatch(`${word} ±${said(size)}`, fill),
  });
  const bands = [
    ...(tolerate > 0 ? [band("tolerate", tolerate, COLOUR.tolerate)] : []),
    ...(detect !== null && detect > 0 ? [band("detect", detect, COLOUR.detect)] : []),
  ];
  return bands.toSorted((a, b) => b.size - a.size);
}

/** How far an axis reaches on either side of zero to show all of these, with some room; never nothing. */
export function extentOf(effects: readonly Effect[], bands: readonly Band[]): readonly [low: number, high: number] {
  const sizes = bands.map(({ size }) => size);
  const low = Math.min(0, ...effects.map((one) => one.low), ...sizes.map((size) => -size));
  const high = Math.max(0, ...effects.map((one) => one.high), ...sizes);
  const room = (high - low) * 0.1 || 1;
  return [low - room, high + room];
}
