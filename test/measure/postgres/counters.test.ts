import { expect, test } from "vitest";
import { addAll, between, type Counters, type Look, NONE, total } from "../../../src/measure/postgres/counters.ts";
import { Trace } from "../../../src/measure/postgres/trace.ts";

const calls = (count: number, more: Partial<Counters> = {}): Counters => ({ ...NONE, calls: count, ...more });
const look = (counters: Readonly<Record<string, Counters>>, epoch = "0"): Look => ({
  epoch,
  counters: new Map(Object.entries(counters)),
});

test("what happened between two looks is the difference of every counter, of what was called", () => {
  const before = look({ a: calls(5, { rows: 50, hit: 7, ms: 1.5 }), b: calls(2) });
  const after = look({ a: calls(8, { rows: 80, hit: 9, ms: 2 }), b: calls(2), c: calls(1, { read: 3, temporary: 4 }) });
  expect(between(before, after)).toEqual({
    kind: "counted",
    counters: new Map([
      ["a", { calls: 3, rows: 30, hit: 2, read: 0, temporary: 0, ms: 0.5 }],
      ["c", { calls: 1, rows: 0, hit: 0, read: 3, temporary: 4, ms: 0 }],
    ]),
  });
});

test.each([
  ["counters were reset, or entries thrown out", look({ a: calls(9) }, "1")],
  ["a counter fell", look({ a: calls(4) })],
  ["an entry is gone", look({ b: calls(1) })],
  ["as often as before, in another time", look({ a: calls(5, { ms: 1 }) })],
])("%s: nobody knows what happened", { tags: ["T26"] }, (_, after) => {
  expect(between(look({ a: calls(5) }), after)).toEqual({ kind: "lost" });
});

test("sums", () => {
  const into = new Map([["a", calls(1, { rows: 2 })]]);
  addAll(
    into,
    new Map([
      ["a", calls(2)],
      ["b", calls(3)],
    ]),
  );
  expect(into).toEqual(
    new Map([
      ["a", calls(3, { rows: 2 })],
      ["b", calls(3)],
    ]),
  );
  expect(total(into.values())).toEqual(calls(6, { rows: 2 }));
  expect(total([])).toEqual(NONE);
});

test("a trace counts each endpoint's own, and nothing of setup or of an endpoint of which a request was lost", {
  tags: ["T26"],
}, () => {
  const trace = new Trace();
  const one = { kind: "counted", counters: new Map([["a", calls(2)]]) } as const;
  trace.add({ endpoint: "x" }, one);
  trace.add({ endpoint: null }, one);
  trace.add({ endpoint: "x" }, { kind: "lost" });
  trace.add({ endpoint: "x" }, one);
  trace.add({ endpoint: "y" }, { kind: "counted", counters: new Map() });
  trace.add({ endpoint: "z" }, one);
  trace.add({ endpoint: "z" }, one);
  trace.add({ endpoint: null }, { kind: "lost" });
  trace.add({ endpoint: "never counted" }, { kind: "lost" });
  expect(trace.lost).toEqual({ requests: 2, endpoints: ["x", "never counted"] });
  expect([...trace.tallies]).toEqual([
    ["y", { requests: 1, counters: new Map() }],
    ["z", { requests: 2, counters: new Map([["a", calls(4)]]) }],
  ]);
});
