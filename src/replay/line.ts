/** One line of a file of past pull requests: what it may hold, and what is wrong with it. Pure. */
import { z } from "zod";
import type { TextDocument } from "../config/document.ts";
import { expectation, explain } from "../config/explain.ts";
import { ConfigError } from "../errors.ts";
import type { PullRequest } from "./judge.ts";

const NAME = "a text of 1 to 1000 characters";
const name = z.string({ error: NAME }).min(1, { error: NAME }).max(1000, { error: NAME });

/** Far beyond anything measured, and far from where sums and squares of doubles are no numbers any more. */
const HUGE = 1e100;
const FINITE = "a finite number, at most 1e100";
const number = z.number({ error: FINITE }).min(-HUGE, { error: FINITE }).max(HUGE, { error: FINITE });
const whole = z.int({ error: "a whole number" }).nonnegative({ error: "a whole number that is not negative" });

const count = z
  .tuple([whole, whole], { error: "a pair of whole numbers, [events, total]" })
  .readonly()
  .refine(([events, total]) => events <= total, {
    error: ({ input }) =>
      `${String(input).replace(",", " events of a total of ")}: there cannot be more events than their total`,
    params: { whole: true },
  });

const atLeastOne = { error: "at least one value" };
const numbers = z.array(number, { error: "a list of numbers" }).min(1, atLeastOne).readonly();
const counts = z.array(count, { error: "a list of pairs, [events, total]" }).min(1, atLeastOne).readonly();
const same = numbers.refine((values) => values.every((value) => value === values[0]), {
  error: "holds different values, but what is exact is the same in every run: give one, or use the kind sampled",
  params: { whole: true },
});

const better = z.enum(["lower", "higher"]);

const common = {
  id: name.describe("Names the metric; in collector/metric@subject a collector's metrics are measured together."),
  better: better.describe("Which direction is better."),
  scale: z
    .enum(["ratio", "difference"])
    .exactOptional()
    .describe("How sampled values are compared; difference where they can be 0. Default ratio."),
  unit: z
    .enum(["ms", "bytes", "fraction", "count", "number"])
    .exactOptional()
    .describe("With it the absolute part of `tolerate` applies."),
};

const events = better.default("lower").describe("higher: its events are good. Else they are bad.");

const KINDS = "sampled, exact or rate";

const metric = z
  .discriminatedUnion(
    "kind",
    [
      z.strictObject({ ...common, kind: z.literal("sampled"), base: numbers, head: numbers }),
      z.strictObject({ ...common, kind: z.literal("exact"), base: same, head: same }),
      z.strictObject({ ...common, better: events, kind: z.literal("rate"), base: counts, head: counts }),
    ],
    { error: ({ code }) => (code === "invalid_union" ? KINDS : undefined) },
  )
  .superRefine(({ kind, base, head }, context) => {
    if (kind === "exact" || base.length === head.length) return;
    const message = `head has ${head.length} values and base ${base.length}: they are paired by index, so both need one a round`;
    context.addIssue({ code: "custom", message, params: { whole: true } });
  });

/** Keys that it does not know are passed over in the line itself, which may carry notes, and refused in a metric. */
export const lineSchema = z
  .object({
    id: name.describe("Names the pull request; it is in the answer."),
    metrics: z
      .array(metric)
      .min(1, { error: "at least one metric" })
      .readonly()
      .superRefine((metrics, context) => {
        const first = new Map<string, number>();
        for (const [index, { id }] of metrics.entries()) {
          const earlier = first.get(id);
          if (earlier === undefined) first.set(id, index);
          else {
            const message = `metrics[${earlier}] has the same id: give all rounds of a metric in one`;
            context.addIssue({ code: "custom", path: [index, "id"], message, params: { whole: true } });
          }
        }
      }),
  })
  .describe("A past pull request for weighbridge replay: one line of the file.");

/** @throws ConfigError: no JSON, or not a pull request. `place` is `file:line`, which the sentence starts with. */
export function parseLine(text: string, place: string): PullRequest {
  const value = parseJson(text, place);
  const result = lineSchema.safeParse(value, { error: expectation });
  if (result.success) return result.data;
  const line: TextDocument = { kind: "read", value, locate: () => ({ line: 0, column: 0 }) };
  const [fault] = explain(lineSchema, line, result.error.issues.slice(0, 1));
  throw new ConfigError(`${place}: ${fault!.replace(/^0:0: /u, "").replace(/^the file holds/u, "the line holds")}`);
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `${place}: this is not JSON: a line holds one whole pull request, and this one may have been cut short.`;
    throw new ConfigError(message, { cause });
  }
}
