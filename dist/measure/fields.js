// src/measure/fields.ts
import { z } from "../vendor/zod.js";
import { parseQuantity, quantityPattern, unitsOf } from "../model/quantity.js";
function orList(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
function amountOf(text2) {
  const quantity2 = parseQuantity(text2);
  if (!quantity2) throw new Error(`not a quantity: ${text2}`);
  return quantity2.value;
}
var NOUNS = { ms: "a duration", bytes: "a size", fraction: "a share" };
function quantity(dimension, range) {
  const bounds = [
    range.over === void 0 ? void 0 : `more than ${range.over}`,
    range.from === void 0 || amountOf(range.from) === 0 ? void 0 : `at least ${range.from}`,
    `at most ${range.upTo}`
  ].filter((bound) => bound !== void 0);
  const units = unitsOf(dimension);
  const error = `${NOUNS[dimension]} with its unit (${orList(units)}), ${bounds.join(" and ")}, for example ${range.example}`;
  const over = range.over === void 0 ? -1 : amountOf(range.over);
  const from = range.from === void 0 ? 0 : amountOf(range.from);
  const upTo = amountOf(range.upTo);
  return z.string({ error }).regex(new RegExp(quantityPattern([dimension])), { error }).transform(amountOf).refine((value) => value > over && value >= from && value <= upTo, { error });
}
var duration = (range) => quantity("ms", range);
var share = (range) => quantity("fraction", range);
function text(expected) {
  return z.string({ error: expected }).regex(/^[^\p{Cc}]{1,1000}$/u, { error: expected });
}
function insidePath(example) {
  const expected = `a path inside the repository, with / between its parts and without .., for example ${example}`;
  return text(expected).refine(isRelativeInside, { error: expected }).transform((path) => path.replace(/^(?:\.\/+)+/u, "").replace(/\/+$/u, "") || ".");
}
var SIMPLE_GLOB = "a glob of at most 200 characters, with at most 3 * between two / and 3 ** in all, and without parentheses";
function insideGlob(example) {
  const expected = `a glob inside the repository, with / between its parts and without .., for example ${example}`;
  return text(expected).refine(isRelativeInside, { error: expected }).refine(isSimpleGlob, { error: SIMPLE_GLOB }).transform((glob) => glob.replace(/^(?:\.\/+)+/u, ""));
}
function isRelativeInside(path) {
  return !path.startsWith("/") && !path.includes("\\") && !/^[a-z]:/iu.test(path) && !path.split("/").includes("..");
}
function isSimpleGlob(glob) {
  const stars = (part) => part.split(/\*+/u).length - 1;
  const parts = glob.split("/");
  return glob.length <= 200 && // Groups, and what would repeat a class or a group of alternatives.
  !/[()]|[\]}]\+/u.test(glob) && parts.every((part) => stars(part) <= 3) && parts.filter((part) => part.includes("**")).length <= 3;
}
function oneOrMore(item, expected) {
  return z.union([
    item.transform((one) => [one]),
    z.array(item, { error: expected }).min(1, { error: expected }).readonly()
  ]).transform((list) => list);
}
var NAME = "the name of an environment variable: letters, digits and _";
var variableName = z.string({ error: NAME }).regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, { error: NAME });
var VALUE = "a text, whole number, true or false (quote any other number: as YAML 1.10 is 1.1)";
var environment = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, { error: NAME }),
  z.union([z.string().regex(/^[^\0]*$/u), z.int(), z.boolean()], { error: VALUE }).transform(String),
  { error: "environment variables, a map from name to value" }
).readonly();
var bothOf = (expected) => `${expected}, with \${slot} in it where the slot's letter stands, or a map with one for a and one for b`;
var SHARED = "one side's numbers would hold the other's";
function perSlot(expected) {
  return forEachSlot(expected).refine(({ a, b }) => a !== b, {
    error: `${bothOf(expected)}; a and b must differ, or ${SHARED}`
  });
}
function forEachSlot(expected, isSecret = false) {
  const both = bothOf(expected);
  const lacking = isSecret ? { error: `expected ${both}`, params: { whole: true } } : { error: both };
  return z.union([
    text(both).refine((one) => one.includes("${slot}"), lacking).transform(
      (one) => ({
        a: one.replaceAll("${slot}", "a"),
        b: one.replaceAll("${slot}", "b")
      })
    ),
    z.strictObject({ a: text(both).describe("In slot a."), b: text(both).describe("In slot b.") }, { error: both }).readonly()
  ]);
}
function addressPerSlot(expected, faultOf) {
  return forEachSlot(expected, true).superRefine((addresses, context) => {
    const isShared = addresses.a === addresses.b;
    const fault = faultOf(addresses) ?? (isShared ? `both slots have the same, and ${SHARED}: give each slot one of its own` : null);
    if (fault !== null) context.addIssue({ code: "custom", message: fault, params: { whole: true } });
  });
}
var AFTER = "a whole number from 1 to 10000";
var repeatedAfter = z.int({ error: AFTER }).min(1, { error: AFTER }).max(1e4, { error: AFTER }).default(10).describe("An endpoint is said to repeat a statement only when more requests than these were seen.");
export {
  addressPerSlot,
  duration,
  environment,
  insideGlob,
  insidePath,
  isRelativeInside,
  oneOrMore,
  orList,
  perSlot,
  repeatedAfter,
  share,
  text,
  variableName
};
