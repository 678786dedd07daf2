import { describe, expect, test } from "vitest";
import { type Kept, leaksOf } from "../../src/measure/leak.ts";

/** Five rounds that all keep about as much. */
const keeping = (bytes: number, requests: number): readonly Kept[] =>
  [0, 1, 2, 3, 4].map((more) => ({ bytes: bytes + more * 1000, requests }));
const leaks = (base: readonly Kept[], head: readonly Kept[]) => leaksOf("runtime", "left behind", { base, head });

test("what grows with requests is said a request, with what is certain of it", () => {
  const [leak, ...others] = leaks(keeping(20_000, 500), keeping(2_000_000, 500));
  expect(others).toEqual([]);
  expect(leak).toMatchObject({ rule: "leak", collector: "runtime", base: 44, head: 4004, unit: "bytes" });
  expect(leak?.rounds).toEqual({
    base: { rounds: 5, least: 40, most: 48 },
    head: { rounds: 5, least: 4000, most: 4008 },
  });
  // 4004 - 2.776 × 3.162 / √5
  expect(leak?.note).toBe("left behind, at least 99 % of it for certain");
});

describe("what is no leak", () => {
  test.each([71, 141, 701])("a server that keeps 240 kB once, over %i requests", (requests) => {
    expect(leaks([], keeping(240_000, requests))).toEqual([]);
  });

  test("what fewer than five rounds say", () => {
    expect(leaks([], keeping(3_000_000, 500).slice(1))).toEqual([]);
  });

  test("what one round denies so that nothing is certain", () => {
    expect(leaks([], [...keeping(3_000_000, 500).slice(1), { bytes: 90_000_000, requests: 500 }])).toEqual([]);
  });
});

test("what base alone keeps is told too: whether it is head's is not decided here", () => {
  expect(leaks(keeping(2_000_000, 500), keeping(20_000, 500))).toMatchObject([{ base: 4004, head: 44 }]);
});
