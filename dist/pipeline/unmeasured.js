// src/pipeline/unmeasured.ts
import { isFor, judge } from "../compare/judge.js";
function judgeUnmeasured({ weighed, ...rest }) {
  const { enforce, onInconclusive, override, notices } = rest;
  const { commit } = rest.head;
  const none = { comparisons: [], budgets: [], findings: [], accept: [] };
  const judgement = judge({ ...none, weighed, commit, override, onInconclusive, enforce });
  const nothing = {
    comparisons: [],
    budgets: [],
    causes: [],
    findings: [],
    history: null,
    runnerNoise: null,
    plan: null,
    attempts: [],
    reused: false,
    measuredBy: [],
    notWeighed: [],
    family: 0
  };
  const rung = weighed.kind === "same-bytes" ? "same-bytes" : "budgets";
  return {
    schema: 1,
    kind: "verdict",
    ...nothing,
    ...rest,
    ...judgement,
    rung,
    notices: [...notices, ...overrideNotice(override, commit, judgement)]
  };
}
function overrideNotice(override, commit, { verdict, blocks }) {
  if (override === null) return [];
  if (!isFor(override, commit)) {
    const other = override.commit.slice(0, 10);
    return blocks ? [`The override by ${override.by} is for the commit ${other} and does not count here.`] : [];
  }
  if (verdict !== "error") return [];
  return [`The override by ${override.by} does not count: what could not be measured cannot be overridden.`];
}
export {
  judgeUnmeasured,
  overrideNotice
};
