// src/stored/judging.ts
import { z } from "../vendor/zod.js";
import { CAUSE_KINDS } from "../model/cause.js";
import { AREAS, PRIORITIES, RULES, SINCE } from "../model/finding.js";
import * as shape from "./shapes.js";
var cause = z.strictObject({
  metric: shape.metricIdSchema,
  kind: z.enum(CAUSE_KINDS),
  name: shape.text,
  base: z.number().nullable(),
  head: z.number().nullable(),
  unit: shape.unit,
  whole: z.number().nullable(),
  note: shape.text.nullable(),
  at: shape.source.nullable()
});
var MOST_FACTS = 5e3;
var MOST_FINDINGS = 1e3;
var rule = z.enum(RULES);
var fact = z.strictObject({
  rule,
  collector: shape.text,
  subject: shape.text,
  name: shape.text.nullable(),
  base: z.number().nullable(),
  head: z.number().nullable(),
  unit: shape.unit,
  note: shape.text.nullable(),
  at: shape.source.nullable()
});
var range = z.strictObject({ rounds: shape.wholeNumber, least: z.number(), most: z.number() }).nullable();
var rounds = z.union([z.strictObject({ base: range, head: range }), z.literal("same")]).describe("By which it is told from chance; absent: by nothing.");
var facts = z.array(z.strictObject({ ...fact.shape, rounds: rounds.exactOptional() })).max(MOST_FACTS).readonly();
var ruleSettings = z.strictObject({
  limits: z.partialRecord(rule, z.number().nullable()).describe("Of rules, in their units; null: not judged."),
  block: z.array(rule).max(RULES.length).readonly()
});
var finding = z.strictObject({
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
  todo: shape.text
});
var findings = z.array(finding).max(MOST_FINDINGS).readonly();
var day = z.iso.date({ error: "a day, for example 2026-01-31" });
var accepted = { upTo: shape.notNegative, until: day, reason: shape.text };
var acceptance = z.strictObject({ glob: shape.text, ...accepted });
var acceptedRegression = z.strictObject({ metric: shape.metricIdSchema, ...accepted });
var gateChange = z.strictObject({
  file: shape.text,
  kind: z.enum(["config", "script", "workflow"]),
  changes: shape.texts
});
var override = z.strictObject({
  by: shape.text,
  permission: shape.text,
  reason: shape.text,
  commit: shape.text,
  url: shape.text,
  at: shape.finished
});
var health = z.strictObject({
  jobs: shape.wholeNumber,
  inconclusive: shape.wholeNumber,
  errors: shape.wholeNumber,
  overrides: shape.wholeNumber,
  minutes: shape.notNegative.nullable(),
  visible: shape.notNegative.nullable()
});
export {
  acceptance,
  acceptedRegression,
  cause,
  facts,
  finding,
  findings,
  gateChange,
  health,
  override,
  ruleSettings
};
