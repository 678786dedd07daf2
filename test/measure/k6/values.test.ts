import { describe, expect, test } from "vitest";
import { type Aggregate, createAggregate } from "../../../src/measure/k6/fold/aggregate.ts";
import type { Cell } from "../../../src/measure/k6/fold/cells.ts";
import type { Fold } from "../../../src/measure/k6/fold/shapes.ts";
import { limitsOf, unjudged } from "../../../src/measure/k6/limits.ts";
import { seriesOf } from "../../../src/measure/k6/rounds.ts";
import { valuesOf } from "../../../src/measure/k6/values.ts";
import { foldOf } from "./folds.ts";

function aggregate(type: Aggregate["kind"], values: readonly number[]): Aggregate {
  const all = createAggregate(type);
  for (const value of values) all.add(value);
  return all;
}

const cell = (metric: string, type: Aggregate["kind"], values: readonly number[], rest: Partial<Cell> = {}): Cell => ({
  slot: "a",
  scenario: "shop",
  method: null,
  name: null,
  check: null,
  metric,
  expected: null,
  other: false,
  aggregate: aggregate(type, values),
  ...rest,
});

const fold = (cells: readonly Cell[], times: readonly string[] = []): Fold =>
  foldOf({ cells, metrics: times.map((name) => ({ name, type: "trend", contains: "time" })) });

const valuesIn = (cells: readonly Cell[], times: readonly string[] = [], tells: (cell: Cell) => boolean = () => true) =>
  valuesOf({ fold: fold(cells, times), slot: "a", label: (scenario) => scenario, seconds: 5, tells });
const range = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe("valuesOf", () => {
  test("latency is that of expected responses, by its statistics, each with the samples that it needs", () => {
    const request = { method: "GET", name: "/cart" };
    const values = valuesIn([
      cell("http_req_duration", "trend", range(100), { ...request, expected: true }),
      cell("http_req_duration", "trend", [9999], { ...request, expected: false }),
      cell("http_req_failed", "rate", [0, 1, 0, 0], request),
    ]);
    const value = (id: string) => values.get(`k6/${id}@shop: GET /cart`)?.value;
    expect(value("latency-tm95")).toBe(48);
    expect(value("latency-p50")).toBe(50.5);
    expect(value("latency-p95")).toBeCloseTo(95.05);
    expect(value("latency-p99")).toBeNull();
    expect(value("error-rate")).toEqual({ events: 1, total: 4 });
  });

  test("a name that says the method already is not given it twice; the other slot and joint metrics stay out", () => {
    const values = valuesIn([
      cell("http_req_failed", "rate", [0], { method: "GET", name: "GET /cart" }),
      cell("http_req_failed", "rate", [0], { method: "GET", name: "other", slot: "b" }),
      cell("iteration_duration", "trend", [1], { slot: null }),
      cell("weighbridge_began", "gauge", [1]),
    ]);
    expect([...values.keys()]).toEqual(["k6/error-rate@shop: GET /cart"]);
  });

  test("a check counts what failed", () => {
    expect(
      valuesIn([cell("checks", "rate", [1, 1, 0], { check: "is ok" })]).get("k6/check@shop: is ok")?.value,
    ).toEqual({
      events: 1,
      total: 3,
    });
  });

  test("what is not told apart is weighed together: its error rate gates, its latency is watched", {
    tags: ["L15"],
  }, () => {
    const request = (name: string, rest: Partial<Cell> = {}) => [
      cell("http_req_duration", "trend", range(100), { method: "GET", name, expected: true, ...rest }),
      cell("http_req_failed", "rate", [0, 1], { method: "GET", name, ...rest }),
      cell("checks", "rate", [1, 0], { check: name, ...rest }),
    ];
    const beyond = { name: null, method: null, check: null, other: true };
    const cells = [...request("/cart"), ...request("/1"), ...request("/2"), ...request("", beyond)];
    const values = valuesIn(cells, [], ({ name, check }) => (name ?? check) === "/cart");
    const of = (id: string) => values.get(id as `k6/${string}@${string}`);
    expect(of("k6/error-rate@shop: GET /cart")).toMatchObject({ samples: 2, metric: { role: "gate" } });
    expect(of("k6/error-rate@shop: other endpoints")).toMatchObject({ samples: 6, metric: { role: "gate" } });
    expect(of("k6/latency-tm95@shop: other endpoints")).toMatchObject({
      samples: 300,
      metric: { role: "watch", roleReason: "many endpoints together, and each round asks for others" },
    });
    expect(of("k6/check@shop: other checks")).toMatchObject({ samples: 6, value: { events: 3, total: 6 } });
    expect(values.size).toBe(12);
  });

  test("a metric of the script's own is one metric, whatever tags its points have", () => {
    const values = valuesIn(
      [
        cell("took", "trend", [10, 20], { name: "a" }),
        cell("took", "trend", [30], { name: "b" }),
        cell("depth", "gauge", [2, 4]),
        cell("orders", "counter", [10, 5]),
        cell("lucky", "rate", [1, 0]),
      ],
      ["took"],
    );
    const value = (id: string) => values.get(`k6/${id}@shop`);
    expect(value("took")).toMatchObject({ metric: { unit: "ms", role: "watch" }, samples: 3 });
    expect(value("took")!.value).toBeCloseTo((10 + 20 + 30 * 0.85) / 2.85);
    expect(value("depth")).toMatchObject({ value: 3, metric: { scale: "ratio" } });
    expect(value("orders")).toMatchObject({ value: 3, metric: { scale: "difference" }, ifAbsent: 0 });
    expect(value("lucky")!.value).toEqual({ events: 1, total: 2 });
  });
});

describe("seriesOf", () => {
  const run = (cells: readonly Cell[]) => valuesIn(cells);
  const request = (count: number) =>
    cell("http_req_duration", "trend", range(count), { method: "GET", name: "/", expected: true });

  test("a counter that nothing was added to is 0; other absences are no value, as is a side that took no part", () => {
    const rounds = [
      { base: run([request(30)]), head: run([request(30), cell("errors_seen", "counter", [10])]) },
      { base: new Map(), head: run([request(30), cell("depth", "gauge", [1])]) },
    ];
    const series = seriesOf(rounds, 5);
    const find = (id: string) => series.find(({ metric }) => metric.id === id);
    expect(find("k6/errors_seen@shop")).toMatchObject({ base: [0, null], head: [2, 0] });
    expect(find("k6/depth@shop")).toMatchObject({ base: [null, null], head: [null, 1] });
  });

  const failed = (name: string) => cell("http_req_failed", "rate", [0, 1], { method: "GET", name });
  const roleOf = (rounds: Parameters<typeof seriesOf>[0], name: string) =>
    seriesOf(rounds, 5).find(({ metric }) => metric.id === `k6/error-rate@shop: GET ${name}`)?.metric;

  test("the error rate of what some round did not ask for is watched: it would leave every gate open", {
    tags: ["L15"],
  }, () => {
    const round = (i: number) => ({ base: run([failed("/cart"), failed(`/${i}`)]), head: run([failed("/cart")]) });
    const rounds = range(10).map(round);
    expect(roleOf(rounds, "/cart")?.role).toBe("gate");
    expect(roleOf(rounds, "/3")).toMatchObject({
      role: "watch",
      roleReason: "requested in 1 of the first 8 rounds, all needed to gate",
    });
  });

  test("the error rate of what head alone never asks for gates", { tags: ["L15"] }, () => {
    const round = { base: run([failed("/cart"), failed("/pay")]), head: run([failed("/cart")]) };
    expect(
      roleOf(
        range(10).map(() => round),
        "/pay",
      )?.role,
    ).toBe("gate");
  });

  test("with fewer than 200 samples a side and round latency is watched, with what would do", () => {
    const round = (count: number) => ({ base: run([request(count)]), head: run([request(count)]) });
    const role = (count: number) =>
      seriesOf([round(count), round(count)], 5).find(({ metric }) => metric.id.includes("tm95"))?.metric;
    expect(role(200)?.role).toBe("gate");
    expect(role(199)).toMatchObject({
      role: "watch",
      roleReason: "199 samples a side and round, 200 needed to gate (a k6.round.measure of 6s would do)",
    });
  });
});

describe("limitsOf", () => {
  const judge = (expression: string, kind: Aggregate["kind"], base: number[][], head: number[][]) =>
    limitsOf({
      selector: "x",
      placeOf: () => ({ file: "perf/shop.js", line: 7 }),
      prefix: "",
      expressions: [expression],
      isTime: true,
      seconds: 5,
      rounds: {
        base: base.map((values) => aggregate(kind, values)),
        head: head.map((values) => aggregate(kind, values)),
      },
    });

  test("each side on its own: all rounds together, and one by one", () => {
    const { limits } = judge("p(50)<20", "trend", [[1, 2, 3], [4]], [[10, 20, 30], [40]]);
    expect(limits).toEqual([
      {
        name: "x p(50)<20",
        level: "max",
        judged: "interval",
        at: { file: "perf/shop.js", line: 7 },
        operator: "<",
        limit: 20,
        unit: "ms",
        pooled: { base: 2.5, head: 25 },
        rounds: { base: [2, 4], head: [20, 40] },
      },
    ]);
  });

  test.each<[string, Aggregate["kind"], number | null]>([
    ["avg<1", "trend", 2],
    ["min<1", "trend", 1],
    ["max<1", "trend", 3],
    ["med<1", "trend", 2],
    ["rate<1", "rate", 1],
    ["rate<1", "counter", 6 / 5],
    ["value<1", "gauge", 3],
    ["avg<1", "rate", null],
  ])("%s of a %s", (expression, kind, value) => {
    expect(judge(expression, kind, [], [[1, 2, 3]]).limits[0]?.pooled).toEqual({ base: null, head: value });
  });

  test("what cannot be judged in rounds is named", () => {
    expect(judge("count<10", "counter", [[1]], [[1]]).notWeighed[0]).toMatch(/^Threshold x count<10: a count depends/);
    expect(unjudged({ metric: "iteration_duration", tags: {} }, ["s"])).toMatch(/both sides/);
    expect(unjudged({ metric: "http_req_duration", tags: { scenario: "smoke" } }, ["load"])).toBe(
      "the scenario smoke does not run in rounds",
    );
    expect(unjudged({ metric: "http_req_duration", tags: { scenario: "load" } }, ["load"])).toBeNull();
    expect(unjudged({ metric: "iterations_of_mine", tags: {} }, [])).toBeNull();
  });
});
