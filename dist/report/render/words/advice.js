// src/report/render/words/advice.ts
import { acceptYaml } from "./accept.js";
import { isGoneOnWith, toSettle, toWatch } from "./settle.js";
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
export {
  nextSteps
};
