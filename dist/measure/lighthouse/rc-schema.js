// src/measure/lighthouse/rc-schema.ts
import { z } from "../../vendor/zod.js";
import { ConfigError } from "../../errors.js";
var METHODS = ["median", "optimistic", "pessimistic", "median-run"];
var LEVELS = ["off", "warn", "error"];
var PRESETS = ["lighthouse:all", "lighthouse:recommended", "lighthouse:no-pwa"];
var anyOf = (words) => z.enum(words, { error: `expected one of ${words.join(", ")}` });
var optionsSchema = z.looseObject({
  aggregationMethod: anyOf(METHODS).exactOptional(),
  minScore: z.number().exactOptional(),
  maxLength: z.number().exactOptional(),
  maxNumericValue: z.number().exactOptional()
});
var levelSchema = z.enum(LEVELS);
var assertionSchema = z.union([levelSchema, z.tuple([levelSchema]), z.tuple([levelSchema, optionsSchema])], {
  error: `expected off, warn or error, or a list such as ["error", {"minScore": 0.9}]`
});
var keySchema = z.string().refine(
  (key) => {
    const [audit, ...parts] = key.split(":");
    if (audit === "resource-summary")
      return parts.length === 0 || parts.length === 2 && /^(?:size|count)$/u.test(parts[1]);
    return audit !== "categories" || parts.length < 2;
  },
  { error: "expected an audit, or a key such as categories:seo or resource-summary:script:size" }
);
var patternSchema = z.string().refine(isRegExp, { error: "expected a regular expression" });
var entrySchema = z.looseObject({
  matchingUrlPattern: patternSchema.exactOptional(),
  preset: anyOf(PRESETS).exactOptional(),
  assertions: z.record(keySchema, assertionSchema).exactOptional(),
  aggregationMethod: anyOf(METHODS).exactOptional()
});
var matrixSchema = z.array(entrySchema);
var RUNS = { error: "expected a whole number from 1 to 50" };
var rcSchema = entrySchema.extend({
  url: z.union([z.string().transform((url) => [url]), z.array(z.string())], { error: "expected a URL or a list" }).exactOptional(),
  numberOfRuns: z.coerce.number(RUNS).int(RUNS).min(1, RUNS).max(50, RUNS).exactOptional(),
  settings: z.record(z.string(), z.unknown()).exactOptional(),
  puppeteerScript: z.string().exactOptional(),
  assertMatrix: matrixSchema.exactOptional(),
  budgetsFile: z.string().exactOptional(),
  budgetMatrix: matrixSchema.exactOptional()
});
function parseRc(value, name) {
  const result = rcSchema.safeParse(withoutEmpty(value));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const message = issue.code === "invalid_key" ? issue.issues[0].message : issue.message;
  throw new ConfigError(`${name}: ${issue.path.map(String).join(" › ") || "the file"}: ${message}.`);
}
function withoutEmpty(value) {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
}
function isRegExp(source) {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}
export {
  parseRc
};
