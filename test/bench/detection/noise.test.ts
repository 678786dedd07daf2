import { mean, medianAbsoluteDeviation, sampleCorrelation, sampleStandardDeviation } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { CONDITIONS, type Condition } from "../../../bench/detection/conditions.ts";
import { simulate, slowed } from "../../../bench/detection/noise.ts";
import { tally } from "../../../bench/detection/tally.ts";

const place = (name: string) => CONDITIONS.findIndex((one) => one.name === name);
const draw = (name: string, index: number, rounds = 30) =>
  simulate(CONDITIONS[place(name)]!, { seed: 7, condition: place(name), index, rounds });
const many = (name: string, count: number) => Array.from({ length: count }, (_, index) => draw(name, index));
const ratios = ({ base, head }: { base: readonly number[]; head: readonly number[] }) =>
  base.map((value, round) => Math.log(head[round]! / value));

test("the same seed gives the same pull request, another index another", () => {
  expect(draw("noisy", 3)).toEqual(draw("noisy", 3));
  expect(draw("noisy", 3)).not.toEqual(draw("noisy", 4));
});

test("a longer job begins with the same rounds", () => {
  const [short, long] = [draw("quiet", 1, 30), draw("quiet", 1, 400)];
  expect(long.metrics[4]!.base.slice(0, 30)).toEqual(short.metrics[4]!.base);
  expect(long.metrics[4]!.head.slice(0, 30)).toEqual(short.metrics[4]!.head);
});

test("ratios of the steady condition scatter by 1 % around nothing, and from round to round freely", () => {
  const d = many("steady", 300).flatMap(({ metrics }) => ratios(metrics[0]!));
  expect(Math.abs(sampleStandardDeviation(d) - 0.01)).toBeLessThan((4 * 0.01) / Math.sqrt(2 * d.length));
  expect(Math.abs(mean(d))).toBeLessThan((4 * 0.01) / Math.sqrt(d.length));
  expect(Math.abs(sampleCorrelation(d.slice(1), d.slice(0, -1)))).toBeLessThan(4 / Math.sqrt(d.length));
});

test("hosts differ: one value a job scatters by 3.4 % at least, within a job the quietest metric by far less", () => {
  const jobs = many("quiet", 100).flatMap(({ metrics }) => metrics[5]!.history.map(Math.log));
  // 2 % log-normal and 30 % of hosts slower by ln 1.06: variance .02² + .3 · .7 · .0583².
  const hosts = Math.hypot(0.02, Math.sqrt(0.21) * Math.log(1.06));
  const measured = sampleStandardDeviation(jobs);
  expect(measured).toBeGreaterThan(hosts * 0.97);
  expect(measured).toBeLessThan(hosts * 1.1);
});

test("metrics of one run are correlated by a half or more", () => {
  const [a, b] = [0, 1].map((metric) => many("quiet", 200).flatMap(({ metrics }) => ratios(metrics[metric]!)));
  expect(sampleCorrelation(a!, b!)).toBeGreaterThan(0.45);
});

describe("conditions", () => {
  test("position: the second run of a round is 2 % slower, whichever side it is", () => {
    const d = many("position", 100).flatMap(({ metrics }) => ratios(metrics[5]!));
    expect(Math.abs(mean(d))).toBeLessThan((4 * sampleStandardDeviation(d)) / Math.sqrt(d.length));
    expect(mean(d.map(Math.abs))).toBeGreaterThan(0.018);
  });

  test("quantised: ties, and rounds without a difference", () => {
    const condition = CONDITIONS[place("quantised")]!;
    const d = many("quantised", 50).flatMap((one) => ratios(slowed(one, condition, 1).metrics[0]!));
    const zeros = d.filter((one) => one === 0).length / d.length;
    expect(zeros).toBeGreaterThan(0.2);
    expect(new Set(d).size).toBeLessThan(100);
  });

  test("autocorrelated: a run resembles the one before more than usually", () => {
    // Of the middle of the ratios, which slowed runs do not reach: the variance is 2 (½ + ½ (1 - rho)) of a run's.
    const spread = (name: string) =>
      medianAbsoluteDeviation(many(name, 200).flatMap(({ metrics }) => ratios(metrics[0]!)));
    expect(spread("autocorrelated") / spread("quiet")).toBeGreaterThan(0.82);
    expect(spread("autocorrelated") / spread("quiet")).toBeLessThan(0.95);
  });
});

test("an effect slows the head of the first half of the metrics, of one at least", () => {
  const affected = (name: string) => {
    const condition: Condition = CONDITIONS[place(name)]!;
    const identical = draw(name, 0);
    const slower = slowed(identical, condition, 1.05);
    expect(slower.metrics.map(({ base }) => base)).toEqual(identical.metrics.map(({ base }) => base));
    return slower.metrics.filter(({ head }, i) => head[0]! > 1.049 * identical.metrics[i]!.head[0]!).length;
  };
  expect([affected("quiet"), affected("m = 1"), affected("m = 20")]).toEqual([3, 1, 10]);
});

test("a tally does not depend on how the pull requests are split into tasks", () => {
  const count = (from: number, to: number) =>
    tally({ seed: 1, condition: place("m = 1"), from, to }).find(({ rule }) => rule === "Weighbridge, standard")!;
  const [first, second, both] = [count(0, 2), count(2, 4), count(0, 4)];
  expect(both.judged).toBe(4);
  expect(both.rounds).toBe(first.rounds + second.rounds);
});
