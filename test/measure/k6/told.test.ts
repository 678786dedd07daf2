import { describe, expect, test } from "vitest";
import { createAggregate } from "../../../src/measure/k6/fold/aggregate.ts";
import type { Cell } from "../../../src/measure/k6/fold/cells.ts";
import { patternOf, patternsOf } from "../../../src/measure/k6/pattern.ts";
import { MOST_TOLD, tellApart } from "../../../src/measure/k6/told.ts";
import { SLOTS, type Slot } from "../../../src/model/series.ts";
import { foldOf } from "./folds.ts";

const endpoint = (name: string) => ({ scenario: "shop", method: "GET", name, check: null });
const check = (name: string) => ({ scenario: "shop", method: null, name: null, check: name });

function cell(about: ReturnType<typeof endpoint> | ReturnType<typeof check>, count: number, slot: Slot = "a"): Cell {
  const isCheck = about.check !== null;
  const aggregate = createAggregate(isCheck ? "rate" : "counter");
  for (let i = 0; i < count; i++) aggregate.add(1);
  return { ...about, slot, metric: isCheck ? "checks" : "http_reqs", expected: null, other: false, aggregate };
}

/** Both sides of one run: they have one fold. */
function round(cells: readonly Cell[]) {
  const fold = foldOf({ cells });
  return SLOTS.map((slot) => ({ script: "perf/shop.js", slot, fold }));
}

const many = (count: number, of: (i: number) => Cell) => Array.from({ length: count }, (_, i) => of(i));
const told = () => tellApart((_, scenario) => scenario);
const tells = (one: ReturnType<typeof told>, name: string) => one.tells("perf/shop.js", endpoint(name));

describe("which endpoints are told apart", { tags: ["L15"] }, () => {
  test.each([
    [MOST_TOLD - 1, false],
    [MOST_TOLD, false],
    [MOST_TOLD + 1, true],
  ])("of %i all but what is beyond 500, and with more it is said", (count, isCrowded) => {
    const one = told();
    one.take(round(many(count, (i) => cell(endpoint(`/products/p${i}`), 30 + (i % 7)))));
    const own = many(count, (i) => cell(endpoint(`/products/p${i}`), 1)).filter(({ name }) => tells(one, name!));
    expect(own.length).toBe(Math.min(count, MOST_TOLD));
    expect(one.warnings()).toEqual(
      isCrowded
        ? [
            'There are more than 500 endpoints, most of them like shop: GET /products/p{id}: only the busiest are weighed by themselves, the others together as "other endpoints". Give requests of one kind one name, without ids: http.get(url, { tags: { name: "…" } }), or http.url for the address.',
          ]
        : [],
    );
  });

  test("the busiest of both sides together, not the first; those of a few requests say nothing by themselves", () => {
    const one = told();
    const rare = many(3000, (i) => cell(endpoint(`/products/p${i}`), 1, i % 2 === 0 ? "a" : "b"));
    one.take(
      round([
        ...rare,
        cell(endpoint("/pay"), 10, "a"),
        cell(endpoint("/pay"), 10, "b"),
        cell(endpoint("/odd"), 19, "a"),
      ]),
    );
    expect(tells(one, "/pay")).toBe(true);
    expect(tells(one, "/odd")).toBe(false);
    expect(tells(one, "/products/p0")).toBe(false);
  });

  test("of many that are asked for often the busiest, whenever they come", () => {
    const one = told();
    const often = many(600, (i) => cell(endpoint(`/products/p${i}`), 30));
    one.take(round([...often, cell(endpoint("/zzz"), 1000)]));
    expect(tells(one, "/zzz")).toBe(true);
  });

  test("once there are too many they stay the same, so that each has its values in every round", () => {
    const one = told();
    one.take(round([cell(endpoint("/cart"), 100), cell(endpoint("/once"), 1)]));
    one.take(round(many(600, (i) => cell(endpoint(`/products/p${i}`), 1))));
    one.take(round([cell(endpoint("/late"), 1000)]));
    expect(["/cart", "/once", "/products/p0", "/late"].map((name) => tells(one, name))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(one.warnings().length).toBe(1);
  });

  test("endpoints that come a few a round are counted over all rounds", () => {
    const one = told();
    for (let r = 0; r < 60; r++) one.take(round(many(10, (i) => cell(endpoint(`/r${r}/p${i}`), 1))));
    expect(tells(one, "/r49/p9")).toBe(true);
    expect(tells(one, "/r50/p0")).toBe(false);
  });

  test("checks have room of their own; neither takes that of the other, nor of the script's own metrics", () => {
    const one = told();
    one.take(round([...many(600, (i) => cell(check(`order ${i} is there`), 1)), cell(endpoint("/cart"), 1)]));
    expect(tells(one, "/cart")).toBe(true);
    expect(one.tells("perf/shop.js", check("order 7 is there"))).toBe(false);
    expect(one.tells("perf/shop.js", { scenario: "shop", method: null, name: null, check: null })).toBe(true);
    expect(one.warnings()).toEqual([
      'There are more than 500 checks, most of them like shop: order {id} is there: only the busiest are weighed by themselves, the others together as "other checks". Give checks of one kind one name, without ids.',
    ]);
  });
});

describe("what names have in common", { tags: ["L15"] }, () => {
  test.each([
    [["GET /products/blue-shirt", "GET /products/red-hat", "GET /cart"], "GET /products/{id}"],
    [["GET /shops/a/items", "GET /shops/b/items"], "GET /shops/{id}/items"],
    [["product 1", "product 22", "home"], "product {id}"],
    [["home", "cart", "pay"], null],
  ])("%j → %s", (names, pattern) => expect(patternOf(names)).toBe(pattern));
});

test("a name of a thousand parts has a pattern for each of the first twenty, and one for its numbers", {
  tags: ["L16"],
}, () => {
  const name = Array.from({ length: 500 }, (_, at) => at).join("/");
  expect(patternsOf(name).size).toBe(21);
  expect(patternsOf("/a/b").size).toBe(3);
});
