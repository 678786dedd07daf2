import { describe, expect, test } from "vitest";
import { type Readings, runnerFitness, sayNoise, unfitRound } from "../../src/measure/fitness.ts";

const quiet: Readings = { calibration: 30, steal: 0.01 };
const robbed: Readings = { calibration: 30, steal: 0.25 };
const taking = (...milliseconds: readonly number[]) => milliseconds.map((calibration) => ({ ...quiet, calibration }));
const repeat = <T>(values: readonly T[], times: number) => Array.from({ length: times }, () => values).flat();

describe("a round", () => {
  test.each([null, 0, 0.05, 0.1])("with %s stolen counts", (steal) => {
    expect(unfitRound({ calibration: 30, steal })).toBeNull();
  });

  test("is redone when much of it was stolen, whatever the fixed task took", () => {
    expect(unfitRound(robbed)).toBe("the hypervisor took 25 % of the CPU time (more than 10 %)");
    expect(unfitRound({ calibration: 3000, steal: 0 })).toBeNull();
  });
});

describe("a runner is fit", () => {
  test.each<[string, readonly Readings[]]>([
    ["that is quiet", repeat([quiet], 12)],
    ["that does not tell what is stolen", repeat([{ calibration: 30, steal: null }], 12)],
    ["that was not measured on", []],
    ["at half speed for part of the job", taking(30, 31, 30, 62, 60, 63, 61, 60, 31, 30)],
    ["at half speed in every other round, with a tenth of scatter", repeat(taking(27, 66), 10)],
    ["that slows down to a fifth, gradually", taking(30, 40, 52, 68, 89, 115, 150)],
    ["with one hiccup", taking(30, 31, 300, 30, 31, 30, 31, 30)],
    ["that lost half of its rounds to its neighbours", repeat([quiet, robbed], 6)],
    ["of which four tries tell nothing yet", repeat([robbed], 4)],
  ])("%s", (_, rounds) => {
    expect(runnerFitness(rounds)).toEqual({ kind: "fit" });
  });
});

describe("a runner is unfit", () => {
  test("that is robbed in most rounds", () => {
    expect(runnerFitness([...repeat([quiet, robbed], 3), robbed])).toEqual({
      kind: "unfit",
      why: "in 4 of 7 rounds the hypervisor took more than 10 % of the CPU time",
    });
  });

  test("whose speed leaps from round to round, up or down", () => {
    expect(runnerFitness(repeat(taking(30, 30, 120, 120), 3))).toEqual({
      kind: "unfit",
      why: "a fixed task took more than 2.5 times as long as a round earlier, or less than 1/2.5 of it, in 5 of 11 rounds",
    });
  });
});

describe("in words", () => {
  test("the typical time, its scatter, and what was stolen", () => {
    const rounds = [29.8, 30.2, 31, 31.8, 32.3].map((calibration, i) => ({ calibration, steal: i / 200 }));
    expect(sayNoise(rounds)).toBe("fixed task 31 ms ± 4 % a round, 1.0 % of CPU time stolen, at most 2.0 %");
  });

  test("an outlier changes neither", () => {
    expect(sayNoise([...taking(30, 30, 31, 30, 30, 31), { calibration: 400, steal: 0.2 }])).toMatch(
      /^fixed task 30 ms ± \d % a round, .* at most 20 %$/,
    );
  });

  test("what the system does not tell", () => {
    expect(sayNoise([{ calibration: 30, steal: null }])).toBe(
      "fixed task 30 ms ± 0 % a round; the system does not tell how much CPU time is stolen",
    );
    expect(sayNoise([])).toBe("nothing was measured");
  });
});
