/**
 * Numbers with their unit, as people write them: `5s`, `.1ms`, `1.5MB`, `2%`. A leaf of the config, needed by the
 * config and by every collector's section of it.
 */
import type { Unit } from "./metric.ts";

/** What a written unit measures; `plain` is a number without one. */
export type Dimension = "ms" | "bytes" | "fraction" | "plain";

export interface Quantity {
  /** In ms, bytes, as a fraction (2 % is 0.02), or as it is. */
  readonly value: number;
  readonly dimension: Dimension;
  /** As it was written, for messages. */
  readonly text: string;
}

interface WrittenUnit {
  readonly dimension: Dimension;
  /** value = digits × 10^exponent × factor. A power of ten goes into the digits, so that 0.7% is 0.007 exactly. */
  readonly exponent: number;
  readonly factor: number;
}

const UNITS: ReadonlyMap<string, WrittenUnit> = new Map([
  ["ms", { dimension: "ms", exponent: 0, factor: 1 }],
  ["s", { dimension: "ms", exponent: 3, factor: 1 }],
  ["m", { dimension: "ms", exponent: 3, factor: 60 }],
  ["B", { dimension: "bytes", exponent: 0, factor: 1 }],
  ["kB", { dimension: "bytes", exponent: 3, factor: 1 }],
  ["KiB", { dimension: "bytes", exponent: 0, factor: 1024 }],
  ["MB", { dimension: "bytes", exponent: 6, factor: 1 }],
  ["MiB", { dimension: "bytes", exponent: 0, factor: 1024 * 1024 }],
  ["%", { dimension: "fraction", exponent: -2, factor: 1 }],
]);

/** Digits are bounded, so that every quantity is finite. */
const NUMBER = "(?:\\d{1,12}(?:\\.\\d{1,12})?|\\.\\d{1,12})";

/** The units of a dimension, in rising order: ["ms", "s", "m"]. Empty for `plain`. */
export function unitsOf(dimension: Dimension): readonly string[] {
  return [...UNITS].filter(([, unit]) => unit.dimension === dimension).map(([name]) => name);
}

/** The source of a regular expression that a quantity of one of `dimensions` matches as a whole. */
export function quantityPattern(dimensions: readonly Exclude<Dimension, "plain">[]): string {
  return `^${NUMBER} ?(?:${dimensions.flatMap(unitsOf).join("|")})$`;
}

const ANY = new RegExp(`^(${NUMBER}) ?(${[...UNITS.keys()].join("|")})$`);

/** The quantity that `text` writes, or undefined when it writes none. A bare number is none: a unit is required. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = ANY.exec(text);
  if (!match) return undefined;
  const unit = UNITS.get(match[2]!)!;
  return { value: Number(`${match[1]!}e${unit.exponent}`) * unit.factor, dimension: unit.dimension, text };
}

/** A number without a unit; finite numbers only. */
export function plainQuantity(value: number): Quantity {
  return { value, dimension: "plain", text: String(value) };
}

/** How a value of a metric is written. */
export function dimensionOf(unit: Unit): Dimension {
  return unit === "count" || unit === "number" ? "plain" : unit;
}
