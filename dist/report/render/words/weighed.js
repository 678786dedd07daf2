// src/report/render/words/weighed.ts
import { unfitness } from "../../../model/plan.js";
import { formatAge, formatDetect, formatLimit, formatSize } from "../format.js";
import { noiseOf, noisest } from "./looks.js";
import { roundsText, sideText } from "./method.js";
import { clause, nameOf } from "./reasons.js";
function weighedLine(verdict, safe) {
  const { measuredBy, environment } = verdict;
  const against = againstText(verdict, safe);
  if (measuredBy.length === 0) return `${against}.`;
  const rounds = measuredBy.map(
    ({ collector, rounds: rounds2, discarded }) => `${safe(collector)} ${roundsText(rounds2)}${discarded.length === 0 ? "" : ` (${discarded.length} redone)`}`
  );
  const noisy = noisest(verdict)[0];
  return [
    `${against}: ${rounds.join(", ")}`,
    `${safe(environment.cpu)}, ${environment.cores === 1 ? "1 core" : `${environment.cores} cores`}`,
    ...!noisy?.noise ? [] : [`noise up to ${noiseOf(noisy)} a round`]
  ].join("; ").concat(".");
}
function againstText({ rung, verdict, measuredBy, base, history, finished, budgets, family }, safe) {
  const side = sideText({ ...base, subject: null }, safe);
  if (verdict === "error" && measuredBy.length === 0) return `Was to be weighed against ${side}`;
  if (rung === "budgets") return budgets.length === 0 ? "Weighed against nothing" : "Weighed against limits alone";
  if (history === null) return `Weighed against ${side}`;
  const { how, distance } = history.reference;
  const age = `${formatAge((Date.parse(finished) - Date.parse(history.reference.finished)) / 1e3)} old`;
  const place = {
    base: "of the same commit",
    ancestor: `${distance === 1 ? "1 commit" : `${distance} commits`} before it`,
    newest: "of a commit whose place is not known here"
  }[how];
  if (rung === "stored" && family > 0) {
    const beside = history.jobs - history.leftOut.reduce((sum, { jobs: jobs2 }) => sum + jobs2, 0);
    const jobs = beside === 1 ? "1 stored job" : `${beside} stored jobs`;
    return `Weighed against ${jobs} in place of ${side} (the nearest ${place}, ${age})`;
  }
  return `Weighed against ${side} (nearest stored job ${place}, ${age})`;
}
function trustSentence(verdict, safe) {
  const unfit = unfitness(verdict.plan);
  if (unfit !== null) return `Do not rely on what was timed: the runner was unfit (${clause(unfit, safe)}).`;
  if (verdict.rung === "budgets") return null;
  const tested = verdict.comparisons.filter(({ rule, metric }) => rule.role === "gate" && metric.kind !== "exact");
  const said = [promiseSentence(verdict, tested), ...hiddenSentence(tested, safe)].filter((line) => line !== null);
  return said.length === 0 ? null : said.join(" ");
}
function promiseSentence({ falseAlarms, verdict }, tested) {
  if (tested.some(({ change }) => change === "regressed"))
    return `By chance at most ${formatLimit(falseAlarms, "fraction")} of unchanged commits are called regressed.`;
  const settled = tested.filter(({ change }) => change === "unchanged" || change === "improved");
  if (verdict !== "pass" || settled.length === 0) return null;
  const sizes = [...new Set(settled.map(formatDetect))];
  const size = sizes.length === 1 ? sizes[0] : sizes.length === 2 ? `${sizes.join(" or ")}, as set for each metric,` : "what `detect` says of each metric";
  return `A worsening by ${size} is found 95 times in 100.`;
}
function hiddenSentence(tested, safe) {
  const hiding = (one) => hiddenSize(one) / (one.rule.detect || 1);
  const open = tested.filter((one) => one.change === "inconclusive" && one.smallestVisible !== null);
  const [worst] = open.toSorted((a, b) => hiding(b) - hiding(a));
  if (worst === void 0) return [];
  const size = formatSize(hiddenSize(worst), worst.metric);
  return [`A worsening of less than ${size} may hide in ${nameOf(worst.metric.id, safe)}.`];
}
function hiddenSize(comparison) {
  return Math.max(comparison.smallestVisible ?? 0, worstEnd(comparison));
}
function worstEnd({ metric, effect }) {
  const worst = effect === null ? 0 : metric.better === "higher" ? -effect.low : effect.high;
  return Number.isFinite(worst) ? worst : 0;
}
export {
  trustSentence,
  weighedLine,
  worstEnd
};
