// src/model/plan.ts
var EFFORTS = ["quick", "standard", "thorough"];
var FIRST_LOOK = 8;
var MOST_ROUNDS = 60;
var ENDED = {
  settled: "every gating metric was settled",
  futile: "what was open could not be settled in what was left",
  spent: "after the last look",
  time: "gate.maxMinutes was over",
  certain: "the verdict was certain",
  unfit: "the runner was unfit"
};
function endedClause(ended, gates) {
  return ended === "settled" && !gates ? "nothing of it gates" : ENDED[ended];
}
function unfitness(plan) {
  return plan?.collectors.find(({ unfit }) => unfit !== null)?.unfit ?? null;
}
var OTHERWISE_AGAIN = "by something that is neither a tool's version nor committed, as what a build makes, or the environment";
export {
  EFFORTS,
  FIRST_LOOK,
  MOST_ROUNDS,
  OTHERWISE_AGAIN,
  endedClause,
  unfitness
};
