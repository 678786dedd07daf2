import { expect, test } from "vitest";
import { priceOf, roundsToBlock } from "../../src/compare/price.ts";

const usual = { effort: "standard", maxMinutes: 12, secondsPerRound: 8, falseAlarms: 0.01 } as const;

test("rounds by effort, with their price and what they should show", () => {
  expect(priceOf(usual)).toMatchObject({ rounds: 12, fitting: 90, seconds: 96, blind: false });
  expect(priceOf(usual)).toMatchObject({
    line: "12 rounds of 8 s ≈ 1.6 minutes",
    sees: "sees ≥ 4.0 % at the usual noise of 2.7 % a round and 6 gating metrics",
  });
  expect(priceOf({ ...usual, effort: "thorough" }).rounds).toBe(30);
});

test("the time limit cuts, and says so when nothing could be shown any more", () => {
  const cut = priceOf({ ...usual, maxMinutes: 1 });
  expect(cut).toMatchObject({ rounds: 7, blind: true });
  expect(cut).toMatchObject({
    line: "7 rounds of 8 s ≈ 0.9 minutes (gate.maxMinutes is 1; effort standard wants 12)",
    sees: "too few to show any slowdown: 10 are needed with 6 gating metrics",
  });
  expect(priceOf({ ...usual, maxMinutes: 0.01 }).rounds).toBe(1);
});

test("the rounds that so many metrics need at least: 2^-n <= share", () => {
  expect([0, 1, 6, 10, 11, 40, 41].map((gating) => roundsToBlock(gating, 0.01))).toEqual([0, 7, 10, 10, 11, 12, 13]);
});
