import { describe, expect, it } from "vitest";
import {
  type FlowRound,
  flowFailures,
  flowSeries,
  hasFailed,
  speedsOf,
} from "../../../../src/measure/lighthouse/flows/rounds.ts";
import type { Step } from "../../../../src/measure/lighthouse/flows/steps.ts";
import type { Side } from "../../../../src/model/series.ts";

const flow = { name: "checkout", path: "perf/checkout.flow.js", file: "/perf/checkout.flow.js" };
const other = { name: "search", path: "perf/search.flow.js", file: "/perf/search.flow.js" };

const ran = (side: Side, steps: Readonly<Record<string, number>>): FlowRound[number] => ({
  flow,
  side,
  outcome: {
    kind: "done",
    steps: Object.entries(steps).map(
      ([name, inp]): Step => ({ name, values: new Map([["inp", inp]]), benchmarkIndex: inp * 10 }),
    ),
  },
});
const failed = (side: Side): FlowRound[number] => ({ flow, side, outcome: { kind: "failed", why: "at step 1: no." } });

describe("runs of a flow in all rounds", () => {
  it("are one watched series a step and metric, null where a run had none", () => {
    const rounds = [[ran("head", { buy: 300, look: 16 }), ran("base", { buy: 50 })], [], [ran("base", { buy: 60 })]];
    expect(flowSeries([flow, other], rounds)).toMatchObject([
      {
        metric: { id: "lighthouse/inp@checkout: buy", unit: "ms", scale: "ratio", better: "lower", role: "watch" },
        base: [50, null, 60],
        head: [300, null, null],
      },
      { metric: { id: "lighthouse/inp@checkout: look" }, base: [null, null, null], head: [16, null, null] },
    ]);
    expect(flowSeries([other], rounds)).toEqual([]);
  });

  it("that failed on one side have no value there, are said, and not run there again", () => {
    const rounds = [[failed("head"), ran("base", { buy: 50 })]];
    expect(flowSeries([flow], rounds)).toMatchObject([{ base: [50], head: [null] }]);
    expect(flowFailures(rounds)).toEqual([
      "perf/checkout.flow.js failed twice on head and is left out there: at step 1: no.",
    ]);
    expect([
      hasFailed(rounds, flow, "head"),
      hasFailed(rounds, flow, "base"),
      hasFailed(rounds, other, "head"),
    ]).toEqual([true, false, false]);
  });

  it("tell the speed of the machine at each step", () => {
    expect(speedsOf([failed("base"), ran("head", { buy: 3, look: 4 })])).toEqual([30, 40]);
  });
});
