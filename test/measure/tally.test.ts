import { expect, test } from "vitest";
import { MOST_NAMES, Tally } from "../../src/measure/tally.ts";

test("sums are by endpoint and name, and a request of an endpoint has its share", () => {
  const tally = new Tally();
  for (const endpoint of ["cart", "cart", "ping"]) tally.request(endpoint);
  tally.add("cart", "GET", 3);
  tally.add("cart", "SET", 4);
  tally.add("cart", "GET", 2);
  expect(tally.endpoints()).toEqual(["cart", "ping"]);
  expect(tally.sums("cart")).toEqual([
    ["GET", 5],
    ["SET", 4],
  ]);
  expect(tally.perRequest("cart", "GET")).toBe(2.5);
  expect(tally.perRequest("ping", "GET")).toBe(0);
  expect(tally.perRequest("unknown", "GET")).toBeNull();
  expect([tally.sum("ping", "GET"), tally.sums("ping")]).toEqual([0, []]);
});

test("another round of the same side is added, requests without a count too", () => {
  const all = new Tally();
  for (let round = 0; round < 2; round++) {
    const one = new Tally();
    one.request("cart");
    one.request("ping");
    one.add("cart", "GET", 2);
    all.include(one);
  }
  expect([all.requests("cart"), all.requests("ping"), all.perRequest("cart", "GET")]).toEqual([2, 2, 2]);
});

test("names that are others each time are left out when there are too many", { tags: ["L17"] }, () => {
  const tally = new Tally();
  for (let at = 0; at < MOST_NAMES + 5; at++) tally.add("x", `key ${at}`, 1);
  tally.add("x", "key 0", 1);
  expect(tally.sums("x")).toHaveLength(MOST_NAMES);
  expect(tally.sum("x", "key 0")).toBe(2);
});
