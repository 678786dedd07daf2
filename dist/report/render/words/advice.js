// src/report/render/words/advice.ts
import { parseMetricId } from "../../../model/metric.js";
import { MOST_ROUNDS, OTHERWISE_AGAIN, unfitness } from "../../../model/plan.js";
import { acceptYaml } from "./accept.js";
function nextSteps(verdict, moved, links, reader = links.run === void 0 ? "either" : "job") {
  switch (verdict.verdict) {
    case "pass":
      return [];
    case "error":
      return [
        { text: toMeasure(verdict) },
        ...links.run === void 0 ? [] : [{ text: " says the rest.", link: logOf(links.run) }]
      ];
    case "inconclusive":
      if (verdict.override !== null) return [];
      return [
        ...isGoneOnWith(verdict) ? [{ text: GO_ON[reader] }] : [],
        ...toWatch(verdict).map((text) => ({ text })),
        ...toSettle(verdict).map((text) => ({ text }))
      ];
    case "fail":
      return verdict.override === null ? [...stepsOfFail(verdict, moved, links, reader), ...limitSteps(verdict)] : [];
    default:
      return verdict.verdict;
  }
}
var logOf = (url) => ({ label: "The log of the job", url });
var GO_ON = {
  either: "Run the job again, or `weighbridge run --earlier .weighbridge/rounds.json`, with the same options: it goes on with what is undecided. The rounds so far count, and the promise on false alarms holds for all attempts together.",
  job: "Run the job again: it goes on with what is undecided, on a fresh runner. The rounds so far count, and the promise on false alarms holds for all attempts together.",
  terminal: "Go on with what is undecided: `weighbridge run --earlier .weighbridge/rounds.json`, with the same options. The rounds so far count, and the promise on false alarms holds for all attempts together."
};
var REPAIR = {
  either: "Repair it: push a commit. Where a workflow runs this again, it does not measure again, as this verdict stands for these files.",
  job: "Repair it: push a commit. Running the job again does not measure again, as this verdict stands for these files.",
  terminal: "Repair it, and run this again: other files are another question."
};
function isGoneOnWith({ reasons, plan, rung, comparisons, base, notices }) {
  const first = reasons[0];
  if (base.commit === null || notices.some((line) => line.includes(OTHERWISE_AGAIN))) return false;
  if (first?.kind !== "inconclusive" || rung !== "paired" || plan === null || unfitness(plan) !== null) return false;
  const open = comparisons.find(({ metric }) => metric.id === first.metric);
  return open !== void 0 && !isBeyondReach(open);
}
function stepsOfFail({ base, rung, accepted }, moved, { report }, reader) {
  const known = new Set(accepted.map(({ metric }) => metric));
  const yaml = acceptYaml(moved.filter(({ metric }) => !known.has(metric.id)));
  const again = rung === "budgets" ? "`weighbridge run --mode budgets` measures it anew" : `\`weighbridge run${base.commit === null ? "" : ` --base ${base.commit.slice(0, 10)}`}\` measures both builds anew`;
  return [
    ...report === void 0 ? [] : [{ text: " shows every round, and what is behind it.", link: { label: "The report", url: report } }],
    ...reader === "terminal" ? [{ text: "Explain it: `report.html` shows every round, and what is behind it." }] : [],
    { text: REPAIR[reader] },
    {
      text: reader === "terminal" ? `Confirm it: ${again}, here or on another machine.` : `Explain or confirm it: ${again} on a machine of yours, and leaves this verdict as it is.`
    },
    ...yaml.length === 0 ? [] : [
      {
        text: "Accept it, where it is worth its price: add this to the config, with a last day, a reason, and a little more `upTo` for what is timed.",
        yaml
      }
    ]
  ];
}
function limitSteps({ reasons }) {
  const isBroken = reasons.some((reason) => reason.kind === "budget" && reason.check.outcome === "broken");
  const isFound = reasons.some(({ kind }) => kind === "finding");
  return [
    ...isBroken ? [{ text: "If the limit is out of date, change it where it is written." }] : [],
    ...isFound ? [{ text: "If a finding is meant to be, set the limit of its rule under `findings` in the config." }] : []
  ];
}
function toMeasure({ reasons, comparisons, budgets }) {
  if (reasons[0]?.kind === "budget")
    return "A limit without samples is neither kept nor broken: check the metric name and the tags in it, or remove it where it is written.";
  if (comparisons.length + budgets.length > 0) return "Repair what is named above and run it again.";
  return "Nothing was judged, neither for nor against this change, and that is no pass: repair what is named above and run it again.";
}
function toWatch({ reasons }) {
  const missed = [...new Set(reasons.flatMap((reason) => reason.kind === "unwatched" ? [reason.watcher] : []))];
  const watchers = missed.filter((id) => !id.includes("/")).map((id) => `"${id}/*"`);
  const ofWatchers = `Repair what is named above and run it again. What need not be watched is taken out of the gate by the config: leave out its section, or give its metrics the role \`watch\` (${watchers.join(", ")}) and let none of its rules block.`;
  const ofMetrics = "Repair what is named above and run it again: what tells these metrics, or the name of them in the config's `metrics`. What is gone on purpose is taken out there.";
  return [...watchers.length > 0 ? [ofWatchers] : [], ...watchers.length < missed.length ? [ofMetrics] : []];
}
function toSettle(verdict) {
  if (unfitness(verdict.plan) !== null)
    return ["More rounds do not help on a runner like this: run it again on a quieter one."];
  return verdict.reasons[0]?.kind === "unwatched" ? [] : [howToSettle(verdict)];
}
function howToSettle({ reasons, comparisons, notices, measuredBy, rung }) {
  const first = reasons[0];
  if (first?.kind === "missing")
    return "If it is gone on purpose, give its id the role `watch` or `off` in the config; else repair what no longer measures it.";
  if (first?.kind === "not-compared")
    return first.why.startsWith("base: ") ? "What gates needs something to be set against: merge or rebase onto a base without this fault, or name another one. Where this change brings the gate, there is none yet, and nothing to do." : "What gates needs something to be set against: see to what is named above.";
  if (rung === "stored")
    return "Base measured beside head shows smaller changes than stored jobs do: use `mode: auto`, or store more jobs, in `mode: stored` too and on quieter machines.";
  const open = comparisons.find(({ metric }) => first?.kind === "inconclusive" && metric.id === first.metric);
  if (open !== void 0 && isBeyondReach(open))
    return "No effort has as many rounds as this takes: raise `detect` of that metric, give it the role `watch`, measure longer rounds (`k6.round.measure`), or use a quieter machine.";
  if ([...notices, ...measuredBy.flatMap(({ notes }) => notes)].some((line) => line.includes("gate.maxMinutes")))
    return "More rounds settle it: raise `gate.maxMinutes`, which cut their number, or use a quieter machine.";
  const isK6 = first?.kind === "inconclusive" && parseMetricId(first.metric)?.collector === "k6";
  return isK6 ? "More rounds or longer ones settle it: set `gate.effort: thorough` or a longer `k6.round.measure`, or use a quieter machine." : "More rounds settle it: set `gate.effort: thorough`, or use a quieter machine.";
}
function isBeyondReach({ rounds, rule, smallestVisible }) {
  if (smallestVisible === null || !(rule.detect > 0)) return false;
  return rounds * (smallestVisible / rule.detect) ** 2 > MOST_ROUNDS;
}
export {
  nextSteps
};
