import { expect, test } from "vitest";
import type { Metric } from "../../../../src/model/metric.ts";
import type { ExactSeries, Series } from "../../../../src/model/series.ts";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { judgeRounds } from "../../../../src/pipeline/verdict.ts";
import { nextSteps } from "../../../../src/report/render/words/advice.ts";
import { all, kept, metric, planOf, roundsOf, sampled, size } from "../../../pipeline/rounds-of.ts";

const stepsOf = (verdict: Verdict) => nextSteps(verdict, verdict.comparisons, {}).map(({ text }) => text);
const steps = (...series: readonly Series[]) => stepsOf(judgeRounds(roundsOf({ series })));

const GO_ON = /^Run the job again/;
const noisy = sampled("k6/latency-tm95@a", 30, 1.02, 0.035);
const undirected: Series = {
  ...sampled("k6/jobs@a", 30, 1.2),
  kind: "sampled",
  metric: metric("k6/jobs@a", { better: null }),
} as Series;

const counted = (id: string, over: Partial<ExactSeries>, of: Partial<Metric> = {}): ExactSeries => ({
  kind: "exact",
  metric: metric(id, {
    unit: "count",
    kind: "exact",
    scale: "difference",
    tolerate: { relative: 0, absolute: 0.01 },
    lane: "inside",
    ...of,
  }),
  base: 3,
  head: 3,
  ...over,
});
const lost = counted("postgres/queries@a", { head: null, lost: ["head"] });
const doubtful = counted("postgres/queries@b", {
  head: 4,
  doubt: "it was counted in 8 rounds, too few to tell it from chance beside 9 such counts that vary",
});

test("where rounds are what is missing, more of them are the advice, and those so far count", () => {
  expect(steps(noisy)).toEqual([
    expect.stringMatching(GO_ON),
    expect.stringMatching(/^More rounds or longer ones settle it/),
  ]);
});

test("no rounds are asked for where nobody has said which way is better", () => {
  expect(steps(undirected)).toEqual([expect.stringMatching(/^No number of rounds tells .* say `better: lower` or /)]);
});

test.each<[string, Series]>([
  ["counts were lost", lost],
  [
    "neither side gave a value",
    { ...sampled("k6/x@a", 30, 1), head: Array(30).fill(null), base: Array(30).fill(null) } as Series,
  ],
  ["a round gave 0, which has no ratio", { ...sampled("k6/x@a", 30, 1), head: [0, ...Array(29).fill(10)] } as Series],
])("no rounds are asked for where %s", (_, series) => {
  expect(steps(series)).toEqual([expect.stringMatching(/^More rounds do not settle what could not be counted/)]);
});

test("a count in doubt is gone on with, as attempts count together; effort has no rounds for it", () => {
  const verdict = judgeRounds(
    roundsOf({ series: [doubtful], rounds: kept("inside", 8), plan: planOf("inside", all()) }),
  );
  expect(verdict.comparisons).toMatchObject([{ change: "inconclusive" }]);
  expect(stepsOf({ ...verdict, rung: "paired" })).toEqual([
    expect.stringMatching(GO_ON),
    expect.stringMatching(/^No effort has more rounds for what is counted.*`target\.reset`/),
  ]);
  const cut = (lane: string) => [`${lane}: 3 of 8 rounds fitted into gate.maxMinutes (1).`];
  const said = (lane: string) => stepsOf({ ...verdict, notices: cut(lane) }).at(-1);
  expect(said("inside")).toMatch(/^More rounds settle it: raise `gate\.maxMinutes`/);
  expect(said("k6")).toMatch(/^No effort has more rounds/);
});

test("a size on which two builds of base differ is no matter of rounds", () => {
  const one = { ...size("bundle/gzip@app.js", 10_000, 12_000), baseAgain: 13_000 } as Series;
  expect(steps(one)).toEqual([expect.stringMatching(/^More rounds do not settle how exact a build is/)]);
});

test("of several, each has its own advice once, and what rounds may settle is gone on with", () => {
  const other = { ...lost, metric: { ...lost.metric, id: "postgres/queries@c" } };
  const said = steps(lost, other, undirected, noisy);
  expect(said).toHaveLength(4);
  expect(said[0]).toMatch(GO_ON);
  expect(new Set(said).size).toBe(4);
  expect(steps(lost, other, undirected)).toHaveLength(2);
});

test("beside stored jobs, too few of them are a matter of jobs and not of rounds", () => {
  const { comparisons } = judgeRounds(roundsOf({ series: [undirected] }));
  const [row] = comparisons;
  const few = { ...row!, note: "2 stored jobs that are comparable have it, but at least 5 are needed", effect: null };
  const verdict: Verdict = {
    ...judgeRounds(roundsOf({ series: [noisy] })),
    rung: "stored",
    comparisons: [few],
    reasons: [{ kind: "inconclusive", metric: few.metric.id, why: few.note }],
  };
  expect(stepsOf(verdict)).toEqual([expect.stringMatching(/`mode: auto`, or store more jobs/)]);
});

test("what has a limit alone is not told to be watched, which it is", () => {
  const silent = (over: Partial<Metric>): Series => ({
    kind: "sampled",
    metric: metric("k6/latency-p99@a", over),
    base: Array(30).fill(over.role === "watch" ? null : 10),
    head: Array(30).fill(null),
  });
  const said = (over: Partial<Metric>) =>
    stepsOf(judgeRounds(roundsOf({ series: [silent(over)], overrides: [{ glob: "k6/*", max: 500 }] })));
  expect(said({ role: "watch" })).toEqual([expect.stringMatching(/remove the limit where it is written\.$/)]);
  expect(said({ role: "gate" })).toEqual([expect.stringMatching(/the role `watch` or `off`/)]);
});

test("on an unfit runner more rounds settle what is counted, and nothing else", () => {
  const unfit = (...series: readonly Series[]) => {
    const plan = planOf("inside", all(), { ended: "time", unfit: "it leapt" });
    return stepsOf(judgeRounds(roundsOf({ series, plan })));
  };
  const quieter = "More rounds do not help on a runner like this: run it again on a quieter one.";
  expect(unfit(doubtful)).toEqual([expect.stringMatching(/^(?:No effort has|More rounds settle it)/)]);
  expect(unfit(noisy)).toEqual([quieter]);
  expect(unfit(doubtful, noisy)).toEqual([quieter, expect.stringMatching(/^(?:No effort has|More rounds settle it)/)]);
});
