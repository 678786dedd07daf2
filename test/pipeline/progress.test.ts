import { describe, expect, test } from "vitest";
import type { LaneEnd, RoundRecord } from "../../src/measure/rounds.ts";
import { NOTHING_BEFORE } from "../../src/pipeline/continue.ts";
import { endLines, progressOf, shortOf } from "../../src/pipeline/progress.ts";

test("why rounds ended is said of what gates, and where nothing does, that", () => {
  const end = { kept: 8, ended: "settled", unfit: null } as const;
  const ends = new Map<string, LaneEnd>([
    ["k6", end],
    ["inside", end],
    ["lighthouse", { ...end, ended: "time" }],
    ["bundle", { ...end, kept: 1, ended: "time" }],
  ]);
  expect(endLines(ends, (id) => id === "inside")).toEqual([
    "k6: ended after 8 rounds: nothing of it gates.",
    "inside: ended after 8 rounds: every gating metric was settled.",
    "lighthouse: ended after 8 rounds: gate.maxMinutes was over.",
    "bundle: ended after 1 round: gate.maxMinutes was over.",
  ]);
});

describe("the time that is left at most", () => {
  /** What is said of rounds of a minute each, one after the other; the lane may take so many minutes. */
  function said(minutes: number, tries: readonly (string | null)[]): readonly string[] {
    const lines: string[] = [];
    const add = (line: string) => void lines.push(line);
    const log = { info: add, warn: add, progress: add, group: <T>(_: string, body: () => Promise<T>) => body() };
    const lane = { collector: "lighthouse", looks: [8, 20], left: NOTHING_BEFORE, limit: minutes * 60_000 };
    const tell = progressOf({ lanes: [lane], spare: 0 }, log);
    let kept = 0;
    for (const [index, discarded] of tries.entries()) {
      if (discarded === null) kept++;
      const coins = { sides: { a: "base", b: "head" }, order: ["base", "head"] } as const;
      const readings = { calibration: 25, steal: 0 };
      const record: RoundRecord = { index, collector: "lighthouse", ...coins, seconds: 60, readings, discarded };
      tell(record, kept);
    }
    return lines.map((line) => /at most (\S+ \S+) left$/.exec(line)![1]!);
  }

  test("is what the rounds planned would take, where the lane has time for all of them", () => {
    expect(said(Number.POSITIVE_INFINITY, [null, null])).toEqual(["19.0 min", "18.0 min"]);
    expect(said(60, [null])).toEqual(["19.0 min"]);
  });

  test("is no more than all lanes' time, of which rounds that were unfit took a part too", () => {
    expect(said(5, [null, "it leapt", null, null])).toEqual(["4.0 min", "3.0 min", "2.0 min", "60 s"]);
  });

  test("is none when that time is over, but a round that is redone", () => {
    expect(said(0.5, [null])).toEqual(["0 s"]);
    expect(said(0.5, ["it leapt", null])).toEqual(["60 s", "0 s"]);
  });
});

test("a lane that the clock ended on an unfit runner says both", () => {
  const lane = { collector: "inside", looks: [8], left: NOTHING_BEFORE, limit: 60_000 };
  const ends = (end: Partial<LaneEnd>) =>
    new Map<string, LaneEnd>([["inside", { kept: 4, ended: "time", unfit: null, ...end }]]);
  const late = "inside: 4 of 8 rounds fitted into gate.maxMinutes (2).";
  const unfit = "inside: this runner is unfit to measure: it leapt.";
  expect(shortOf([lane], ends({}), 2)).toEqual([late]);
  expect(shortOf([lane], ends({ unfit: "it leapt" }), 2)).toEqual([unfit, late]);
  expect(shortOf([lane], ends({ ended: "unfit", unfit: "it leapt" }), 2)).toEqual([unfit]);
});
