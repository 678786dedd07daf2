import { describe, expect, test } from "vitest";
import { type DrawnRun, drawDetails } from "../../../src/measure/k6/details.ts";
import { Histogram } from "../../../src/measure/k6/fold/histogram.ts";
import { placeOfThreshold } from "../../../src/measure/k6/place.ts";
import type { Distribution, Timeline } from "../../../src/model/details.ts";
import { foldOf } from "./folds.ts";

const about = { scenario: "default", method: "GET", name: "/cart" };
const subject = "shop: GET /cart";

/** A run of which each window has these latencies. */
function runOf(side: "base" | "head", windows: readonly (readonly number[])[], start = 50_000): DrawnRun {
  const slot = side === "base" ? "a" : "b";
  const fold = foldOf({
    cells: [
      {
        ...about,
        slot,
        check: null,
        metric: "http_req_duration",
        expected: true,
        other: false,
        aggregate: Histogram.of(windows.flat()),
      },
    ],
    windows: {
      windowMs: 1000,
      requestsLeftOut: 0,
      series: [
        {
          ...about,
          slot,
          windows: windows.map((values, i) => ({
            start: start + i * 1000,
            requests: values.length + 1,
            failed: 1,
            latency: Histogram.of(values),
          })),
        },
      ],
    },
  });
  return { side, slot, fold, script: "perf/shop.js" };
}

function drawn(...rounds: readonly (readonly DrawnRun[])[]) {
  const details = drawDetails(
    (_, scenario) => (scenario === "default" ? "shop" : scenario),
    1,
    () => true,
  );
  for (const round of rounds) details.add(round);
  return details.result();
}

describe("details of k6's rounds", () => {
  test("all kept rounds make one distribution, whose counts are the requests of each side", () => {
    const [distribution] = drawn(
      [runOf("base", [[1, 2]]), runOf("head", [[2, 4]])],
      [runOf("base", [[3]]), runOf("head", [[4, 8]])],
    ) as [Distribution];
    expect(distribution).toMatchObject({ kind: "distribution", collector: "k6", subject, unit: "ms" });
    const sum = (counts: readonly number[] | null) => counts?.reduce((total, count) => total + count, 0);
    expect(sum(distribution.counts.base)).toBe(3);
    expect(sum(distribution.counts.head)).toBe(4);
    expect(distribution.edges.at(0)).toBeLessThanOrEqual(1);
    expect(distribution.edges.at(-1)).toBeGreaterThanOrEqual(8);
  });

  test("a quantile needs ten values beyond it", () => {
    const of = (count: number) => [Array.from({ length: count }, (_, i) => 1 + i / count)];
    const [distribution] = drawn([runOf("base", of(199)), runOf("head", of(200))]) as [Distribution];
    expect(distribution.quantiles.find(({ share }) => share === 0.95)).toMatchObject({ base: null });
    expect(distribution.quantiles.find(({ share }) => share === 0.95)?.head).toBeCloseTo(1.94525, 5);
  });

  test("the timeline sets both sides side by side, a round after the other, each from its own start", () => {
    const timeline = drawn(
      [runOf("base", [[1], [2]]), runOf("head", [[3], []])],
      [runOf("base", [[4]], 90_000), runOf("head", [[5]], 90_000)],
    ).find((one): one is Timeline => one.kind === "timeline");
    expect(timeline?.windows.map(({ round, at, base, head }) => [round, at, base?.p50, head?.p50])).toEqual([
      [1, 0, 1, 3],
      [1, 1, 2, null],
      [2, 0, 4, 5],
    ]);
    expect(timeline?.windows[1]?.head).toEqual({ requests: 1, failed: 1, p50: null, p95: null });
  });

  test("one side after the other: both begin at nought", () => {
    const [, timeline] = drawn([runOf("base", [[1]], 10_000), runOf("head", [[2]], 70_000)]) as [unknown, Timeline];
    expect(timeline.windows).toMatchObject([{ at: 0, base: { p50: 1 }, head: { p50: 2 } }]);
  });

  test("without rounds there is nothing to draw", () => expect(drawn()).toEqual([]));
});

describe("where a threshold stands", () => {
  const script = [
    "export const options = {",
    "  thresholds: {",
    "    http_req_failed: ['rate<0.01'],",
    '    "http_req_duration{name:cart}": [',
    "      'p(95)<200',",
    "      { threshold: 'rate<0.01' },",
    "    ],",
    "  },",
    "};",
  ].join("\n");
  const lineOf = (selector: string, expression: string) =>
    placeOfThreshold(script, "perf/shop.js", selector, expression);

  test("after its metric's name", () => {
    expect(lineOf("http_req_failed", "rate<0.01")).toEqual({ file: "perf/shop.js", line: 3 });
    expect(lineOf("http_req_duration{name:cart}", "p(95)<200")).toEqual({ file: "perf/shop.js", line: 5 });
    expect(lineOf("http_req_duration{name:cart}", "rate<0.01")).toEqual({ file: "perf/shop.js", line: 6 });
  });

  test("nowhere, where the script does not spell it out", () => {
    expect(lineOf("http_req_duration", "p(95)<200")).toBeNull();
    expect(lineOf("http_req_failed", "rate<0.02")).toBeNull();
  });
});
