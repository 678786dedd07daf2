import { expect, test } from "vitest";
import { evaluate } from "../../src/explain/evaluate.ts";
import { isOfServer, matterOf } from "../../src/explain/matter.ts";
import type { Metric } from "../../src/model/metric.ts";
import { sidesOf } from "./make.ts";

const metric = (id: string) => ({ id }) as Metric;

const time = sidesOf({ "main;search": { base: [2, 2.1, 2], head: [3, 3.1, 3] } });
const memory = sidesOf({ "main;remember": { base: [100, 110, 105], head: [400, 410, 405] } });
const profiles = { by: "Node", time, memory, processor: null, left: 0, seen: 1 };
const asked = (...ids: readonly string[]) => evaluate(profiles, ids.map(metric));

test("a metric is explained by profiles of what it is a matter of, with each function's part of the change", () => {
  const { causes, details, notes } = asked(
    "k6/latency-tm95@shop: GET /cart",
    "runtime/allocated@target",
    "http/bytes@/",
  );
  expect(causes).toEqual([
    expect.objectContaining({ metric: "k6/latency-tm95@shop: GET /cart", name: "search", unit: "ms", whole: 1 }),
    expect.objectContaining({ metric: "runtime/allocated@target", name: "remember", unit: "bytes", whole: 300 }),
  ]);
  expect(causes.map(({ note }) => note)).toEqual(["called from main", "called from main"]);
  expect(details.map((one) => one.kind === "flame" && one.title)).toEqual([
    "Processor time a request, by Node, 3 profiles a side",
    "Allocated memory a request, by Node, 3 profiles a side",
  ]);
  expect(notes[1]).toMatch(/^Allocated memory a request, .* grew from 105 B to 405 B: remember /u);
  expect(notes).toHaveLength(2);
});

test("of memory that is kept, functions are named as what allocates, with no part of the change", () => {
  const { causes, notes } = asked("resources/growth@target", "runtime/retained@shop: GET /cart");
  expect(causes).toEqual([
    expect.objectContaining({ metric: "resources/growth@target", name: "remember", unit: "bytes", whole: null }),
    expect.objectContaining({ metric: "runtime/retained@shop: GET /cart", name: "remember", whole: null }),
  ]);
  expect(causes.map(({ note }) => note)).toEqual([
    "not necessarily kept, called from main",
    "not necessarily kept, called from main",
  ]);
  expect(notes[2]).toBe(
    "The profiles of memory show what allocates; what of it is kept, as by a leak, they do not show.",
  );
});

test("a function that stands out where the whole is not known to have grown is no part of a change", () => {
  const unclear = sidesOf({
    "main;cart": { base: [0.2, 0.21, 0.2], head: [0.3, 0.32, 0.31] },
    "vm:wait": { base: [1, 3, 2], head: [3, 1, 2] },
  });
  expect(evaluate({ ...profiles, time: unclear }, [metric("resources/cpu@target")]).causes).toEqual([
    expect.objectContaining({ name: "cart", whole: null }),
  ]);
});

test("a function that does what other threads did before is no part of a change of the whole", () => {
  const processor = { base: [4, 4.1, 4], head: [4, 4.1, 4.01] };
  const { causes } = evaluate({ ...profiles, processor }, [
    metric("resources/cpu@target"),
    metric("runtime/allocated@target"),
  ]);
  expect(causes.map(({ whole, note }) => [whole, note])).toEqual([
    [null, "no more in all threads together, called from main"],
    [300, "called from main"],
  ]);
});

test("what is in no profile is said", () => {
  expect(evaluate({ ...profiles, left: 1, seen: 0.62 }, []).notWeighed).toEqual([
    "explain: 64 Node threads of a side are profiled, those of the lowest process ids; 1 more is in no profile.",
    "explain: the load outlasted its profile: up to 38 % of it, the last of its requests, are in none.",
  ]);
  expect(evaluate(profiles, []).notWeighed).toEqual([]);
});

test("memory is not spoken of where time alone is asked, or no profile tells of it", () => {
  expect(asked("resources/cpu@target").notes).toHaveLength(1);
  expect(evaluate({ ...profiles, memory: null }, [metric("resources/growth@target")])).toMatchObject({
    causes: [],
    notes: [expect.stringMatching(/^Processor time/u)],
  });
});

test.each([
  ["k6/latency-p99@shop: GET /cart", "time"],
  ["k6/error-rate@shop: GET /cart", null],
  ["resources/cpu@target", "time"],
  ["resources/memory-peak@target", "kept"],
  ["resources/growth@target", "kept"],
  ["runtime/heap@target", "kept"],
  ["runtime/retained@shop: GET /cart", "kept"],
  ["runtime/gc-count@target", "memory"],
  ["runtime/blocked@target", null],
  ["postgres/queries@shop: GET /cart", null],
  ["nonsense", null],
] as const)("%s is a matter of %s", (id, matter) => {
  expect(matterOf({ id })).toBe(matter);
});

test("metrics of pages and files are not of what the scripts make the target run", () => {
  const ids = [
    "postgres/queries@a",
    "http/bytes@a",
    "prometheus/x@a",
    "bundle/gzip@a",
    "lighthouse/lcp@/",
    "browser/lcp@/",
  ];
  expect(ids.filter((id) => isOfServer({ id }))).toEqual(ids.slice(0, 3));
});
