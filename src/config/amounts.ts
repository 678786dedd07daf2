/** Quantities whose unit depends on the metric: read as written, and checked once it is known what they are of. */
import { z } from "zod";
import { orList } from "../measure/fields.ts";
import type { Metric, Unit } from "../model/metric.ts";
import {
  type Dimension,
  dimensionOf,
  parseQuantity,
  plainQuantity,
  type Quantity,
  quantityPattern,
  unitsOf,
} from "../model/quantity.ts";

const AMOUNT =
  "a number with the metric's unit that is not negative, for example 150ms, 250B or 2% (a number without unit for metrics that have none)";

/** A quantity of whatever dimension. */
export const amount = z
  .union(
    [z.string().regex(new RegExp(quantityPattern(["ms", "bytes", "fraction"]))), z.number().min(0, { abort: true })],
    {
      error: AMOUNT,
    },
  )
  .transform((written): Quantity => (typeof written === "number" ? plainQuantity(written) : parseQuantity(written)!));

/** Of the metrics that are meant; undefined: not known before measuring. */
export type Scales = readonly (Metric["scale"] | undefined)[];

/** How a change is written: a share on the ratio scale, else in the metric's unit. A scale that is not known may be either. */
export function ofChange(units: readonly Unit[], scales: Scales): readonly Dimension[] {
  const share: readonly Dimension[] = scales.some((scale) => scale !== "difference") ? ["fraction"] : [];
  const own = scales.some((scale) => scale !== "ratio") ? units.map(dimensionOf) : [];
  return [...new Set([...share, ...own])];
}

/** What was expected in place of a quantity whose unit fits none of these; null where it fits one. */
export function misfit({ dimension }: Quantity, fitting: readonly Dimension[], of: string): string | null {
  if (fitting.includes(dimension) || fitting.length === 0) return null;
  return `${orList(fitting.map((one) => WRITTEN[one]))}, which fits ${of.slice(0, 200)}`;
}

const WRITTEN: Readonly<Record<Dimension, string>> = {
  ms: `a duration (${orList(unitsOf("ms"))})`,
  bytes: `a size (${orList(unitsOf("bytes"))})`,
  fraction: "a share (%)",
  plain: "a number without unit",
};
