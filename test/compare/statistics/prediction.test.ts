import { describe, expect, test } from "vitest";
import {
  predictionBound,
  predictionP,
  predictNext,
  smallestShift,
} from "../../../src/compare/statistics/prediction.ts";
import table from "../../oracle/prediction.json" with { type: "json" };
import { createRandom } from "../noise.ts";

/** Both to eight digits: what jstat gives, and far more than a decision needs. */
const expectNear = (value: number, oracle: number) => expect(Math.abs(value / oracle - 1)).toBeLessThan(1e-7);

test("equals scipy's Student t for the next value", () => {
  for (const { values, deviation, error, worse, better, half, smallestAtSixth } of table) {
    const prediction = predictNext(values);
    expectNear(prediction.error, error);
    expectNear(predictionP(deviation, prediction), worse);
    expectNear(predictionP(-deviation, prediction), better);
    expectNear(predictionBound(0.025, prediction), half);
    expectNear(smallestShift(0.01 / 6, prediction), smallestAtSixth);
  }
});

describe("predictNext", () => {
  test("counts the uncertainty of the mean, and the floor where values vary less than they can", () => {
    expect(predictNext([1, 3])).toEqual({ centre: 2, error: Math.SQRT2 * Math.sqrt(1.5), df: 1 });
    expect(predictNext([1, 3], 5).error).toBe(5 * Math.sqrt(1.5));
  });

  test("of equal values is exactly that value, without an error", () => {
    const constant = Array.from({ length: 23 }, () => 0.1);
    expect(predictNext(constant)).toEqual({ centre: 0.1, error: 0, df: 22 });
  });

  test("refuses fewer than two values", () => {
    expect(() => predictNext([1])).toThrow(RangeError);
  });
});

test("p stays a probability, however far off the next value is", () => {
  const prediction = predictNext([1, 1 + 1e-12, 1, 1, 1]);
  for (const deviation of [1e-300, 1, 1e300, Number.MAX_VALUE]) {
    expect(predictionP(deviation, prediction)).toBeGreaterThanOrEqual(0);
    expect(predictionP(-deviation, prediction)).toBeLessThanOrEqual(1);
  }
  expect(predictionP(1e300, prediction)).toBeLessThan(1e-9);
});

test("an unchanged next job is called worse as often as the level says, and 95 % intervals hold it 95 times in 100", () => {
  const random = createRandom(5);
  const trials = 20_000;
  let worse = 0;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    const prediction = predictNext(Array.from({ length: 8 }, () => random.normal()));
    const deviation = random.normal() - prediction.centre;
    if (predictionP(deviation, prediction) <= 0.05) worse++;
    if (Math.abs(deviation) <= predictionBound(0.025, prediction)) held++;
  }
  const margin = 4 * Math.sqrt((0.05 * 0.95) / trials);
  expect(Math.abs(worse / trials - 0.05)).toBeLessThan(margin);
  expect(Math.abs(held / trials - 0.95)).toBeLessThan(margin);
});
