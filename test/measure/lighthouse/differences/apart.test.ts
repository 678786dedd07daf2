import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areApart, partsApart } from "../../../../src/measure/lighthouse/differences/apart.ts";

describe("runs of two sides are apart", () => {
  test.each([
    ["when each of one is above each of the other", [10, 11], [12, 14], true],
    ["not when one run of base is as large as one of head", [10, 12], [12, 14], false],
    ["when only one side has it", [null, null], [0, 5], true],
    ["not when a run of base has it too", [null, 5], [5, 5], false],
    ["not when they are the same", [7], [7], false],
  ])("%s", (_, base, head, expected) => {
    expect(areApart(base, head)).toBe(expected);
    expect(areApart(head, base)).toBe(expected);
  });

  test("never from themselves, in any order", () => {
    const runs = fc.array(fc.option(fc.nat()), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(runs, (one) => {
        expect(areApart(one, one.toReversed())).toBe(false);
      }),
    );
  });
});

test("parts are those of the first runs, the largest difference first, what varies left out", () => {
  const runs = (...all: readonly Record<string, number>[]) => all.map((one) => new Map(Object.entries(one)));
  const base = runs({ gone: 5, grown: 100, same: 9, varies: 3 }, { gone: 6, grown: 90, same: 9, varies: 8 });
  const head = runs({ grown: 400, same: 9, fresh: 50, varies: 9 }, { grown: 410, same: 9, fresh: 50, varies: 4 });
  expect(partsApart(base, head)).toEqual([
    { name: "grown", base: 100, head: 400 },
    { name: "fresh", base: null, head: 50 },
    { name: "gone", base: 5, head: null },
  ]);
});

test("what only a later run has is not shown, since there is no number of the first", () => {
  expect(partsApart([new Map(), new Map([["late", 5]])], [new Map()])).toEqual([]);
});
