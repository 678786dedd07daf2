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
function unfitness(plan) {
  return plan?.collectors.find(({ unfit }) => unfit !== null)?.unfit ?? null;
}
export {
  EFFORTS,
  ENDED,
  FIRST_LOOK,
  MOST_ROUNDS,
  unfitness
};
