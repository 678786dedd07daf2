/** Parts that stored files share: the schema twins of the types in `model/`. */
import { z } from "zod";

/** Text as we store it: bounded, because a file may come from an artifact that a pull request wrote. */
export const text = z.string().max(10_000);
export const share = z.number().min(0).max(1);
const whole = z.int().nonnegative();
export const notNegative = z.number().nonnegative();
export const texts = z.array(text).readonly();

export const side = z.enum(["base", "head"]);
export const metricIdSchema = text.regex(/^[^/@]+\/[^/@]+@.+$/su, { error: "a metric id: collector/metric@subject" });
export const unit = z.enum(["ms", "bytes", "fraction", "count", "number"]);
const role = z.enum(["gate", "watch", "off"]);
const direction = z.enum(["lower", "higher"]);
const scale = z.enum(["ratio", "difference"]);
export const tolerate = z.strictObject({ relative: notNegative, absolute: notNegative });

export const metric = z.strictObject({
  id: metricIdSchema,
  unit,
  better: direction.nullable(),
  kind: z.enum(["sampled", "rate", "exact"]),
  lane: text.exactOptional(),
  scale,
  role,
  roleReason: text.exactOptional(),
  tolerate,
  detect: notNegative,
});

export const count = z
  .strictObject({ events: whole, total: whole })
  .refine(({ events, total }) => events <= total, { error: "events of a total: not more events than the total" });

const numbers = z.array(z.number().nullable()).readonly();
const counts = z.array(count.nullable()).readonly();

export const unwatched = z.strictObject({ watcher: text, why: text, rounds: whole });

type Arrays = { readonly base: readonly unknown[]; readonly head: readonly unknown[] };
const areEqual = ({ base, head }: Arrays) => base.length === head.length;
const UNEQUAL = { error: "base and head with one entry a kept round each, so equally many" };

const lost = z.array(side).min(1).readonly().describe("Of a count: sides that lost it in a round.");

/** The kind of a series and of its metric are one. */
const kindOf = <Kind extends "sampled" | "rate" | "exact">(kind: Kind) => ({
  kind: z.literal(kind),
  metric: metric.refine((of) => of.kind === kind, { error: `a metric of the kind ${kind}, as its series` }),
});

export const series = z.discriminatedUnion(
  "kind",
  [
    z
      .strictObject({
        ...kindOf("sampled"),
        counted: role
          .exactOptional()
          .describe("Of a count that is exact where its rounds agree: the role it then has."),
        lost: lost.exactOptional(),
        base: numbers,
        head: numbers,
      })
      .refine(areEqual, UNEQUAL),
    z.strictObject({ ...kindOf("rate"), base: counts, head: counts }).refine(areEqual, UNEQUAL),
    z.strictObject({
      ...kindOf("exact"),
      base: z.number().nullable(),
      baseAgain: z
        .number()
        .nullable()
        .exactOptional()
        .describe(
          "Of another build of base; null: that one gave none. Absent where base was built once, or its second build failed.",
        ),
      head: z.number().nullable(),
      counts: z
        .strictObject({ base: numbers, head: numbers })
        .refine(areEqual, UNEQUAL)
        .exactOptional()
        .describe("Of a count: what each round gave. Absent: it was taken once."),
      varies: text
        .exactOptional()
        .describe("Of a count whose rounds differ: how, and why it is judged all the same, as a clause."),
      doubt: text.exactOptional().describe("Why a worsening may be chance all the same, as a clause."),
      lost: lost.exactOptional(),
    }),
  ],
  { error: "sampled, rate or exact" },
);

export const source = z.strictObject({ file: text, line: z.int().positive().nullable() });

export const operator = z.enum(["<", "<=", ">", ">=", "==", "!="]);

export const limitSeries = z.strictObject({
  name: text,
  level: z.enum(["warn", "max"]),
  judged: z.enum(["interval", "value"]),
  operator,
  limit: z.number(),
  unit,
  pooled: z.strictObject({ base: z.number().nullable(), head: z.number().nullable() }),
  rounds: z.strictObject({ base: numbers, head: numbers }).refine(areEqual, UNEQUAL),
  at: source.nullable(),
});

export const override = z.strictObject({
  glob: text,
  role: role.optional(),
  better: direction.optional(),
  scale: scale.optional(),
  tolerate: z.strictObject({ relative: notNegative.optional(), absolute: notNegative.optional() }).optional(),
  detect: notNegative.optional(),
  warn: notNegative.optional(),
  max: notNegative.optional(),
  control: z.literal(true).optional(),
  at: source.optional(),
});

export const sideInfo = z.strictObject({ side, ref: text, commit: text.nullable(), subject: text.nullable() });

export const environment = z.strictObject({
  cpu: text,
  cores: whole,
  memoryBytes: whole,
  os: text,
  tools: z.record(text, text),
});

export const job = z
  .strictObject({
    run: text.describe("The CI's number of the workflow run; elsewhere one drawn at random."),
    attempt: whole.describe("Counts the tries of that run from 1."),
    event: text.nullable().describe("What started it (push, pull_request …); null outside CI."),
  })
  .describe("Which job measured.");

export const attempts = z
  .array(
    z.strictObject({
      job,
      verdict: z.enum(["pass", "fail", "inconclusive", "error"]),
      seed: whole,
      finished: z.iso.datetime(),
    }),
  )
  .readonly();

export const conditions = z
  .record(text, text)
  .describe("A digest a collector of what its values depend on besides machine and tools.");

export const measuredBy = z.strictObject({ collector: text, rounds: whole, discarded: texts, notes: texts });

export const policy = z.enum(["pass", "warn", "fail"]);
export const wholeNumber = whole;
export const seconds = z.strictObject({
  install: notNegative,
  build: notNegative,
  measure: notNegative,
  total: notNegative,
});
export const finished = z.iso.datetime({ error: "a time in UTC, for example 2026-01-31T12:00:00Z" });
export const gateId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, { error: "a gate id" });

export const leftOut = z
  .array(z.strictObject({ jobs: whole, why: text }))
  .readonly()
  .describe("Stored jobs that cannot be set beside this one, by reason.");

export const baselineReference = z
  .strictObject({
    how: z.enum(["base", "ancestor", "newest"]),
    commit: text.nullable(),
    distance: whole.nullable().describe("Commits between it and base, by first parents."),
    finished,
  })
  .describe("The stored job that stands for base.");

export const baseline = z.strictObject({
  reference: baselineReference,
  jobs: whole,
  leftOut,
  exact: z
    .array(
      z
        .strictObject({ metric, value: z.number() })
        .refine((one) => one.metric.kind === "exact", { error: "an exact metric" }),
    )
    .readonly(),
  histories: z
    .array(
      z
        .strictObject({
          metric,
          jobs: whole,
          values: z.array(z.number()).readonly(),
          early: z.array(z.number()).readonly().describe("The same over each job's first rounds."),
        })
        .refine(({ jobs, values, early }) => values.length <= jobs && early.length <= jobs, {
          error: "at most one value a job",
        }),
    )
    .readonly()
    .refine((all) => new Set(all.map(({ metric }) => metric.id)).size === all.length, { error: "each metric once" }),
});

export const historyRow = z.strictObject({
  metric: metricIdSchema,
  unit,
  jobs: whole,
  median: z.number(),
  low: z.number(),
  high: z.number(),
  head: z.number(),
});
