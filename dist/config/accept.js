// src/config/accept.ts
import { z } from "../vendor/zod.js";
import { matchesId } from "../model/metric.js";
import { amount, misfit, ofChange } from "./amounts.js";
import { mayBothMatch } from "./globs.js";
import { familiesOf, faultOfGlob } from "./metrics.js";
var DAY = "a day of the calendar that is written as in 2026-01-31";
var REASON = "a text of 1 to 300 characters on one line that says why";
var PLACEHOLDER = "<why>";
var LIST = "a list of metric, upTo, until and reason";
var acceptance = z.strictObject({
  metric: z.string({ error: "a glob over metric ids" }).superRefine((glob, context) => {
    const wrong = faultOfGlob(glob);
    if (wrong !== void 0) context.addIssue({ code: "custom", message: wrong, params: { whole: true } });
  }).describe("The metrics that may be worse: the id of one that was measured, else a glob over their ids."),
  upTo: amount.refine(({ value }) => value > 0, { error: "more than 0" }).describe(
    "The most that they may be worse by, as estimated: a share, or on the scale difference in the metric's unit."
  ),
  until: z.iso.date({ error: DAY }).describe("The last day on which this holds, in UTC. After it, it is an error."),
  reason: z.string({ error: REASON }).regex(/^[^\p{Cc}]{1,300}$/u, { error: REASON }).regex(/\S/u, { error: REASON }).refine((reason) => reason.trim() !== PLACEHOLDER, { error: `your own words in the place of ${PLACEHOLDER}` }).describe("Why; shown in the report.")
}).describe("A regression that does not block.");
var acceptSchema = z.array(acceptance, { error: LIST }).max(100, { error: "at most 100 entries" }).readonly().describe("Regressions that are known and accepted.");
function misfitsOfAccept(accept, metrics) {
  return accept.flatMap(({ metric: glob, upTo }, index) => {
    const families = familiesOf(glob);
    const written = metrics.filter((rule) => mayBothMatch(rule.glob, glob)).flatMap(({ scale }) => scale ?? []);
    const scales = [...families.map(({ scale }) => scale), ...written];
    const units = families.flatMap((family) => family.units);
    const expected = misfit(upTo, ofChange(units, scales), glob);
    return expected === null ? [] : [{ path: ["accept", index, "upTo"], expected }];
  });
}
function checkAccept({ config, fault }, metric) {
  for (const [index, { metric: glob, upTo }] of config.accept.entries()) {
    if (!matchesId(glob, metric.id)) continue;
    const expected = misfit(upTo, ofChange([metric.unit], [metric.scale]), metric.id);
    if (expected !== null) throw fault(["accept", index, "upTo"], expected);
  }
}
function refuseExpired({ config, fault }, today) {
  const index = config.accept.findIndex((entry) => isExpired(entry, today));
  if (index < 0) return;
  throw fault(
    ["accept", index, "until"],
    `${today} or a later day: this has expired, so remove the entry or extend it`
  );
}
function dayOf(now) {
  return now.toISOString().slice(0, 10);
}
function isExpired({ until }, today) {
  return until < today;
}
function toAcceptance({ metric, upTo, until, reason }) {
  return { glob: metric, upTo: upTo.value, until, reason };
}
export {
  acceptSchema,
  checkAccept,
  dayOf,
  isExpired,
  misfitsOfAccept,
  refuseExpired,
  toAcceptance
};
