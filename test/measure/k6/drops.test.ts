import { expect, test } from "vitest";
import { tallyDrops } from "../../../src/measure/k6/drops.ts";
import type { Cell } from "../../../src/measure/k6/fold/cells.ts";
import { Histogram } from "../../../src/measure/k6/fold/histogram.ts";
import type { Side, Slot } from "../../../src/model/series.ts";
import { foldOf } from "./folds.ts";

const script = { label: "perf/shop.js", round: { warmup: 0, measure: 5000 } };
const TODO = "raise maxVUs and preAllocatedVUs in the script, lower its rate, or use a larger runner.";

const tally = () => tallyDrops((_, scenario) => scenario);

function cell(slot: Slot, name: string, times: readonly number[], rest: Partial<Cell> = {}): Cell {
  const about = { scenario: "shop", method: "GET", name, check: null, expected: true, other: false };
  return { ...about, metric: "http_req_duration", slot, aggregate: Histogram.of(times), ...rest };
}

/** Both sides of one run: they have one fold. */
function runs(sides: Readonly<Record<Slot, Side>>, cells: readonly Cell[], dropped = 3) {
  const fold = foldOf({ cells, dropped: { measured: dropped, all: dropped } });
  return (["a", "b"] as const).map((slot) => ({ side: sides[slot], slot, fold }));
}

const straight = { a: "base", b: "head" } as const;
const turned = { a: "head", b: "base" } as const;

test("nothing is said while no iteration was dropped", () => {
  const drops = tally();
  drops.add(script, runs(straight, [cell("a", "/cart", [1]), cell("b", "/cart", [1500])], 0));
  expect(drops.advice()).toBeNull();
});

test("each side has its median over all rounds with dropped iterations, whichever slot it had, and over no other", () => {
  const drops = tally();
  drops.add(script, runs(straight, [cell("a", "/cart", [10, 12]), cell("b", "/cart", [1500, 1510])]));
  drops.add(script, runs(turned, [cell("b", "/cart", [14]), cell("a", "/cart", [1520.4])]));
  drops.add(script, runs(straight, [cell("a", "/cart", [9000, 9000]), cell("b", "/cart", [1, 1])], 0));
  expect(drops.advice()).toBe(
    `k6 dropped iterations in 2 of these rounds, as no VU was free. Most of their time went to shop: GET /cart, whose median latency was 12 ms on base and 1510 ms on head: ${TODO}`,
  );
});

test("the endpoint that took most time is named, not the one that most requests were for", () => {
  const drops = tally();
  const fast = Array.from({ length: 1000 }, () => 1);
  const cells = [
    cell("a", "/list", fast),
    cell("b", "/list", fast),
    cell("a", "/cart", [4]),
    cell("b", "/cart", [3000]),
  ];
  drops.add(script, runs(straight, cells));
  expect(drops.advice()).toContain("shop: GET /cart, whose median latency was 4 ms on base and 3000 ms on head");
});

test("answers that were not expected take a VU's time too, and those of many endpoints go together", () => {
  const drops = tally();
  const others = (slot: Slot, times: readonly number[], expected: boolean) =>
    cell(slot, "", times, { method: null, name: null, other: true, expected });
  drops.add(script, runs(straight, [others("a", [5], true), others("b", [7], true), others("b", [900, 901], false)]));
  expect(drops.advice()).toContain("shop: other endpoints, whose median latency was 5 ms on base and 900 ms on head");
});

test("a side that answered nothing has no median, one that took no part is not named, and no request is none to name", () => {
  const silent = tally();
  silent.add(script, runs(straight, [cell("a", "/cart", [10])]));
  expect(silent.advice()).toContain("was 10 ms on base and unknown on head");
  const alone = tally();
  alone.add(script, runs(straight, [cell("b", "/cart", [20])]).slice(1));
  expect(alone.advice()).toContain("whose median latency was 20 ms on head: raise");
  const other = tally();
  other.add(script, runs(straight, []));
  expect(other.advice()).toBe(`k6 dropped iterations in 1 of these rounds, as no VU was free: ${TODO}`);
});
