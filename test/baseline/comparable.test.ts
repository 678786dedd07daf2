import { describe, expect, test } from "vitest";
import { compareWithStored, type ThisJob } from "../../src/baseline/comparable.ts";
import type { Snapshot } from "../../src/stored/snapshot.ts";
import { snapshot } from "../stored/examples.ts";
import { errors, gzip, job, latency } from "./make.ts";

const { environment, conditions } = snapshot;
const tools = { k6: "2.2.0", zlib: "1.3", node: "24.0.0" };
const own: ThisJob = {
  environment: { ...environment, tools },
  collectors: new Map([
    ["k6", { tools: { k6: "2.2.0" }, conditions: conditions.k6! }],
    ["bundle", { tools: { zlib: "1.3" }, conditions: conditions.bundle! }],
  ]),
  metrics: [latency, errors, gzip],
};

/** A stored job like this one but for some of it. */
function like(over: Partial<Snapshot> = {}, machine: Partial<Snapshot["environment"]> = {}): Snapshot {
  return job({ over: { environment: { ...environment, tools, ...machine }, ...over } });
}

const compared = (snapshots: readonly Snapshot[], of: ThisJob = own, reference = snapshots.at(-1)!) =>
  compareWithStored(of, { snapshot: reference, how: "ancestor", distance: 2 }, snapshots);

const valuesOf = ({ histories }: ReturnType<typeof compared>) => histories.map(({ values }) => values);

test("one value a job: the median of its rounds, the pooled share, the exact number", () => {
  const rows = (times: (number | null)[], events: number, size: number): Partial<Snapshot> => ({
    metrics: [
      { metric: latency, values: times },
      { metric: errors, values: [{ events, total: 100 }, null, { events: 0, total: 300 }] },
      { metric: gzip, values: [size] },
    ],
  });
  const baseline = compared([like(rows([1, null, 3, 9], 4, 500)), like(rows([null, 2], 0, 510))]);
  expect(valuesOf(baseline)).toEqual([
    [3, 2],
    [0.01, 0],
    [500, 510],
  ]);
  expect(baseline.exact).toEqual([{ metric: gzip, value: 510 }]);
  expect(baseline).toMatchObject({ jobs: 2, leftOut: [], reference: { how: "ancestor", distance: 2 } });
});

/** What is left of five like jobs and one that differs: times, rates, sizes. */
test.each<[string, Snapshot, readonly number[], string]>([
  ["CPU", like({}, { cpu: "another cpu" }), [5, 5, 6], "ran on another CPU"],
  ["number of cores", like({}, { cores: 2 }), [5, 5, 6], "had another number of cores"],
  ["system image", like({}, { os: "linux, ubuntu24 20260101" }), [5, 5, 6], "ran on another system image"],
  ["memory, which says nothing", like({}, { memoryBytes: 1 }), [6, 6, 6], ""],
  ["Node, which no collector names", like({}, { tools: { ...tools, node: "20.0.0" } }), [6, 6, 6], ""],
  ["k6", like({}, { tools: { ...tools, k6: "1.8.1" } }), [5, 5, 6], "had another version of k6"],
  ["zlib", like({}, { tools: { ...tools, zlib: "1.2" } }), [6, 6, 5], "had another version of zlib"],
  ["tools that it does not name", like({}, { tools: {} }), [5, 5, 5], "had another version of k6"],
  [
    "script",
    like({ conditions: { ...conditions, k6: "00" } }),
    [5, 5, 6],
    "measured under other conditions by k6 (scripts, settings, or another number of sides)",
  ],
  ["choice of collectors", like({ conditions: { k6: conditions.k6! } }), [6, 6, 5], "measured nothing by bundle"],
])("a job of another %s", { tags: ["R7"] }, (_, other, left, why) => {
  const baseline = compared([like(), like(), other, like(), like(), like()]);
  expect(valuesOf(baseline).map(({ length }) => length)).toEqual(left);
  expect(baseline.leftOut[0]?.why ?? "").toBe(why);
  for (const { jobs } of baseline.leftOut) expect(jobs).toBe(1);
});

test("rounds that gave nothing, and jobs without any, are no value and never a zero", { tags: ["R6"] }, () => {
  const silent = like({
    metrics: [
      { metric: latency, values: [null, null] },
      { metric: errors, values: [null, { events: 0, total: 0 }] },
      { metric: gzip, values: [null] },
    ],
  });
  expect(valuesOf(compared([silent, like({ metrics: [] })]))).toEqual([[], [], []]);
  expect(compared([silent]).exact).toEqual([]);
});

test("each job is counted once a reason", { tags: ["R7"] }, () => {
  const onOther = like({}, { cpu: "another cpu" });
  expect(compared([onOther, like(), onOther, { ...onOther }]).leftOut).toEqual([
    { why: "ran on another CPU", jobs: 2 },
  ]);
});

describe("a metric of the same id but another meaning is no history", () => {
  test.each([
    ["unit", { ...latency, unit: "number" as const }],
    ["scale", { ...latency, scale: "difference" as const }],
    ["kind", { ...latency, kind: "rate" as const }],
  ])("%s", (_, metric) => {
    const baseline = compared([like()], { ...own, metrics: [metric] });
    expect(baseline.histories[0]).toEqual({ metric, jobs: 1, early: [], values: [] });
  });
});

test("what is exact here and varied in the job that stands for base is named as that has it, on whatever machine", () => {
  const varied = { ...gzip, kind: "sampled" } as const;
  const reference = like({ metrics: [{ metric: varied, values: [20_000, 20_480] }] }, { cpu: "another cpu" });
  const { exact, histories } = compared([like(), reference], { ...own, metrics: [gzip] });
  expect(exact).toEqual([]);
  expect(histories[0]).toEqual({ metric: varied, jobs: 2, values: [20_480], early: [20_480] });
  // What other jobs saw vary stays exact, and so does what another tool saw.
  expect(compared([reference, like()], { ...own, metrics: [gzip] }).histories[0]!.metric).toEqual(gzip);
  const old = { ...reference, environment: { ...environment, tools: { ...tools, zlib: "1.2" } } };
  expect(compared([like(), old], { ...own, metrics: [gzip] }).histories[0]!.metric).toEqual(gzip);
});

test("what the job that stands for base has and this one lacks is kept, by its own definition", () => {
  const { histories, exact } = compared([like()], { ...own, metrics: [errors] });
  expect(histories.map(({ metric, values }) => [metric.id, values.length])).toEqual([
    [errors.id, 1],
    [latency.id, 1],
    [gzip.id, 1],
  ]);
  expect(exact).toEqual([{ metric: gzip, value: 20_480 }]);
});

test("exact values of a job with other tools do not stand for base, nor do those of a collector that is off", {
  tags: ["R7"],
}, () => {
  const old = like({}, { tools: { ...tools, zlib: "1.2" } });
  expect(compared([like(), old]).exact).toEqual([]);
  expect(compared([like(), old], own, like()).exact).toEqual([]);
  const k6Only = { ...own, collectors: new Map([...own.collectors].slice(0, 1)), metrics: [latency] };
  expect(compared([like()], k6Only).exact).toEqual([]);
});

test("names that every object knows are names like any other", () => {
  const odd = { ...own, collectors: new Map([["toString", { tools: { valueOf: "1" }, conditions: "x" }]]) };
  const metric = { ...latency, id: "toString/time@constructor" };
  expect(compared([like()], { ...odd, metrics: [metric] }).leftOut).toEqual([
    { why: "measured nothing by toString", jobs: 1 },
  ]);
  const named = like({ conditions: { toString: "x" } });
  expect(compared([named], { ...odd, metrics: [metric] }).leftOut).toEqual([
    { why: "had another version of valueOf", jobs: 1 },
  ]);
});
