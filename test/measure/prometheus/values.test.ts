import { describe, expect, it } from "vitest";
import { parsing, type Scrape } from "../../../src/measure/prometheus/parse.ts";
import { type Observed, valuesOf } from "../../../src/measure/prometheus/values.ts";

function scrapeOf(text: string): Scrape {
  const reading = parsing(["*"]);
  for (const line of text.split("\n")) reading.line(line);
  return reading.done();
}

interface Told {
  readonly before: readonly [string, string, string] | string;
  readonly during?: readonly string[];
  readonly after: string;
  readonly exporter?: string;
  readonly requests?: number;
  readonly url?: string;
}

function observe({ before, during = [], after, exporter, requests = 100, url = "http://127.0.0.1/metrics" }: Told) {
  const [first, second, third] = typeof before === "string" ? [before, before, before] : before;
  const observed: Observed = {
    exporter: exporter ?? null,
    url,
    before: [scrapeOf(first), scrapeOf(second), scrapeOf(third)],
    during: during.map(scrapeOf),
    scrapes: during.length + 1,
    after: scrapeOf(after),
    requests,
    seconds: 10,
  };
  const { readings, resets } = valuesOf(observed);
  return { values: Object.fromEntries(readings.map(({ metric, value }) => [metric.id, value])), readings, resets };
}

describe("the values of a round", () => {
  it("are what a counter grew by, a request and a second", () => {
    const { values } = observe({ before: "hits_total 40", after: "hits_total 340" });
    expect(values).toEqual({ "prometheus/hits_total@target": 3, "prometheus/hits_total-rate@target": 30 });
  });

  it("do not hold what the scrapes themselves add, where each adds the same", () => {
    const { values } = observe({
      before: ["hits_total 1", "hits_total 2", "hits_total 3"],
      during: ["hits_total 50", "hits_total 90"],
      after: "hits_total 106",
    });
    expect(values["prometheus/hits_total@target"]).toBe(1);
    const uneven = observe({ before: ["cpu_total 1", "cpu_total 2", "cpu_total 4"], after: "cpu_total 104" });
    expect(uneven.values["prometheus/cpu_total@target"]).toBe(1);
  });

  it("are none of our own requests, by a label whose value is the scraped path", () => {
    const after = `took_seconds_sum{route="/metrics"} 4
took_seconds_count{route="/metrics"} 8
asked_total{code="200",path="/metrics"} 9
asked_total{path="/metrics/all"} 9
asked_total{path="GET /metrics"} 9
asked_total{path="/"} 9
asked_total{path="\\"=\\"/metrics\\""} 9`;
    const { values } = observe({ before: "", after: `# TYPE took_seconds summary\n${after}` });
    expect(Object.keys(values).filter((id) => !id.includes("-rate"))).toEqual([
      'prometheus/asked_total@path="/metrics/all"',
      'prometheus/asked_total@path="GET /metrics"',
      'prometheus/asked_total@path="/"',
      'prometheus/asked_total@path="\\"=\\"/metrics\\""',
    ]);
    const root = observe({ before: "", after: 'free_bytes{mountpoint="/"} 9', url: "http://127.0.0.1/" });
    expect(root.readings).not.toEqual([]);
  });

  it("take a counter that was not there yet for zero, and one that fell for one that began anew", () => {
    const { values, resets } = observe({ before: "a_total 500\n", after: "a_total 200\nb_total 100" });
    expect(values["prometheus/a_total@target"]).toBe(2);
    expect(values["prometheus/b_total@target"]).toBe(1);
    expect(resets).toEqual(["a_total"]);
  });

  it("are in our units, which the names of Prometheus' tell", () => {
    const { readings } = observe({
      before: "cpu_seconds_total 0\nsent_bytes_total 0\nhits_total 0\nload_ratio 0\nsize_bytes 0",
      after: "cpu_seconds_total 2\nsent_bytes_total 900\nhits_total 100\nload_ratio 0.5\nsize_bytes 7",
    });
    const rows = readings.map(({ metric: { id, unit, scale }, value }) => [id, value, unit, scale]);
    expect(rows).toEqual([
      ["prometheus/cpu_seconds_total@target", 20, "ms", "difference"],
      ["prometheus/cpu_seconds_total-rate@target", 200, "ms", "difference"],
      ["prometheus/sent_bytes_total@target", 9, "bytes", "difference"],
      ["prometheus/sent_bytes_total-rate@target", 90, "bytes", "difference"],
      ["prometheus/hits_total@target", 1, "count", "difference"],
      ["prometheus/hits_total-rate@target", 10, "count", "difference"],
      ["prometheus/load_ratio-mean@target", 0.5, "fraction", "difference"],
      ["prometheus/load_ratio-max@target", 0.5, "fraction", "difference"],
      ["prometheus/size_bytes-mean@target", 7, "bytes", "ratio"],
      ["prometheus/size_bytes-max@target", 7, "bytes", "ratio"],
    ]);
  });

  it("are quantiles and the mean of what came to a histogram during the load", () => {
    const histogram = (low: number, high: number, sum: number) => `# TYPE wait_seconds histogram
wait_seconds_bucket{le="0.1"} ${low}
wait_seconds_bucket{le="0.2"} ${low + high}
wait_seconds_bucket{le="+Inf"} ${low + high}
wait_seconds_sum ${sum}
wait_seconds_count ${low + high}`;
    const { values } = observe({ before: histogram(1000, 0, 1), after: histogram(1050, 50, 13) });
    expect(values["prometheus/wait_seconds-count@target"]).toBe(1);
    expect(values["prometheus/wait_seconds-mean@target"]).toBeCloseTo(120, 9);
    expect(values["prometheus/wait_seconds-p50@target"]).toBeCloseTo(100, 9);
    expect(values["prometheus/wait_seconds-p95@target"]).toBeCloseTo(190, 9);
    expect(values["prometheus/wait_seconds-p99@target"]).toBeCloseTo(198, 9);
  });

  it("are the mean of what came to a summary, and none where nothing came", () => {
    const summary = (sum: number, count: number) =>
      `# TYPE s summary\ns{quantile="0.5"} 3\ns_sum ${sum}\ns_count ${count}`;
    expect(observe({ before: summary(10, 5), after: summary(40, 15) }).values).toEqual({
      "prometheus/s-count@target": 0.1,
      "prometheus/s-mean@target": 3,
    });
    expect(observe({ before: summary(10, 5), after: summary(10, 5) }).values).toEqual({
      "prometheus/s-count@target": 0,
    });
  });

  it("are a gauge's mean and highest during the load, not what it is at rest", () => {
    const seen = { before: "open 0", during: ["open 2", "open 7", "open NaN"], after: "open 0" };
    const { values } = observe(seen);
    expect(values).toEqual({ "prometheus/open-mean@target": 4.5, "prometheus/open-max@target": 7 });
    expect(observe({ ...seen, during: [], after: "open 1" }).values["prometheus/open-max@target"]).toBe(1);
  });

  it("are named by exporter and labels", () => {
    const after = 'a_total{b="c"} 1\na_total 2';
    const { values } = observe({ before: "", after, exporter: "nginx" });
    expect(Object.keys(values).filter((id) => !id.includes("-rate"))).toEqual([
      'prometheus/a_total@nginx: b="c"',
      "prometheus/a_total@nginx",
    ]);
  });

  it("are none that cannot be weighed", () => {
    expect(observe({ before: "a_total 0", after: "a_total +Inf" }).values).toEqual({});
    expect(Object.keys(observe({ before: "a_total 0", after: "a_total 1", requests: 0 }).values)).toEqual([
      "prometheus/a_total-rate@target",
    ]);
  });

  it("are watched", () => {
    const { readings } = observe({ before: "a_total 0\nb 1", after: "a_total 1\nb 2" });
    expect(new Set(readings.map(({ metric }) => metric.role))).toEqual(new Set(["watch"]));
  });
});
