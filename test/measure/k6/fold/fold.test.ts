import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldStream } from "../../../../src/measure/k6/fold/fold.ts";
import { Histogram } from "../../../../src/measure/k6/fold/histogram.ts";
import type { Fold, FoldOptions } from "../../../../src/measure/k6/fold/shapes.ts";
import { bytesOf, chunked, define, point, TIME } from "./fixtures.ts";
import { measured, naiveCells, naivePoints, naiveQuantile } from "./naive.ts";

const DEFINITIONS = [
  define("http_reqs", "counter"),
  define("http_req_duration", "trend", "time"),
  define("http_req_blocked", "trend", "time"),
  define("http_req_failed", "rate"),
  define("mine", "trend"),
  define("iterations", "counter"),
];
const END = Date.parse(TIME);

const fold = (lines: readonly string[], options: FoldOptions = {}): Promise<Fold> =>
  foldStream(chunked(bytesOf([...DEFINITIONS, ...lines]), [1000]), options);

interface RequestLine {
  readonly duration: number;
  readonly blocked?: number;
  readonly end?: number;
  readonly tags?: Record<string, string>;
}

/** A request's points, as k6 orders them. `end` in ms after TIME's millisecond. */
function request({ duration, blocked = 0, end = 0, tags = {} }: RequestLine): string[] {
  const all = { expected_response: "true", method: "GET", name: "x", scenario: "s", weighbridge_slot: "a", ...tags };
  const time = new Date(END + end).toISOString();
  const failed = all.expected_response === "true" ? 0 : 1;
  const values = { http_reqs: 1, http_req_duration: duration, http_req_blocked: blocked, http_req_failed: failed };
  return Object.entries(values).map(([metric, value]) => point(metric, value, all, time));
}

function durations(folded: Fold): Histogram[] {
  const cells = folded.cells.filter(({ metric }) => metric === "http_req_duration");
  return cells.map(({ aggregate }) => aggregate).filter((aggregate) => aggregate instanceof Histogram);
}

describe("the measured time", () => {
  const range = { from: END, to: END + 1000 };

  it("takes a request by its start: its end less its duration and the wait for a connection", async () => {
    const lines = [
      { duration: 10, end: 9 },
      { duration: 20, blocked: 5, end: 24 },
      { duration: 30, blocked: 5, end: 35 },
      { duration: 40, end: 1039 },
      { duration: 50, end: 1050 },
    ].flatMap(request);
    const folded = await fold(lines, range);
    expect(durations(folded)[0]!.toJSON().values).toEqual([30, 40]);
    expect(folded.points).toMatchObject({ measured: 8, outside: 12 });
  });

  it("takes everything else by its time", async () => {
    const at = (ms: number) => new Date(END + ms).toISOString();
    const folded = await fold(
      [-1, 0, 999, 1000].map((ms) => point("mine", ms, {}, at(ms))),
      range,
    );
    expect(folded.cells[0]!.aggregate).toMatchObject({ count: 2, sum: 999 });
  });

  it("does not take two requests of one time and the same tags for one", async () => {
    const lines = [...request({ duration: 10 }), ...request({ duration: 600, end: 0 })];
    const folded = await fold(lines, { from: END - 100, to: END + 1 });
    expect(durations(folded)[0]!.toJSON().values).toEqual([10]);
  });
});

it("reads lines of another form as those of the usual one", async () => {
  const usual = [
    ...request({ duration: 10 }),
    ...request({ duration: 20, end: 5 }),
    point("mine", -1e-7, { a: 'q"\\ü' }),
  ];
  const reordered = usual.map((line) => {
    const { metric, type, data } = JSON.parse(line);
    const tags = Object.fromEntries(Object.entries(data.tags).reverse());
    return ` ${JSON.stringify({ type, data: { tags, value: data.value, time: data.time }, metric })}`;
  });
  const withMetadata = usual.map((line) => line.replace(/\}\}$/, ',"metadata":{"vu":"1"}}}'));
  const escaped = usual.map((line) => line.replaceAll("weighbridge", "weighbridg\\u0065"));
  const range = { from: END - 12, to: END + 2 };
  const expected = JSON.stringify(await fold(usual, range));
  for (const lines of [reordered, withMetadata, escaped])
    expect(JSON.stringify(await fold(lines, range))).toBe(expected);
  // A request whose points are written in two forms is still one.
  const mixed = usual.map((line, i) => (i % 2 === 0 ? line : reordered[i]!));
  expect(JSON.stringify(await fold(mixed, range))).toBe(expected);
});

it("folds any points, with any tags and values, as the plain way does", async () => {
  const tags = fc.dictionary(
    fc.constantFrom("name", "check", "method", "scenario", "group", "weighbridge_slot", "url", 'odd"\\'),
    fc.oneof(fc.constantFrom("a", "b", "::setup", '},"value":7', '\u2028 \\ " é😀', ""), fc.string({ maxLength: 8 })),
  );
  const value = fc.oneof(fc.constantFrom(0, -0, 1e-7, -3.5, 1e21), fc.double({ noNaN: true, min: -1e9, max: 1e9 }));
  const points = fc.array(fc.tuple(tags, value, fc.nat(2000)), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(points, async (points) => {
      const lines = points.map(([tags, value, ms]) =>
        point("mine", JSON.stringify(value), tags, new Date(END + ms).toISOString()),
      );
      const range = { from: END + 100.5, to: END + 1500.5 };
      const expected = naiveCells(measured(naivePoints([...DEFINITIONS, ...lines].join("\n")), range));
      const { cells } = await fold(lines, range);
      expect(cells.map(({ aggregate }) => (aggregate as Histogram).toJSON().values).toSorted()).toEqual(
        [...expected.values()].map(({ values }) => values.toSorted((a, b) => a - b)).toSorted(),
      );
    }),
    { numRuns: 200 },
  );
});

describe("selectors", () => {
  const name = { metric: "http_req_duration", tags: { name: "x", status: "200" } };
  const all = { metric: "http_req_duration", tags: {} };
  const none = { metric: "http_req_duration", tags: { name: "nobody" } };
  const iterations = { metric: "iterations", tags: {} };

  it("get a cell a slot, of all points whose tags equal theirs, expected or not", async () => {
    const lines = [
      ...request({ duration: 1, tags: { status: "200" } }),
      ...request({ duration: 2, tags: { status: "500", expected_response: "false" } }),
      ...request({ duration: 3, tags: { status: "200", name: "y" } }),
      ...request({ duration: 4, tags: { status: "200", weighbridge_slot: "b", url: "/1" } }),
      ...request({ duration: 5, tags: { status: "200", weighbridge_slot: "b", url: "/2" } }),
      ...request({ duration: 6, tags: { status: "200", weighbridge_slot: "b-outside" } }),
      point("iterations", 1, { scenario: "s" }),
    ];
    const { selections } = await fold(lines, { selectors: [name, all, none, iterations] });
    const values = (selector: object, slot: string | null) => {
      const aggregate = selections.find((one) => one.selector === selector && one.slot === slot)?.aggregate;
      return aggregate instanceof Histogram ? aggregate.toJSON().values : aggregate;
    };
    expect(values(name, "a")).toEqual([1]);
    expect(values(name, "b")).toEqual([4, 5]);
    expect(values(all, "a")).toEqual([1, 2, 3]);
    expect(values(all, "b")).toEqual([4, 5]);
    expect(values(iterations, null)).toMatchObject({ sum: 1 });
    expect(selections.some(({ selector }) => selector === none)).toBe(false);
  });
});

describe("many subjects", () => {
  const lines = Array.from({ length: 50 }, (_, i) => request({ duration: i, tags: { name: `n${i}` } })).flat();

  it("beyond the limit go to one other cell a slot, scenario and metric, and nothing is lost", {
    tags: ["L15"],
  }, async () => {
    const folded = await fold(lines, { maxSubjects: 5 });
    const others = folded.cells.filter(({ other }) => other);
    expect(others.map(({ metric, slot, scenario, name }) => [metric, slot, scenario, name]).toSorted()).toEqual(
      ["http_req_blocked", "http_req_duration", "http_req_failed", "http_reqs"].map((metric) => [
        metric,
        "a",
        "s",
        null,
      ]),
    );
    expect(folded.cells.length).toBe(24);
    expect(durations(folded).reduce((sum, { count }) => sum + count, 0)).toBe(50);
    expect((await fold(lines, { maxSubjects: 50 })).cells.some(({ other }) => other)).toBe(false);
  });

  it("are told apart on both sides or on none", { tags: ["L15"] }, async () => {
    const both = Array.from({ length: 50 }, (_, i) =>
      // One side is ahead of the other, as in a script that draws what it asks for.
      [
        ...request({ duration: i, tags: { name: `n${i}` } }),
        ...request({ duration: i, tags: { name: `n${49 - i}`, weighbridge_slot: "b" } }),
      ],
    ).flat();
    const { cells } = await fold(both, { maxSubjects: 7 });
    const namesOf = (slot: string) =>
      new Set(cells.filter((cell) => cell.slot === slot && !cell.other).map(({ name }) => name));
    expect(namesOf("a").size).toBe(7);
    expect(namesOf("b")).toEqual(namesOf("a"));
  });

  it("a script's own metric is one, however many names its points have", { tags: ["L15"] }, async () => {
    const points = Array.from({ length: 50 }, (_, i) => point("mine", i, { name: `n${i}`, scenario: "s" }));
    const { cells } = await fold(points, { maxSubjects: 5 });
    expect(cells.map(({ name, aggregate }) => [name, (aggregate as Histogram).count])).toEqual([[null, 50]]);
  });

  it("cells are bounded, whatever tags a script sets", { tags: ["L15", "L16"] }, async () => {
    const odd = Array.from({ length: 3000 }, (_, i) => [
      ...request({ duration: 1, tags: { scenario: `s${i}`, method: `m${i}` } }),
      point("mine", 1, { scenario: `s${i}` }),
    ]).flat();
    const { cells, points } = await fold(odd, { maxSubjects: 10 });
    expect(cells.length).toBeLessThan(600);
    expect(points.measured).toBe(15_000);
  });

  it("can be named together", async () => {
    const folded = await fold(lines, { nameOf: (name) => name.replace(/\d+/, "{id}") });
    expect(folded.cells.map(({ name }) => name)).toEqual(Array(4).fill("n{id}"));
    expect(durations(folded)[0]!.count).toBe(50);
  });

  it("with more than a full memory of tag texts are folded all the same", async () => {
    const urls = Array.from({ length: 5000 }, (_, i) => request({ duration: i, tags: { url: `/${i}` } })).flat();
    const folded = await fold([...urls, ...urls]);
    expect(folded.cells.length).toBe(4);
    const values = Array.from({ length: 10_000 }, (_, i) => i % 5000);
    expect(durations(folded)[0]!.count).toBe(10_000);
    const off = durations(folded)[0]!.quantile(0.95) / naiveQuantile(values, 0.95) - 1;
    expect(Math.abs(off)).toBeLessThan(0.01);
  });
});

describe("windows", () => {
  it("count requests, failures and the latency of expected responses by when they started", async () => {
    const lines = [
      ...request({ duration: 10, end: 10 }),
      ...request({ duration: 30, end: 1020 }),
      ...request({ duration: 40, end: 1045 }),
      ...request({ duration: 0, end: 1050, tags: { expected_response: "false" } }),
    ];
    const { windows } = await fold(lines, { from: END, to: END + 5000, windowMs: 1000 });
    expect(windows.windowMs).toBe(1000);
    const plain = windows.series[0]!.windows.map(({ latency, ...rest }) => ({
      ...rest,
      values: latency.toJSON().values,
    }));
    expect(plain).toEqual([
      { start: END, requests: 2, failed: 0, values: [10, 30] },
      { start: END + 1000, requests: 2, failed: 1, values: [40] },
    ]);
  });

  it("begin with the first request, so that the first is as long as the others", async () => {
    // Started at 760, 750, 1250, 1759 and 1760.
    const starts = [760, 750, 1250, 1759, 1760];
    const lines = starts.flatMap((start, i) => request({ duration: 10 + 20 * i, end: start + 10 + 20 * i }));
    const { windows } = await fold(lines, { windowMs: 1000 });
    expect(windows.series[0]!.windows.map(({ start, requests }) => [start - END, requests])).toEqual([
      [760, 4],
      [1760, 1],
    ]);
  });

  it("double their length until they are few, and lose nothing", { tags: ["L16"] }, async () => {
    const lines = Array.from({ length: 9000 }, (_, i) => request({ duration: 1, end: i * 1000 + 1 })).flat();
    const { windows } = await fold(lines, { from: END, windowMs: 500 });
    expect(windows.windowMs).toBe(4000);
    expect(windows.series[0]!.windows.length).toBe(2250);
    expect(windows.series[0]!.windows.map(({ requests }) => requests)).toEqual(Array(2250).fill(4));
    expect(windows.series[0]!.windows[1]!.start).toBe(END + 4000);
  });

  it("say how many requests were of subjects too many", async () => {
    const lines = Array.from({ length: 520 }, (_, i) => request({ duration: 1, tags: { name: `n${i}` } })).flat();
    const { windows } = await fold(lines);
    expect(windows.series.length).toBe(512);
    expect(windows.requestsLeftOut).toBe(8);
  });
});

it("agrees with JSON.parse on a line that says its value twice", async () => {
  const twice = point("mine", 1).replace('"tags":{}', '"tags":{},"value":9');
  const { cells } = await fold([twice, point("mine", 2), twice]);
  expect((cells[0]!.aggregate as Histogram).toJSON().values).toEqual([2, 9, 9]);
});
