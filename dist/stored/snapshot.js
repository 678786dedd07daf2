// src/stored/snapshot.ts
import { z } from "../vendor/zod.js";
import * as judging from "./judging.js";
import * as shape from "./shapes.js";
import { verdictKind } from "./verdict.js";
var measured = z.strictObject({
  metric: shape.metric,
  values: z.array(z.union([z.number(), shape.count]).nullable()).readonly().describe("One value a kept round; one in all for an exact metric; null where a round gave none.")
}).refine(({ metric: metric2, values }) => metric2.kind !== "exact" || values.length === 1, {
  error: "one value, as the metric is exact"
}).refine(
  ({ metric: metric2, values }) => values.every((value) => value === null || typeof value === "object" === (metric2.kind === "rate")),
  {
    error: "counts for a rate, numbers for any other metric"
  }
);
var snapshotSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal("snapshot"),
  gate: shape.gateId,
  head: shape.sideInfo.refine(({ side }) => side === "head", { error: "the side head" }),
  job: shape.job,
  conditions: shape.conditions,
  verdict: verdictKind.describe("What the job found; one that ended in error is on record, but no baseline."),
  environment: shape.environment,
  metrics: z.array(measured).readonly().refine((all) => new Set(all.map(({ metric: metric2 }) => metric2.id)).size === all.length, { error: "each metric once" }),
  dropped: z.array(shape.metricIdSchema).readonly().exactOptional().describe("Metrics that could not be settled for their noise; those that three jobs running name do not gate."),
  seconds: shape.notNegative.exactOptional().describe("What the job took."),
  visible: shape.notNegative.exactOptional().describe("The smallest relative worsening, 0–1, that it would have found in each gating metric."),
  override: judging.override.exactOptional().describe("Who let this change pass all the same, before it was merged."),
  finished: shape.finished,
  version: shape.text
}).describe("One job's values of head: what a baseline is made of.");
export {
  snapshotSchema
};
