import { expect, test } from "vitest";
import type { LaneEnd } from "../../src/measure/rounds.ts";
import { endLines } from "../../src/pipeline/progress.ts";

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
