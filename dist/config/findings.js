// src/config/findings.ts
import { z } from "../vendor/zod.js";
import { CATALOGUE } from "../findings/rules.js";
import { orList } from "../measure/fields.js";
import { RULES } from "../model/finding.js";
import { dimensionOf, parseQuantity, quantityPattern, unitsOf } from "../model/quantity.js";
var NOUNS = { ms: "a duration", bytes: "a size", fraction: "a share up to 100%" };
function limitOf(rule) {
  const dimension = dimensionOf(rule.unit);
  const than = rule.bound === "most" ? "more" : "less";
  const meaning = `What counts as ${rule.title}: ${than} than this${rule.of === "" ? "" : ` ${rule.of}`}; off: not judged.`;
  const field = dimension === "plain" ? plain() : written(dimension);
  return field.prefault(writtenLimit(rule)).describe(meaning);
}
function written(dimension) {
  const error = `${NOUNS[dimension]} with its unit (${orList(unitsOf(dimension))}), or off`;
  return z.string({ error }).regex(new RegExp(`^off$|${quantityPattern([dimension])}`), { error }).transform((text) => text === "off" ? null : parseQuantity(text).value).refine((value) => dimension !== "fraction" || value === null || value <= 1, { error });
}
function plain() {
  const error = "a number that is not negative, or off";
  return z.union([z.literal("off", { error }), z.number({ error }).min(0, { error })], { error }).transform((value) => value === "off" ? null : value);
}
function writtenLimit({ unit, limit }) {
  const dimension = dimensionOf(unit);
  switch (dimension) {
    case "ms":
      return `${limit}ms`;
    case "fraction":
      return `${limit * 100}%`;
    case "bytes":
      return limit >= 1e6 ? `${limit / 1e6}MB` : limit % 1e3 === 0 && limit > 0 ? `${limit / 1e3}kB` : `${limit}B`;
    case "plain":
      return limit;
    default:
      return dimension;
  }
}
var limits = Object.fromEntries(RULES.map((rule) => [rule, limitOf(CATALOGUE[rule])]));
var findingsSchema = z.strictObject({
  block: z.array(z.enum(RULES), { error: "a list of rules" }).readonly().default([]).describe("Rules whose findings block where head brings them or makes them worse."),
  ...limits
}).transform(({ block, ...limits2 }) => ({ limits: limits2, block: [...new Set(block)] })).describe("Rules about the inside of the target: their limits, and which may block.");
export {
  findingsSchema,
  writtenLimit
};
