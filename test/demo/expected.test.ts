import { expect, test } from "vitest";
import { expectedOf } from "../../src/demo/expected.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import { bundle, latency, verdictOf } from "../report/verdicts.ts";

const regressed = (id: string): Comparison => latency("", { change: "regressed" }, { id });
const search = regressed("k6/latency-tm95@shop: GET /api/search");
const paint = regressed("lighthouse/lcp@/");
const app = bundle("entry web/app", 10_000, 12_000, "regressed");
const total = bundle("total", 20_000, 22_000, "regressed");
const cart = regressed("k6/latency-tm95@shop: POST /api/cart");
const failed = (...comparisons: Comparison[]) => verdictOf({ verdict: "fail", comparisons });

test.each([
  ["all that was planted", "all", [search, paint, app], []],
  ["the total besides", "all", [search, paint, app, total], []],
  ["the page is not measured", "quick", [search, app], []],
  ["the page is missing", "all", [search, app], ["the worse page was not named."]],
  [
    "a control is named",
    "all",
    [search, paint, app, cart],
    ["k6/latency-tm95@shop: POST /api/cart is called regressed, though nothing was changed there."],
  ],
] as const)("%s", (_, extent, comparisons, surprises) => {
  expect(expectedOf({ variant: "regressed", extent }, failed(...comparisons))).toEqual(surprises);
});

test("no verdict but fail will do, and what only watches is named by nobody", () => {
  const watched: Comparison = { ...cart, rule: { ...cart.rule, role: "watch" } };
  const verdict = verdictOf({ verdict: "inconclusive", comparisons: [search, paint, app, watched] });
  expect(expectedOf({ variant: "regressed", extent: "all" }, verdict)).toEqual([
    "the verdict is inconclusive, not fail.",
  ]);
});

test("of two builds of one commit nothing may be named", () => {
  const verdict = verdictOf({ verdict: "inconclusive", comparisons: [search] });
  expect(expectedOf({ variant: "identical", extent: "all" }, verdict)).toHaveLength(1);
  expect(expectedOf({ variant: "identical", extent: "all" }, verdictOf({ verdict: "pass", comparisons: [] }))).toEqual(
    [],
  );
});
