/** `verdict.json`: all that a report needs (model/verdict.ts). */
import { z } from "zod";
import * as judging from "./judging.ts";
import { plan } from "./plan.ts";
import * as shape from "./shapes.ts";

const maybe = z.number().nullable();
const probability = z.number().min(0).max(1).nullable();

const comparison = z.strictObject({
  metric: shape.metric,
  rule: z.strictObject({
    role: z.enum(["gate", "watch"]),
    tolerate: shape.tolerate,
    detect: shape.notNegative,
    warn: z.number().exactOptional(),
    max: z.number().exactOptional(),
    limitsAt: z.strictObject({ warn: shape.source.exactOptional(), max: shape.source.exactOptional() }).exactOptional(),
  }),
  change: z.enum(["regressed", "improved", "changed", "unchanged", "inconclusive", "new", "missing"]),
  base: maybe,
  head: maybe,
  effect: z
    .strictObject({
      value: z.number(),
      low: z.number(),
      high: z.number(),
      coverage: shape.share
        .exactOptional()
        .describe("What low and high cover, where the rounds are too few for a 95 % interval."),
    })
    .nullable(),
  p: probability,
  pAdjusted: probability,
  rounds: shape.wholeNumber,
  noise: shape.notNegative.nullable(),
  dropped: z.literal(true).exactOptional(),
  note: shape.text.exactOptional(),
  smallestVisible: maybe,
});

const budgetCheck = z.strictObject({
  name: shape.text,
  metric: shape.metricIdSchema.nullable(),
  level: z.enum(["warn", "max"]),
  operator: shape.operator,
  limit: z.number(),
  unit: shape.unit,
  base: maybe,
  head: maybe,
  outcome: z.enum(["kept", "broken", "broken-by-estimate", "no-samples"]),
  at: shape.source.nullable(),
});

const reason = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("regressed"), metric: shape.metricIdSchema }),
  z.strictObject({ kind: z.literal("accepted"), metric: shape.metricIdSchema }),
  z.strictObject({ kind: z.literal("budget"), check: budgetCheck }),
  z.strictObject({ kind: z.literal("finding"), finding: judging.finding }),
  z.strictObject({ kind: z.literal("inconclusive"), metric: shape.metricIdSchema, why: shape.text }),
  z.strictObject({ kind: z.literal("missing"), metric: shape.metricIdSchema }),
  z.strictObject({ kind: z.literal("unwatched"), ...shape.unwatched.shape }),
  z.strictObject({ kind: z.literal("not-compared"), why: shape.text }),
  z.strictObject({ kind: z.literal("same-bytes"), why: shape.text }),
  z.strictObject({ kind: z.literal("could-not-measure"), why: shape.text }),
]);

export const verdictKind = z.enum(["pass", "fail", "inconclusive", "error"]);

export const verdictSchema = z
  .strictObject({
    schema: z.literal(1),
    kind: z.literal("verdict"),
    gate: shape.gateId.describe("The gate's id."),
    verdict: verdictKind,
    blocks: z.boolean(),
    enforce: z.boolean(),
    onInconclusive: shape.policy,
    reasons: z.array(reason).readonly(),
    rung: z.enum(["same-bytes", "exact", "stored", "paired", "budgets"]),
    comparisons: z.array(comparison).readonly(),
    budgets: z.array(budgetCheck).readonly(),
    causes: z.array(judging.cause).readonly().describe("What is behind the metrics that moved."),
    findings: judging.findings.describe("What is wrong inside the target, what this change brought first."),
    accepted: z.array(judging.acceptedRegression).readonly().describe("Regressions that the config accepts."),
    gateChanges: z.array(judging.gateChange).readonly().describe("What head changes about its own gate."),
    configFrom: shape.side.describe("Whose settings judged."),
    override: judging.override.nullable().describe("Who let this commit pass all the same."),
    base: shape.sideInfo,
    head: shape.sideInfo,
    environment: shape.environment,
    runnerNoise: shape.text.nullable().describe("How steady the machine was over the rounds."),
    history: z
      .strictObject({
        reference: shape.baselineReference,
        jobs: shape.wholeNumber,
        leftOut: shape.leftOut,
        rows: z.array(shape.historyRow).readonly(),
      })
      .nullable()
      .describe("Where head stands among earlier jobs."),
    health: judging.health.nullable().describe("How the gate has fared lately."),
    plan: plan.nullable().describe("When the gate could decide, and why measuring ended."),
    attempts: shape.attempts.describe("What was asked before of the same trees, oldest first."),
    reused: z.boolean().describe("Nothing was measured: an attempt before had this verdict."),
    measuredBy: z.array(shape.measuredBy).readonly(),
    notWeighed: shape.texts,
    notices: shape.texts,
    falseAlarms: shape.share,
    family: shape.wholeNumber,
    seconds: shape.seconds,
    finished: shape.finished,
    version: shape.text,
  })
  .describe("A verdict of weighbridge, with its evidence.");
