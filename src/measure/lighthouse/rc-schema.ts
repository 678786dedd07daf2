/** What we read of a lighthouserc as LHCI resolved it: all sections in one map. What we do not know is kept. */
import { z } from "zod";
import { ConfigError } from "../../errors.ts";

const METHODS = ["median", "optimistic", "pessimistic", "median-run"] as const;
const LEVELS = ["off", "warn", "error"] as const;
const PRESETS = ["lighthouse:all", "lighthouse:recommended", "lighthouse:no-pwa"] as const;

const anyOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: `expected one of ${words.join(", ")}` });

const optionsSchema = z.looseObject({
  aggregationMethod: anyOf(METHODS).exactOptional(),
  minScore: z.number().exactOptional(),
  maxLength: z.number().exactOptional(),
  maxNumericValue: z.number().exactOptional(),
});

const levelSchema = z.enum(LEVELS);

const assertionSchema = z.union([levelSchema, z.tuple([levelSchema]), z.tuple([levelSchema, optionsSchema])], {
  error: `expected off, warn or error, or a list such as ["error", {"minScore": 0.9}]`,
});

/** Where LHCI wants parts after the audit's name, it gives up on the whole config when they are others. */
const keySchema = z.string().refine(
  (key) => {
    const [audit, ...parts] = key.split(":");
    if (audit === "resource-summary")
      return parts.length === 0 || (parts.length === 2 && /^(?:size|count)$/u.test(parts[1]!));
    return audit !== "categories" || parts.length < 2;
  },
  { error: "expected an audit, or a key such as categories:seo or resource-summary:script:size" },
);

const patternSchema = z.string().refine(isRegExp, { error: "expected a regular expression" });

/** One set of assertions. Pattern, preset and method as in LHCI's documentation. */
const entrySchema = z.looseObject({
  matchingUrlPattern: patternSchema.exactOptional(),
  preset: anyOf(PRESETS).exactOptional(),
  assertions: z.record(keySchema, assertionSchema).exactOptional(),
  aggregationMethod: anyOf(METHODS).exactOptional(),
});

const matrixSchema = z.array(entrySchema);

const RUNS = { error: "expected a whole number from 1 to 50" };

const rcSchema = entrySchema.extend({
  url: z
    .union([z.string().transform((url) => [url]), z.array(z.string())], { error: "expected a URL or a list" })
    .exactOptional(),
  numberOfRuns: z.coerce.number(RUNS).int(RUNS).min(1, RUNS).max(50, RUNS).exactOptional(),
  settings: z.record(z.string(), z.unknown()).exactOptional(),
  puppeteerScript: z.string().exactOptional(),
  assertMatrix: matrixSchema.exactOptional(),
  budgetsFile: z.string().exactOptional(),
  budgetMatrix: matrixSchema.exactOptional(),
});

export type Rc = z.output<typeof rcSchema>;
export type RcAssertEntry = z.output<typeof entrySchema>;

/** @throws ConfigError that names the key; `name` is the file's. */
export function parseRc(value: unknown, name: string): Rc {
  const result = rcSchema.safeParse(withoutEmpty(value));
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const message = issue.code === "invalid_key" ? issue.issues[0]!.message : issue.message;
  throw new ConfigError(`${name}: ${issue.path.map(String).join(" › ") || "the file"}: ${message}.`);
}

/** A key without a value is none. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
}

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}
