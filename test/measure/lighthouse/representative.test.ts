import { expect, test } from "vitest";
import { nearestMedian } from "../../../src/measure/lighthouse/representative.ts";

test.each<[string, (number | null)[], number | null]>([
  ["one run", [1200], 0],
  ["the middle one, by value and not by text", [3000, 900, 1500], 2],
  ["of an even number, the lower of the two in the middle", [1000, 1500, 1400, 90_000], 2],
  ["of two, the lower", [1500, 1400], 1],
  ["runs without a value are left out, but counted", [null, 900, null, 1000, 1100], 3],
  ["none", [], null],
  ["none with a value", [null, null], null],
])("%s", (_, values, index) => expect(nearestMedian(values)).toBe(index));
