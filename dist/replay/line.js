// src/replay/line.ts
import { z } from "../vendor/zod.js";
import { expectation, explain } from "../config/explain.js";
import { ConfigError } from "../errors.js";
var NAME = "a text of 1 to 1000 characters";
var name = z.string({ error: NAME }).min(1, { error: NAME }).max(1e3, { error: NAME });
var HUGE = 1e100;
var FINITE = "a finite number, at most 1e100";
var number = z.number({ error: FINITE }).min(-HUGE, { error: FINITE }).max(HUGE, { error: FINITE });
var whole = z.int({ error: "a whole number" }).nonnegative({ error: "a whole number that is not negative" });
var count = z.tuple([whole, whole], { error: "a pair of whole numbers, [events, total]" }).readonly().refine(([events2, total]) => events2 <= total, {
  error: ({ input }) => `${String(input).replace(",", " events of a total of ")}: there cannot be more events than their total`,
  params: { whole: true }
});
var atLeastOne = { error: "at least one value" };
var numbers = z.array(number, { error: "a list of numbers" }).min(1, atLeastOne).readonly();
var counts = z.array(count, { error: "a list of pairs, [events, total]" }).min(1, atLeastOne).readonly();
var same = numbers.refine((values) => values.every((value) => value === values[0]), {
  error: "holds different values, but what is exact is the same in every run: give one, or use the kind sampled",
  params: { whole: true }
});
var better = z.enum(["lower", "higher"]);
var common = {
  id: name.describe("Names the metric; in collector/metric@subject a collector's metrics are measured together."),
  better: better.describe("Which direction is better."),
  scale: z.enum(["ratio", "difference"]).exactOptional().describe("How sampled values are compared; difference where they can be 0. Default ratio."),
  unit: z.enum(["ms", "bytes", "fraction", "count", "number"]).exactOptional().describe("With it the absolute part of `tolerate` applies.")
};
var events = better.default("lower").describe("higher: its events are good. Else they are bad.");
var KINDS = "sampled, exact or rate";
var metric = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ ...common, kind: z.literal("sampled"), base: numbers, head: numbers }),
    z.strictObject({ ...common, kind: z.literal("exact"), base: same, head: same }),
    z.strictObject({ ...common, better: events, kind: z.literal("rate"), base: counts, head: counts })
  ],
  { error: ({ code }) => code === "invalid_union" ? KINDS : void 0 }
).superRefine(({ kind, base, head }, context) => {
  if (kind === "exact" || base.length === head.length) return;
  const message = `head has ${head.length} values and base ${base.length}: they are paired by index, so both need one a round`;
  context.addIssue({ code: "custom", message, params: { whole: true } });
});
var lineSchema = z.object({
  id: name.describe("Names the pull request; it is in the answer."),
  metrics: z.array(metric).min(1, { error: "at least one metric" }).readonly().superRefine((metrics, context) => {
    const first = /* @__PURE__ */ new Map();
    for (const [index, { id }] of metrics.entries()) {
      const earlier = first.get(id);
      if (earlier === void 0) first.set(id, index);
      else {
        const message = `metrics[${earlier}] has the same id: give all rounds of a metric in one`;
        context.addIssue({ code: "custom", path: [index, "id"], message, params: { whole: true } });
      }
    }
  })
}).describe("A past pull request for weighbridge replay: one line of the file.");
function parseLine(text, place) {
  const value = parseJson(text, place);
  const result = lineSchema.safeParse(value, { error: expectation });
  if (result.success) return result.data;
  const line = { kind: "read", value, locate: () => ({ line: 0, column: 0 }) };
  const [fault] = explain(lineSchema, line, result.error.issues.slice(0, 1));
  throw new ConfigError(`${place}: ${fault.replace(/^0:0: /u, "").replace(/^the file holds/u, "the line holds")}`);
}
function parseJson(text, place) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `${place}: this is not JSON: a line holds one whole pull request, and this one may have been cut short.`;
    throw new ConfigError(message, { cause });
  }
}
export {
  lineSchema,
  parseLine
};
