// src/stored/shapes.ts
import { z } from "../vendor/zod.js";
var text = z.string().max(1e4);
var share = z.number().min(0).max(1);
var whole = z.int().nonnegative();
var notNegative = z.number().nonnegative();
var texts = z.array(text).readonly();
var side = z.enum(["base", "head"]);
var metricIdSchema = text.regex(/^[^/@]+\/[^/@]+@.+$/su, { error: "a metric id: collector/metric@subject" });
var unit = z.enum(["ms", "bytes", "fraction", "count", "number"]);
var role = z.enum(["gate", "watch", "off"]);
var direction = z.enum(["lower", "higher"]);
var scale = z.enum(["ratio", "difference"]);
var tolerate = z.strictObject({ relative: notNegative, absolute: notNegative });
var metric = z.strictObject({
  id: metricIdSchema,
  unit,
  better: direction.nullable(),
  kind: z.enum(["sampled", "rate", "exact"]),
  lane: text.exactOptional(),
  scale,
  role,
  roleReason: text.exactOptional(),
  tolerate,
  detect: notNegative
});
var count = z.strictObject({ events: whole, total: whole }).refine(({ events, total }) => events <= total, { error: "events of a total: not more events than the total" });
var numbers = z.array(z.number().nullable()).readonly();
var counts = z.array(count.nullable()).readonly();
var unwatched = z.strictObject({ watcher: text, why: text, rounds: whole });
var areEqual = ({ base, head }) => base.length === head.length;
var UNEQUAL = { error: "base and head with one entry a kept round each, so equally many" };
var lost = z.array(side).min(1).readonly().describe("Of a count: sides that lost it in a round.");
var kindOf = (kind) => ({
  kind: z.literal(kind),
  metric: metric.refine((of) => of.kind === kind, { error: `a metric of the kind ${kind}, as its series` })
});
var series = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      ...kindOf("sampled"),
      counted: role.exactOptional().describe("Of a count that is exact where its rounds agree: the role it then has."),
      lost: lost.exactOptional(),
      base: numbers,
      head: numbers
    }).refine(areEqual, UNEQUAL),
    z.strictObject({ ...kindOf("rate"), base: counts, head: counts }).refine(areEqual, UNEQUAL),
    z.strictObject({
      ...kindOf("exact"),
      base: z.number().nullable(),
      baseAgain: z.number().nullable().exactOptional().describe(
        "Of another build of base; null: that one gave none. Absent where base was built once, or its second build failed."
      ),
      head: z.number().nullable(),
      counts: z.strictObject({ base: numbers, head: numbers }).refine(areEqual, UNEQUAL).exactOptional().describe("Of a count: what each round gave. Absent: it was taken once."),
      varies: text.exactOptional().describe("Of a count whose rounds differ: how, and why it is judged all the same, as a clause."),
      doubt: text.exactOptional().describe("Why a worsening may be chance all the same, as a clause."),
      lost: lost.exactOptional()
    })
  ],
  { error: "sampled, rate or exact" }
);
var source = z.strictObject({ file: text, line: z.int().positive().nullable() });
var operator = z.enum(["<", "<=", ">", ">=", "==", "!="]);
var limitSeries = z.strictObject({
  name: text,
  level: z.enum(["warn", "max"]),
  judged: z.enum(["interval", "value"]),
  operator,
  limit: z.number(),
  unit,
  pooled: z.strictObject({ base: z.number().nullable(), head: z.number().nullable() }),
  rounds: z.strictObject({ base: numbers, head: numbers }).refine(areEqual, UNEQUAL),
  at: source.nullable()
});
var override = z.strictObject({
  glob: text,
  role: role.optional(),
  better: direction.optional(),
  scale: scale.optional(),
  tolerate: z.strictObject({ relative: notNegative.optional(), absolute: notNegative.optional() }).optional(),
  detect: notNegative.optional(),
  warn: notNegative.optional(),
  max: notNegative.optional(),
  control: z.literal(true).optional(),
  at: source.optional()
});
var sideInfo = z.strictObject({ side, ref: text, commit: text.nullable(), subject: text.nullable() });
var environment = z.strictObject({
  cpu: text,
  cores: whole,
  memoryBytes: whole,
  os: text,
  tools: z.record(text, text)
});
var job = z.strictObject({
  run: text.describe("The CI's number of the workflow run; elsewhere one drawn at random."),
  attempt: whole.describe("Counts the tries of that run from 1."),
  event: text.nullable().describe("What started it (push, pull_request …); null outside CI.")
}).describe("Which job measured.");
var attempts = z.array(
  z.strictObject({
    job,
    verdict: z.enum(["pass", "fail", "inconclusive", "error"]),
    seed: whole,
    finished: z.iso.datetime()
  })
).readonly();
var conditions = z.record(text, text).describe("A digest a collector of what its values depend on besides machine and tools.");
var measuredBy = z.strictObject({ collector: text, rounds: whole, discarded: texts, notes: texts });
var policy = z.enum(["pass", "warn", "fail"]);
var wholeNumber = whole;
var seconds = z.strictObject({
  install: notNegative,
  build: notNegative,
  measure: notNegative,
  total: notNegative
});
var finished = z.iso.datetime({ error: "a time in UTC, for example 2026-01-31T12:00:00Z" });
var gateId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, { error: "a gate id" });
var leftOut = z.array(z.strictObject({ jobs: whole, why: text })).readonly().describe("Stored jobs that cannot be set beside this one, by reason.");
var baselineReference = z.strictObject({
  how: z.enum(["base", "ancestor", "newest"]),
  commit: text.nullable(),
  distance: whole.nullable().describe("Commits between it and base, by first parents."),
  finished
}).describe("The stored job that stands for base.");
var baseline = z.strictObject({
  reference: baselineReference,
  jobs: whole,
  leftOut,
  exact: z.array(
    z.strictObject({ metric, value: z.number() }).refine((one) => one.metric.kind === "exact", { error: "an exact metric" })
  ).readonly(),
  histories: z.array(
    z.strictObject({
      metric,
      jobs: whole,
      values: z.array(z.number()).readonly(),
      early: z.array(z.number()).readonly().describe("The same over each job's first rounds.")
    }).refine(({ jobs, values, early }) => values.length <= jobs && early.length <= jobs, {
      error: "at most one value a job"
    })
  ).readonly().refine((all) => new Set(all.map(({ metric: metric2 }) => metric2.id)).size === all.length, { error: "each metric once" })
});
var historyRow = z.strictObject({
  metric: metricIdSchema,
  unit,
  jobs: whole,
  median: z.number(),
  low: z.number(),
  high: z.number(),
  head: z.number()
});
export {
  attempts,
  baseline,
  baselineReference,
  conditions,
  count,
  environment,
  finished,
  gateId,
  historyRow,
  job,
  leftOut,
  limitSeries,
  measuredBy,
  metric,
  metricIdSchema,
  notNegative,
  operator,
  override,
  policy,
  seconds,
  series,
  share,
  side,
  sideInfo,
  source,
  text,
  texts,
  tolerate,
  unit,
  unwatched,
  wholeNumber
};
