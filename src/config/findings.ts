/** The `findings` section of the config: the limit of each rule about the inside of the target, and which rules may block. */
import { z } from "zod";
import type { Rule } from "../findings/rule.ts";
import { CATALOGUE } from "../findings/rules.ts";
import { orList } from "../measure/fields.ts";
import { RULES, type RuleId, type RuleSettings } from "../model/finding.ts";
import { type Dimension, dimensionOf, parseQuantity, quantityPattern, unitsOf } from "../model/quantity.ts";

type Written = Exclude<Dimension, "plain">;

const NOUNS: Readonly<Record<Written, string>> = { ms: "a duration", bytes: "a size", fraction: "a share up to 100%" };

function limitOf(rule: Rule) {
  const dimension = dimensionOf(rule.unit);
  const than = rule.bound === "most" ? "more" : "less";
  const meaning = `What counts as ${rule.title}: ${than} than this${rule.of === "" ? "" : ` ${rule.of}`}; off: not judged.`;
  const field: z.ZodType<number | null, string | number> = dimension === "plain" ? plain() : written(dimension);
  return field.prefault(writtenLimit(rule)).describe(meaning);
}

/** "200ms" → 200; "off" → null. */
function written(dimension: Written) {
  const error = `${NOUNS[dimension]} with its unit (${orList(unitsOf(dimension))}), or off`;
  return z
    .string({ error })
    .regex(new RegExp(`^off$|${quantityPattern([dimension])}`), { error })
    .transform((text) => (text === "off" ? null : parseQuantity(text)!.value))
    .refine((value) => dimension !== "fraction" || value === null || value <= 1, { error });
}

function plain() {
  const error = "a number that is not negative, or off";
  return z
    .union([z.literal("off", { error }), z.number({ error }).min(0, { error })], { error })
    .transform((value) => (value === "off" ? null : value));
}

/** As one writes it in the config. */
export function writtenLimit({ unit, limit }: Pick<Rule, "unit" | "limit">): string | number {
  const dimension = dimensionOf(unit);
  switch (dimension) {
    case "ms":
      return `${limit}ms`;
    case "fraction":
      return `${limit * 100}%`;
    case "bytes":
      return limit >= 1e6 ? `${limit / 1e6}MB` : limit % 1000 === 0 && limit > 0 ? `${limit / 1000}kB` : `${limit}B`;
    case "plain":
      return limit;
    default:
      return dimension satisfies never;
  }
}

const limits = Object.fromEntries(RULES.map((rule) => [rule, limitOf(CATALOGUE[rule])])) as Readonly<
  // Object.fromEntries forgets the names.
  Record<RuleId, ReturnType<typeof limitOf>>
>;

export const findingsSchema = z
  .strictObject({
    block: z
      .array(z.enum(RULES), { error: "a list of rules" })
      .readonly()
      .default([])
      .describe("Rules whose findings block where head brings them or makes them worse."),
    ...limits,
  })
  .transform(({ block, ...limits }): RuleSettings => ({ limits, block: [...new Set(block)] }))
  .describe("Rules about the inside of the target: their limits, and which may block.");
