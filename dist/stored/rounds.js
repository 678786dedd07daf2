// src/stored/rounds.ts
import { z } from "../vendor/zod.js";
import { laneOf } from "../model/metric.js";
import * as judging from "./judging.js";
import { plan } from "./plan.js";
import * as shape from "./shapes.js";
var round = z.strictObject({
  index: shape.wholeNumber.describe("Counts tries from 0: a redone round has a new index."),
  collector: shape.text,
  sides: z.strictObject({ a: shape.side, b: shape.side }).refine(({ a, b }) => a !== b, { error: "one side in each slot" }).describe("Which side had which slot."),
  order: z.tuple([shape.side, shape.side]).readonly().refine(([first, second]) => first !== second, { error: "each side once" }).describe("The order of whatever ran one side after the other."),
  seconds: shape.notNegative,
  readings: z.strictObject({
    calibration: shape.notNegative.describe("Milliseconds of a fixed task right before the round."),
    steal: shape.share.nullable().describe("Share of CPU time that the hypervisor gave to others meanwhile.")
  }).describe("What the machine showed."),
  discarded: shape.text.nullable().describe("Why the round was redone; null when it was kept.")
});
var roundsSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal("rounds"),
  gate: shape.gateId.describe("The gate's id."),
  weighed: z.discriminatedUnion(
    "kind",
    [
      z.strictObject({ kind: z.literal("compared") }),
      z.strictObject({ kind: z.literal("stored"), how: shape.text }),
      z.strictObject({ kind: z.literal("budgets-only"), why: shape.text }),
      z.strictObject({ kind: z.literal("no-base"), why: shape.text })
    ],
    { error: "compared, stored, budgets-only or no-base" }
  ).describe("What head was set against: a base measured here, stored jobs, or its limits alone, and why."),
  base: shape.sideInfo.refine(({ side: side2 }) => side2 === "base", { error: "the side base" }),
  head: shape.sideInfo.refine(({ side: side2 }) => side2 === "head", { error: "the side head" }),
  environment: shape.environment,
  job: shape.job,
  conditions: shape.conditions,
  baseline: shape.baseline.nullable().describe("What earlier jobs stored, as far as it may be set beside this one."),
  falseAlarms: shape.share,
  enforce: z.boolean(),
  onInconclusive: shape.policy,
  mode: z.enum(["auto", "paired", "stored", "budgets"]).describe("Which rungs of the evidence ladder were asked for."),
  plan: plan.nullable().describe("When the gate could decide; null where there was nothing to decide by rounds."),
  seed: shape.wholeNumber.describe("The seed of every random draw."),
  question: shape.text.nullable().describe("A digest of both trees, the config and what measures: who asks the same again gets no second draw."),
  attempts: shape.attempts.describe("What was asked before, oldest first; their rounds are among these."),
  lost: shape.wholeNumber.describe("Attempts before that could not be read, and count as having spent their part."),
  rounds: z.array(round).readonly().describe("Every try, in order."),
  series: z.array(shape.series).readonly().refine((all) => new Set(all.map(({ metric }) => metric.id)).size === all.length, { error: "each metric once" }),
  limits: z.array(shape.limitSeries).readonly(),
  overrides: z.array(shape.override).readonly().describe("What the config says about metrics, in its order."),
  accept: z.array(judging.acceptance).readonly().describe("Regressions that the config accepts."),
  causes: z.array(judging.cause).readonly().describe("What is behind differences, as far as collectors can tell."),
  facts: judging.facts.describe("What rules about the inside of the target are judged by."),
  rules: judging.ruleSettings.describe("What the config says of those rules."),
  gateChanges: z.array(judging.gateChange).readonly().describe("What head changes about its own gate."),
  configFrom: shape.side.describe("Whose settings judge."),
  override: judging.override.nullable().describe("Who lets this commit pass all the same."),
  health: judging.health.nullable().describe("How the gate has fared lately."),
  measuredBy: z.array(shape.measuredBy).readonly(),
  notWeighed: shape.texts,
  unwatched: z.array(shape.unwatched).readonly().exactOptional().describe("Watchers that could no longer look inside the target; absent: none."),
  notices: shape.texts,
  seconds: shape.seconds,
  finished: shape.finished,
  version: shape.text
}).superRefine(({ rounds, series: series2 }, context) => {
  const kept = /* @__PURE__ */ new Map();
  for (const { collector, discarded } of rounds) {
    if (discarded === null) kept.set(collector, (kept.get(collector) ?? 0) + 1);
  }
  for (const [index, one] of series2.entries()) {
    if (one.kind === "exact") continue;
    const count = kept.get(laneOf(one.metric)) ?? 0;
    if (one.base.length === count) continue;
    const message = `${count} entries a side, as its collector has kept ${count} rounds (found ${one.base.length})`;
    context.addIssue({ code: "custom", path: ["series", index, "base"], message });
  }
}).describe("The rounds that weighbridge measured, a value a side, round and metric.");
export {
  roundsSchema
};
