/** `snapshot.json`: what one job measured of head, as later jobs compare with it. */
import { z } from "zod";
import * as judging from "./judging.ts";
import * as shape from "./shapes.ts";
import { verdictKind } from "./verdict.ts";

const measured = z
  .strictObject({
    metric: shape.metric,
    values: z
      .array(z.union([z.number(), shape.count]).nullable())
      .readonly()
      .describe("One value a kept round; one in all for an exact metric; null where a round gave none."),
  })
  .refine(({ metric, values }) => metric.kind !== "exact" || values.length === 1, {
    error: "one value, as the metric is exact",
  })
  .refine(
    ({ metric, values }) =>
      values.every((value) => value === null || (typeof value === "object") === (metric.kind === "rate")),
    {
      error: "counts for a rate, numbers for any other metric",
    },
  );

export const snapshotSchema = z
  .strictObject({
    schema: z.literal(1),
    kind: z.literal("snapshot"),
    gate: shape.gateId,
    head: shape.sideInfo.refine(({ side }) => side === "head", { error: "the side head" }),
    job: shape.job,
    conditions: shape.conditions,
    verdict: verdictKind.describe("What the job found; one that ended in error is on record, but no baseline."),
    environment: shape.environment,
    metrics: z
      .array(measured)
      .readonly()
      .refine((all) => new Set(all.map(({ metric }) => metric.id)).size === all.length, { error: "each metric once" }),
    dropped: z
      .array(shape.metricIdSchema)
      .readonly()
      .exactOptional()
      .describe("Metrics that could not be settled for their noise; those that three jobs running name do not gate."),
    seconds: shape.notNegative.exactOptional().describe("What the job took."),
    visible: shape.notNegative
      .exactOptional()
      .describe("The smallest relative worsening, 0–1, that it would have found in each gating metric."),
    override: judging.override.exactOptional().describe("Who let this change pass all the same, before it was merged."),
    finished: shape.finished,
    version: shape.text,
  })
  .describe("One job's values of head: what a baseline is made of.");

/** What `snapshot.json` holds. */
export type Snapshot = z.output<typeof snapshotSchema>;

/** Which job measured: snapshots of one commit are told apart by it. */
export type Job = z.output<typeof shape.job>;
