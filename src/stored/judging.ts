/** Parts of stored files about what stands beside the numbers: causes, findings, and what people decided. Schema twins of types in `model/`. */
import { z } from "zod";
import { CAUSE_KINDS } from "../model/cause.ts";
import { AREAS, PRIORITIES, RULES, SINCE } from "../model/finding.ts";
import * as shape from "./shapes.ts";

export const cause = z.strictObject({
  metric: shape.metricIdSchema,
  kind: z.enum(CAUSE_KINDS),
  name: shape.text,
  base: z.number().nullable(),
  head: z.number().nullable(),
  unit: shape.unit,
  whole: z.number().nullable(),
  note: shape.text.nullable(),
  at: shape.source.nullable(),
});

/** Bounded, because a file may come from an artifact that a pull request wrote. */
const MOST_FACTS = 5_000;
const MOST_FINDINGS = 1_000;

const rule = z.enum(RULES);

const fact = z.strictObject({
  rule,
  collector: shape.text,
  subject: shape.text,
  name: shape.text.nullable(),
  base: z.number().nullable(),
  head: z.number().nullable(),
  unit: shape.unit,
  note: shape.text.nullable(),
  at: shape.source.nullable(),
});

const range = z.strictObject({ rounds: shape.wholeNumber, least: z.number(), most: z.number() }).nullable();
const rounds = z
  .union([z.strictObject({ base: range, head: range }), z.literal("same")])
  .describe("By which it is told from chance; absent: by nothing.");

export const facts = z
  .array(z.strictObject({ ...fact.shape, rounds: rounds.exactOptional() }))
  .max(MOST_FACTS)
  .readonly();

export const ruleSettings = z.strictObject({
  limits: z.partialRecord(rule, z.number().nullable()).describe("Of rules, in their units; null: not judged."),
  block: z.array(rule).max(RULES.length).readonly(),
});

export const finding = z.strictObject({
  ...fact.shape,
  metric: shape.metricIdSchema.nullable(),
  area: z.enum(AREAS),
  title: shape.text,
  of: shape.text,
  limit: z.number(),
  bound: z.enum(["most", "least"]),
  since: z.enum(SINCE),
  score: shape.notNegative,
  priority: z.enum(PRIORITIES),
  blocks: z.boolean(),
  why: shape.text,
  todo: shape.text,
});

export const findings = z.array(finding).max(MOST_FINDINGS).readonly();

const day = z.iso.date({ error: "a day, for example 2026-01-31" });
const accepted = { upTo: shape.notNegative, until: day, reason: shape.text };

export const acceptance = z.strictObject({ glob: shape.text, ...accepted });
export const acceptedRegression = z.strictObject({ metric: shape.metricIdSchema, ...accepted });

export const gateChange = z.strictObject({
  file: shape.text,
  kind: z.enum(["config", "script", "workflow"]),
  changes: shape.texts,
});

export const override = z.strictObject({
  by: shape.text,
  permission: shape.text,
  reason: shape.text,
  commit: shape.text,
  url: shape.text,
  at: shape.finished,
});

export const health = z.strictObject({
  jobs: shape.wholeNumber,
  inconclusive: shape.wholeNumber,
  errors: shape.wholeNumber,
  overrides: shape.wholeNumber,
  minutes: shape.notNegative.nullable(),
  visible: shape.notNegative.nullable(),
});
