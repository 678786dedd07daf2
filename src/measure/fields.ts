/**
 * Fields that the sections of the config are made of. The message of each says what was expected, worded to follow
 * "expected": the loader puts file, line, key and what was found before it.
 */
import { z } from "zod";
import { type Dimension, parseQuantity, quantityPattern, unitsOf } from "../model/quantity.ts";
import type { Slot } from "../model/series.ts";

/** "ms, s or m". */
export function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

interface QuantityRange {
  /** Written with their unit: "0s", "60m". */
  readonly over?: string;
  readonly from?: string;
  readonly upTo: string;
  readonly example: string;
}

function amountOf(text: string): number {
  const quantity = parseQuantity(text);
  if (!quantity) throw new Error(`not a quantity: ${text}`);
  return quantity.value;
}

const NOUNS = { ms: "a duration", bytes: "a size", fraction: "a share" } as const;

/** A text such as "5s" read into a number of `dimension`; a bare number, another unit or a value out of range is refused. */
function quantity(dimension: Exclude<Dimension, "plain">, range: QuantityRange) {
  const bounds = [
    range.over === undefined ? undefined : `more than ${range.over}`,
    range.from === undefined || amountOf(range.from) === 0 ? undefined : `at least ${range.from}`,
    `at most ${range.upTo}`,
  ].filter((bound) => bound !== undefined);
  const units = unitsOf(dimension);
  const error = `${NOUNS[dimension]} with its unit (${orList(units)}), ${bounds.join(" and ")}, for example ${range.example}`;
  const over = range.over === undefined ? -1 : amountOf(range.over);
  const from = range.from === undefined ? 0 : amountOf(range.from);
  const upTo = amountOf(range.upTo);
  return z
    .string({ error })
    .regex(new RegExp(quantityPattern([dimension])), { error })
    .transform(amountOf)
    .refine((value) => value > over && value >= from && value <= upTo, { error });
}

/** "5s", "300ms", "2m" → ms. */
export const duration = (range: QuantityRange) => quantity("ms", range);
/** "2%" → 0.02. */
export const share = (range: QuantityRange) => quantity("fraction", range);

/** A text of 1 to 1000 characters without control characters. */
export function text(expected: string) {
  return z.string({ error: expected }).regex(/^[^\p{Cc}]{1,1000}$/u, { error: expected });
}

/**
 * A path below the repository's folder with `/` between its parts: never absolute, never through `..`, no backslash.
 * The result has no `./` before it and no `/` after it.
 */
export function insidePath(example: string) {
  const expected = `a path inside the repository, with / between its parts and without .., for example ${example}`;
  return text(expected)
    .refine(isRelativeInside, { error: expected })
    .transform((path) => path.replace(/^(?:\.\/+)+/u, "").replace(/\/+$/u, "") || ".");
}

const SIMPLE_GLOB =
  "a glob of at most 200 characters, with at most 3 * between two / and 3 ** in all, and without parentheses";

/** As insidePath, a glob. Only such globs as are matched in a time that no name of a file can make long. */
export function insideGlob(example: string) {
  const expected = `a glob inside the repository, with / between its parts and without .., for example ${example}`;
  return text(expected)
    .refine(isRelativeInside, { error: expected })
    .refine(isSimpleGlob, { error: SIMPLE_GLOB })
    .transform((glob) => glob.replace(/^(?:\.\/+)+/u, ""));
}

/** By its letters alone: where links lead is known where the file is. */
export function isRelativeInside(path: string): boolean {
  return !path.startsWith("/") && !path.includes("\\") && !/^[a-z]:/iu.test(path) && !path.split("/").includes("..");
}

/** A glob becomes a regular expression, in which each further wildcard raises the power of the length of what it is tried on. */
function isSimpleGlob(glob: string): boolean {
  const stars = (part: string) => part.split(/\*+/u).length - 1;
  const parts = glob.split("/");
  return (
    glob.length <= 200 &&
    // Groups, and what would repeat a class or a group of alternatives.
    !/[()]|[\]}]\+/u.test(glob) &&
    parts.every((part) => stars(part) <= 3) &&
    parts.filter((part) => part.includes("**")).length <= 3
  );
}

/** One of `item`, or a list of at least one; always a list when read. */
export function oneOrMore<Output>(item: z.ZodType<Output, string>, expected: string) {
  return z
    .union([
      item.transform((one): readonly Output[] => [one]),
      z.array(item, { error: expected }).min(1, { error: expected }).readonly(),
    ])
    .transform((list): readonly Output[] => list);
}

const NAME = "the name of an environment variable: letters, digits and _";

/** The name of an environment variable. */
export const variableName = z.string({ error: NAME }).regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, { error: NAME });

const VALUE = "a text, whole number, true or false (quote any other number: as YAML 1.10 is 1.1)";

/** Environment variables; whole numbers and booleans are read as the text they were written with. */
export const environment = z
  .record(
    z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, { error: NAME }),
    z.union([z.string().regex(/^[^\0]*$/u), z.int(), z.boolean()], { error: VALUE }).transform(String),
    { error: "environment variables, a map from name to value" },
  )
  .readonly();

const bothOf = (expected: string) =>
  `${expected}, with \${slot} in it where the slot's letter stands, or a map with one for a and one for b`;
const SHARED = "one side's numbers would hold the other's";

/** What a watcher looks at has to be each slot's own: `expected` with `${slot}` in it, or one for each slot. */
export function perSlot(expected: string) {
  return forEachSlot(expected).refine(({ a, b }) => a !== b, {
    error: `${bothOf(expected)}; a and b must differ, or ${SHARED}`,
  });
}

function forEachSlot(expected: string, isSecret = false) {
  const both = bothOf(expected);
  const lacking = isSecret ? { error: `expected ${both}`, params: { whole: true } } : { error: both };
  return z.union([
    text(both)
      .refine((one) => one.includes("${slot}"), lacking)
      .transform(
        (one): Readonly<Record<Slot, string>> => ({
          a: one.replaceAll("${slot}", "a"),
          b: one.replaceAll("${slot}", "b"),
        }),
      ),
    z
      .strictObject({ a: text(both).describe("In slot a."), b: text(both).describe("In slot b.") }, { error: both })
      .readonly(),
  ]);
}

/** As perSlot, with addresses of servers. What is wrong is said without what was found: that may hold a password. */
export function addressPerSlot(
  expected: string,
  /** What is wrong with them, as a clause; null: nothing. */
  faultOf: (addresses: Readonly<Record<Slot, string>>) => string | null,
) {
  return forEachSlot(expected, true).superRefine((addresses, context) => {
    const isShared = addresses.a === addresses.b;
    const fault =
      faultOf(addresses) ??
      (isShared ? `both slots have the same, and ${SHARED}: give each slot one of its own` : null);
    if (fault !== null) context.addIssue({ code: "custom", message: fault, params: { whole: true } });
  });
}

const AFTER = "a whole number from 1 to 10000";

/** Requests of an endpoint that must be exceeded before a statement is said to be repeated. */
export const repeatedAfter = z
  .int({ error: AFTER })
  .min(1, { error: AFTER })
  .max(10_000, { error: AFTER })
  .default(10)
  .describe("An endpoint is said to repeat a statement only when more requests than these were seen.");
