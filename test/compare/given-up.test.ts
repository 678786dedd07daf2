import { describe, expect, test } from "vitest";
import { compareAll } from "../../src/compare/compare.ts";
import { givenUpIn, givenUpLately, watchGivenUp } from "../../src/compare/given-up.ts";
import { firstLooks, weighLooks } from "../../src/compare/looks.ts";
import type { Ended, Plan } from "../../src/model/plan.ts";
import type { SampledSeries } from "../../src/model/series.ts";
import { bytes, latency, repeat, sampled } from "./make.ts";
import { createRandom } from "./noise.ts";

const FALSE_ALARMS = 0.01;
const looks = [8, 12, 16, 20, 25, 30];

function planOf(ended: Ended, family = 1): Plan {
  const weighed = weighLooks({ looks, family, falseAlarms: FALSE_ALARMS, share: 0.9 });
  return { family, collectors: [{ ...firstLooks("k6", 1, weighed), ended }] };
}

/** Differences of one size and of both signs in turn, so that nothing is ever shown, however the spread is estimated. */
function noisy(sd: number, rounds: number, id = latency().id, shift = 0): SampledSeries {
  const random = createRandom(3);
  const swing = (r: number) => Math.exp(shift + (r % 2 === 0 ? 1 : -1) * sd * (0.66 + 0.02 * random.normal()));
  return sampled(
    repeat(10, rounds),
    Array.from({ length: rounds }, (_, r) => 10 * swing(r)),
    { id },
  );
}

/** What a job of these series gives up. */
function jobOf(series: readonly SampledSeries[], ended: Ended, role?: "gate") {
  const plan = planOf(ended, series.filter(({ metric }) => metric.role === "gate").length);
  const overrides = role === undefined ? [] : [{ glob: "k6/*", role }];
  const compared = compareAll({ series, overrides, falseAlarms: FALSE_ALARMS, plan });
  const given = givenUpIn({ ...compared, plan, falseAlarms: FALSE_ALARMS });
  return { ...compared, given };
}

const watchedFor = (series: readonly SampledSeries[]) =>
  watchGivenUp(series, new Set(series.map(({ metric }) => metric.id))) as readonly SampledSeries[];

describe("what a job gives up", () => {
  const { id } = latency();

  test("is a gating metric that was left open for its noise, whether measuring stopped before or at the last look", () => {
    expect(jobOf([noisy(0.2, 8)], "futile")).toMatchObject({ given: [id], comparisons: [{ dropped: true }] });
    expect(jobOf([noisy(0.2, 30)], "spent")).toMatchObject({ given: [id], comparisons: [{ change: "inconclusive" }] });
  });

  test("is none that was settled, and none whose rounds were cut short by something else", () => {
    expect(jobOf([noisy(0.002, 30)], "spent")).toMatchObject({ given: [], comparisons: [{ change: "unchanged" }] });
    for (const ended of ["time", "certain", "unfit"] as const) expect(jobOf([noisy(0.2, 8)], ended).given).toEqual([]);
  });

  test("is none that asks for what cannot be shown, or that was not paired", () => {
    const plain = noisy(0.2, 30);
    const blind = { ...plain, metric: latency({ detect: 0 }) };
    expect(jobOf([blind], "spent")).toMatchObject({ given: [], comparisons: [{ change: "inconclusive" }] });
    const silent = sampled(repeat(null, 30), repeat(null, 30));
    expect(jobOf([silent], "spent").given).toEqual([]);
    const compared = compareAll({ series: [plain], overrides: [], falseAlarms: FALSE_ALARMS });
    expect(givenUpIn({ ...compared, plan: null, falseAlarms: FALSE_ALARMS })).toEqual([]);
  });
});

test("what is watched for its noise stays given up by its noise alone, and down to half the variance that took it out", () => {
  const [quiet, between, loud] = [0.03, 0.075, 0.2].map((sd) => noisy(sd, 30, latency().id, 0.03));
  expect([quiet, between, loud].map((one) => jobOf([one!], "spent").given.length)).toEqual([0, 0, 1]);
  // Gating, it is left open without being given up; watched, its noise is still too much for 30 rounds.
  expect(jobOf([between!], "spent").comparisons[0]!.change).toBe("inconclusive");
  const watched = [quiet, between, loud].map((one) => jobOf(watchedFor([one!]), "settled"));
  expect(watched.map(({ given }) => given.length)).toEqual([0, 1, 1]);
  // The collector's own reason to watch is another matter.
  const few = { ...loud!, metric: latency({ role: "watch", roleReason: "150 samples" }) };
  expect(jobOf([few], "settled").given).toEqual([]);
});

describe("given up lately, by jobs from the oldest on", () => {
  test.each([
    ["", false],
    ["xx", false],
    ["xxx", true],
    ["-xxx", true],
    ["xx-x", false],
    // One quiet job is not enough to get back, two of three are; then it takes three again.
    ["xxx-", true],
    ["xxx-xx-xx-x", true],
    ["xxx--", false],
    ["xxx-x-", false],
    ["xxx--xx", false],
    ["xxx--xxx", true],
  ])("%s: %s", (jobs, isWatched) => {
    const lists = [...jobs].map((one) => (one === "x" ? ["b", "a"] : ["b"]));
    const given = givenUpLately(lists);
    expect(given.has("a")).toBe(isWatched);
    expect(given.has("b")).toBe(jobs.length >= 3);
  });
});

test("a metric that the gate cannot settle is out of it nearly always, and one that it can is in it always", () => {
  const random = createRandom(5);
  const spread = (sd: number) => Array.from({ length: 30 }, () => 10 * Math.exp(sd * random.normal()));
  const lists: (readonly string[])[] = [];
  const roles = Array.from({ length: 60 }, () => {
    const series = [
      sampled(repeat(10, 30), spread(0.15), { id: "k6/latency-tm95@loud" }),
      sampled(repeat(10, 30), spread(0.03), { id: "k6/latency-tm95@quiet" }),
    ];
    const { given, comparisons } = jobOf(
      watchGivenUp(series, givenUpLately(lists)) as readonly SampledSeries[],
      "spent",
    );
    lists.push(given);
    return comparisons.map(({ rule }) => rule.role);
  });
  expect(roles.map(([, quiet]) => quiet)).toEqual(repeat("gate", 60));
  expect(roles.slice(0, 3).map(([loud]) => loud)).toEqual(repeat("gate", 3));
  expect(roles.filter(([loud]) => loud === "watch").length).toBeGreaterThan(50);
});

describe("watching what was given up", () => {
  const loud = noisy(0.2, 30, "k6/latency-tm95@loud");
  const other = noisy(0.2, 30, "k6/latency-tm95@other");
  const given = new Set([loud.metric.id, "bundle/gzip@app.js"]);

  test("takes it out of the gate, with its reason, and leaves the error to the others", () => {
    const { comparisons, family } = compareAll({
      series: watchGivenUp([loud, other], given),
      overrides: [{ glob: "k6/*", tolerate: { relative: 0.03 } }],
      falseAlarms: FALSE_ALARMS,
    });
    expect(family).toBe(1);
    expect(comparisons.map(({ rule }) => rule.role)).toEqual(["watch", "gate"]);
    expect(comparisons[0]).toMatchObject({ pAdjusted: null, note: expect.stringMatching(/^watched only: too noisy/) });
  });

  test("leaves what the config says gates", () => {
    const lowered = watchGivenUp([loud], given) as readonly SampledSeries[];
    const { comparisons, given: still } = jobOf(lowered, "spent", "gate");
    expect(comparisons[0]!.rule.role).toBe("gate");
    expect(comparisons[0]!.metric).not.toHaveProperty("roleReason");
    expect(still).toEqual([loud.metric.id]);
  });

  test("leaves what is watched anyway, with its own reason, and what is exact", () => {
    const few = { ...loud, metric: { ...loud.metric, role: "watch", roleReason: "150 samples" } as const };
    const exact = bytes(1, 2);
    expect(watchGivenUp([few, exact, other], given)).toEqual([few, exact, other]);
  });
});
