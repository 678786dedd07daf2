// src/config/amounts.ts
import { z } from "../vendor/zod.js";
import { orList } from "../measure/fields.js";
import {
  dimensionOf,
  parseQuantity,
  plainQuantity,
  quantityPattern,
  unitsOf
} from "../model/quantity.js";
var AMOUNT = "a number with the metric's unit that is not negative, for example 150ms, 250B or 2% (a number without unit for metrics that have none)";
var amount = z.union(
  [z.string().regex(new RegExp(quantityPattern(["ms", "bytes", "fraction"]))), z.number().min(0, { abort: true })],
  {
    error: AMOUNT
  }
).transform((written) => typeof written === "number" ? plainQuantity(written) : parseQuantity(written));
function ofChange(units, scales) {
  const share = scales.some((scale) => scale !== "difference") ? ["fraction"] : [];
  const own = scales.some((scale) => scale !== "ratio") ? units.map(dimensionOf) : [];
  return [.../* @__PURE__ */ new Set([...share, ...own])];
}
function misfit({ dimension }, fitting, of) {
  if (fitting.includes(dimension) || fitting.length === 0) return null;
  return `${orList(fitting.map((one) => WRITTEN[one]))}, which fits ${of.slice(0, 200)}`;
}
var WRITTEN = {
  ms: `a duration (${orList(unitsOf("ms"))})`,
  bytes: `a size (${orList(unitsOf("bytes"))})`,
  fraction: "a share (%)",
  plain: "a number without unit"
};
export {
  amount,
  misfit,
  ofChange
};
