import { describe, expect, test } from "vitest";
import { STANDARD, THOROUGH } from "../../../bench/detection/ours.ts";
import { brokenPromises } from "../../../bench/detection/promises.ts";
import type { SplResult } from "../../../bench/detection/real.ts";
import { finder, merged, type Tally } from "../../../bench/detection/tally.ts";

const tallied = (condition: string, factor: number, rule: string, alarms: number, rounds = 12): Tally => ({
  condition,
  factor,
  rule,
  judged: 10_000,
  alarms,
  rounds: rounds * 10_000,
});

const KEPT: readonly Tally[] = [
  tallied("quiet", 1, STANDARD.name, 129),
  tallied("quiet", 1.05, STANDARD.name, 9800, 14),
  tallied("noisy", 1.05, THOROUGH.name, 9700),
  tallied("steady", 1.03, STANDARD.name, 9900),
];

const of2000 = (alarms: number) => ({ alarms, judged: 2000 });
const SPL: SplResult = {
  identical: { median: of2000(0), p95: of2000(33), "pooled calls": of2000(1500) },
  slower: { median: of2000(1980), p95: of2000(0) },
};

const broken = (changed: readonly Tally[], spl: SplResult | null = SPL) => {
  const replaced = KEPT.filter(
    (one) => !changed.some(({ condition, factor }) => condition === one.condition && factor === one.factor),
  );
  return brokenPromises(finder([...replaced, ...changed]), spl);
};

test("kept promises say nothing, with and without the real data", () => {
  expect(broken([])).toEqual([]);
  expect(broken([], null)).toEqual([]);
});

describe("each broken promise has its sentence", () => {
  test.each([
    ["1 % + 3 s.e. of false alarms", tallied("quiet", 1, STANDARD.name, 131), /identical code too often \(quiet\)/],
    ["the same for another effort", tallied("m = 40", 1, THOROUGH.name, 131), /thorough fails .*\(m = 40\)/],
    ["detection, quiet", tallied("quiet", 1.05, STANDARD.name, 9799, 14), /5 % slower, quiet.*98 % wanted/],
    ["rounds, quiet", tallied("quiet", 1.05, STANDARD.name, 9800, 14.1), /14\.1 rounds/],
    ["detection, noisy", tallied("noisy", 1.05, THOROUGH.name, 9699), /noisy, thorough.*97 % wanted/],
    ["3 % at 1 %", tallied("steady", 1.03, STANDARD.name, 9899), /3 % slower.*99 % wanted/],
  ])("%s", (_, changed, sentence) => {
    expect(broken([changed])).toEqual([expect.stringMatching(sentence)]);
  });

  test("real runs", () => {
    const spl: SplResult = {
      identical: { median: of2000(34), p95: of2000(34), "pooled calls": of2000(1499) },
      slower: { median: of2000(1979), p95: of2000(0) },
    };
    expect(broken([], spl)).toHaveLength(4);
  });
});

test("tallies of parts are summed", () => {
  const part = tallied("quiet", 1, STANDARD.name, 3);
  expect(merged([part, part])).toEqual([{ ...part, judged: 20_000, alarms: 6, rounds: 240_000 }]);
});
