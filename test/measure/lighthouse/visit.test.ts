import { expect, test } from "vitest";
import { inDrawnOrder } from "../../../src/measure/lighthouse/visit.ts";

test("who runs first is drawn anew for each page and round, by a fair coin, and can be drawn again", () => {
  const first = (draw: string) => inDrawnOrder(["base", "head"], draw)[0];
  const draws = Array.from({ length: 1000 }, (_, round) => `${round * 7919}/checkout`);
  const heads = draws.filter((draw) => first(draw) === "head").length;
  expect(heads).toBeGreaterThan(440);
  expect(heads).toBeLessThan(560);
  expect(draws.map(first)).toEqual(draws.map(first));
  const sameRound = Array.from({ length: 20 }, (_, page) => first(`1/page-${page}`));
  expect(new Set(sameRound).size).toBe(2);
  expect(inDrawnOrder(["head"], "1/")).toEqual(["head"]);
});
