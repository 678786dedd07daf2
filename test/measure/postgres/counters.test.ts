import { expect, test } from "vitest";
import { addAll, between, type Counters, type Look, NONE, total } from "../../../src/measure/postgres/counters.ts";
import { Trace } from "../../../src/measure/postgres/trace.ts";

const calls = (count: number, more: Partial<Counters> = {}): Counters => ({ ...NONE, calls: count, ...more });
const look = (counters: Readonly<Record<string, Counters>>, told: Partial<Look> = {}): Look => ({
  ...{ reset: "1700000000.5", thrownOut: "0", elsewhere: new Map<string, number>(), ...told },
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
    elsewhere: [],
  });
});

test.each([
  ["counters were reset", look({ a: calls(9) }, { reset: "1700000001" }), "reset"],
  // Which counts from zero again what was thrown out.
  ["counters were reset after some were thrown out", look({}, { reset: "1700000001", thrownOut: "" }), "reset"],
  ["entries were thrown out", look({ a: calls(9) }, { thrownOut: "1" }), "full"],
  ["a counter fell", look({ a: calls(4) }), "unknown"],
  ["an entry is gone", look({ b: calls(1) }), "unknown"],
  ["as often as before, in another time", look({ a: calls(5, { ms: 1 }) }), "unknown"],
])("%s: nobody knows what happened", { tags: ["T26"] }, (_, after, why) => {
  expect(between(look({ a: calls(5) }), after)).toEqual({ kind: "lost", why });
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
  const one = { kind: "counted", counters: new Map([["a", calls(2)]]), elsewhere: [] } as const;
  trace.add({ endpoint: "x" }, one);
  trace.add({ endpoint: null }, one);
  trace.add({ endpoint: "x" }, { kind: "lost", why: "reset" });
  trace.add({ endpoint: "x" }, one);
  trace.add({ endpoint: "y" }, { kind: "counted", counters: new Map(), elsewhere: [] });
  trace.add({ endpoint: "z" }, one);
  trace.add({ endpoint: "z" }, one);
  trace.add({ endpoint: null }, { kind: "lost", why: "reset" });
  trace.add({ endpoint: "never counted" }, { kind: "lost", why: "reset" });
  expect(trace.lost).toEqual({ requests: 2, endpoints: ["x", "never counted"], losses: ["reset"] });
  expect([...trace.tallies]).toEqual([
    ["y", { requests: 1, counters: new Map() }],
    ["z", { requests: 2, counters: new Map([["a", calls(4)]]) }],
  ]);
});

test("an endpoint is of no known count where a role of the database asked another one meanwhile, and no other role", {
  tags: ["T26"],
}, () => {
  const asked = look(
    {},
    {
      elsewhere: new Map([
        ["1 7", 3],
        ["2 7", 5],
        ["1 8", 1],
      ]),
    },
  );
  const now = look(
    { "1 a": calls(1) },
    {
      elsewhere: new Map([
        ["1 7", 4],
        ["2 7", 6],
        ["1 8", 1],
      ]),
    },
  );
  const trace = new Trace();
  trace.add({ endpoint: "x" }, between(asked, now));
  trace.add(
    { endpoint: "y" },
    between(
      now,
      look(
        { "1 a": calls(2) },
        {
          elsewhere: new Map([
            ["1 7", 4],
            ["2 7", 9],
          ]),
        },
      ),
    ),
  );
  expect(trace.elsewhere).toEqual({ databases: ["7"], endpoints: ["x"] });
  expect(trace.uncounted).toEqual(["x"]);
  expect([...trace.tallies.keys()]).toEqual(["y"]);
});
