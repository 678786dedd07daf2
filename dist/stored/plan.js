// src/stored/plan.ts
import { z } from "../vendor/zod.js";
import { share, text, texts, wholeNumber } from "./shapes.js";
var look = z.strictObject({
  rounds: wholeNumber,
  weight: share.describe("The part of the false alarms that is spent at this look."),
  equivalence: share.describe("The p that each one-sided equivalence test must reach.")
});
var looks = z.strictObject({
  collector: text,
  looks: z.array(look).readonly().refine((all) => all.every(({ rounds }, i) => i === 0 || rounds > all[i - 1].rounds), { error: "rising rounds" }).refine((all) => all.reduce((sum, { weight }) => sum + weight, 0) <= 1 + 1e-9, {
    error: "weights of at most 1 in all"
  }),
  part: share.describe("Its part of the false alarms: its gating metrics over all, as counted before the first look."),
  from: wholeNumber.describe("Rounds of earlier attempts at the same trees, config and tools."),
  unspent: share.describe("The part of the false alarms that was there to spend when this attempt began."),
  cleared: texts.describe("Metrics that stored jobs showed unchanged at the first look."),
  ended: z.enum(["settled", "futile", "spent", "time", "certain", "unfit"]).describe("Why it measured no further round."),
  unfit: text.nullable().describe("What was wrong with the runner.")
});
var plan = z.strictObject({
  family: wholeNumber.describe("Gating metrics that share the false alarms, as counted before the first look."),
  collectors: z.array(looks).readonly().refine((all) => all.reduce((sum, { part }) => sum + part, 0) <= 1 + 1e-9, { error: "parts of at most 1 in all" }).refine((all) => new Set(all.map(({ collector }) => collector)).size === all.length, {
    error: "each collector once"
  })
});
export {
  plan
};
