import { describe, expect, it } from "vitest";
import { NotMetrics, parsing, type Sample } from "../../../src/measure/prometheus/parse.ts";

function parse(text: string, wanted: readonly string[] = ["*"]) {
  const reading = parsing(wanted);
  for (const line of text.split("\n")) reading.line(line);
  return reading.done();
}

const samplesOf = (text: string, wanted?: readonly string[]): readonly Sample[] => [
  ...parse(text, wanted).samples.values(),
];

describe("a scrape", () => {
  it("is read from the text format: types, labels in any order, timestamps, blanks", () => {
    const text = `# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{status="200",method="GET"} 1027 1395066363000
http_requests_total { method = "POST" , status = "400" , } 3
# TYPE queue gauge
queue\t-2.5e1
# TYPE latency_seconds histogram
latency_seconds_bucket{le="0.1",path="/"} 2
latency_seconds_bucket{le="+Inf",path="/"} 3
latency_seconds_sum{path="/"} 0.7
latency_seconds_count{path="/"} 3
# TYPE size_bytes summary
size_bytes{quantile="0.5"} 40
size_bytes_sum 1.7e+07
size_bytes_count 2693
plain_total 4
plain 5
`;
    expect(samplesOf(text)).toEqual([
      { kind: "counter", name: "http_requests_total", labels: 'method="GET",status="200"', value: 1027 },
      { kind: "counter", name: "http_requests_total", labels: 'method="POST",status="400"', value: 3 },
      { kind: "gauge", name: "queue", labels: "", value: -25 },
      {
        kind: "histogram",
        name: "latency_seconds",
        labels: 'path="/"',
        buckets: new Map([
          [0.1, 2],
          [Infinity, 3],
        ]),
        sum: 0.7,
        count: 3,
      },
      { kind: "summary", name: "size_bytes", labels: "", sum: 1.7e7, count: 2693 },
      { kind: "counter", name: "plain_total", labels: "", value: 4 },
      { kind: "gauge", name: "plain", labels: "", value: 5 },
    ]);
  });

  it("is read from OpenMetrics: exemplars, times of creation, types of which nothing is weighed", () => {
    const text = `# TYPE foo counter
# UNIT foo seconds
foo_total{a="1"} 17.0 1520879607.789 # {trace_id="a} # 1"} 0.5
foo_created{a="1"} 1520430000.123
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1.0"} 4 # {trace_id="KOO5S4vxi0o"} 0.67
wait_seconds_bucket{le="+Inf"} 6
wait_seconds_count 6
wait_seconds_sum 9.8
wait_seconds_created 1520430000.123
# TYPE build info
build_info{version="8.1.1"} 1
# TYPE state stateset
state{state="on"} 1
# TYPE size gaugehistogram
size_bucket{le="+Inf"} 3
size_gcount 3
# TYPE any unknown
any 5
# EOF`;
    const read = parse(text);
    expect(read.isEnded).toBe(true);
    expect([...read.samples.values()]).toEqual([
      { kind: "counter", name: "foo_total", labels: 'a="1"', value: 17 },
      {
        kind: "histogram",
        name: "wait_seconds",
        labels: "",
        buckets: new Map([
          [1, 4],
          [Infinity, 6],
        ]),
        sum: 9.8,
        count: 6,
      },
      { kind: "gauge", name: "any", labels: "", value: 5 },
    ]);
    expect(parse(text.replace("# EOF", "")).isEnded).toBe(false);
  });

  it("leaves out when something was, and what is 1 always", () => {
    const text = `# TYPE process_start_time_seconds gauge
process_start_time_seconds 1.7e9
# TYPE nodejs_version_info gauge
nodejs_version_info{version="v20"} 1
last_backup_timestamp_seconds 1.7e9`;
    expect(samplesOf(text)).toEqual([]);
  });

  it("reads escapes in labels and writes them as the format does", () => {
    expect(samplesOf(String.raw`a{x="say \"hi\"\n\\n}, b=",e="é"} 1`)).toEqual([
      { kind: "gauge", name: "a", labels: String.raw`e="é",x="say \"hi\"\n\\n}, b="`, value: 1 },
    ]);
  });

  it.each([
    ["+Inf", Infinity],
    ["-Inf", -Infinity],
    ["inf", Infinity],
    ["NaN", Number.NaN],
    ["1e-7", 1e-7],
    ["1e400", Infinity],
    ["0", 0],
  ])("reads the value %s as Go writes it", (text, value) => {
    expect(samplesOf(`a ${text}`)).toEqual([{ kind: "gauge", name: "a", labels: "", value }]);
  });

  it("keeps only what is wanted, and does not look at the rest of other lines", () => {
    const text = `a_total{broken 1\nb_total 2\nbb 3`;
    expect(samplesOf(text, ["b*"]).map(({ name }) => name)).toEqual(["b_total", "bb"]);
  });

  it("takes away what is matched by a glob with a ! before it", () => {
    const text = "process_cpu_seconds_total 1\nnodejs_heap_bytes 2\nhits_total 3";
    expect(samplesOf(text, ["*", "!process_*", "!nodejs_*"]).map(({ name }) => name)).toEqual(["hits_total"]);
    expect(samplesOf(text, ["!process_*"])).toEqual([]);
  });

  it("passes over an odd line and tells the first", { tags: ["T25"] }, () => {
    const { samples, odd } = parse("a 1\nb one\n<html>\nc 3");
    expect([...samples.values()].map(({ name }) => name)).toEqual(["a", "c"]);
    expect(odd).toBe('line 2 is "b one"');
    expect(parse("a 1").odd).toBeNull();
  });

  it("keeps so many samples and says that there were more", { tags: ["L17"] }, () => {
    const lines = Array.from({ length: 6000 }, (_, i) => `a{i="${i}"} ${i}`);
    const { samples, isCut } = parse(lines.join("\n"));
    expect(samples.size).toBe(5000);
    expect(isCut).toBe(true);
    expect(parse(lines.slice(0, 5000).join("\n")).isCut).toBe(false);
  });

  it.each([
    ["<!doctype html>", 'line 1 is "<!doctype html>"'],
    ['{"status":"ok"}', 'line 1 is "{"status":"ok"}"'],
    ["ok", 'line 1 is "ok"'],
    ["# TYPE a counter\na one", 'line 2 is "a one"'],
    ['a{b="c" 1', 'line 1 is "a{b="c" 1"'],
    ['a{b="c', 'line 1 is "a{b="c"'],
    ["a{b=c} 1", 'line 1 is "a{b=c} 1"'],
    ["a{b} 1", 'line 1 is "a{b} 1"'],
    ["a{", 'line 1 is "a{"'],
    ["a", 'line 1 is "a"'],
    ["\u0000\u0001PNG", 'line 1 is "··PNG"'],
    ["x".repeat(500), `line 1 is "${"x".repeat(79)}…"`],
  ])("says where a body is none: %j", { tags: ["T25"] }, (text, why) => {
    expect(() => parse(text)).toThrow(new NotMetrics(why));
  });

  it("looks at each character of a hostile line a bounded number of times", { tags: ["T20"] }, () => {
    for (const line of [`a{${'b="'.repeat(300_000)}`, `a{${" ".repeat(1e6)}`, `a{x="${"\\".repeat(1e6)}`]) {
      expect(() => parse(line)).toThrow(NotMetrics);
    }
  });
});

describe("a scrape that tells more than there is memory for", { tags: ["L17"] }, () => {
  it("is cut where its names and labels are too long together", () => {
    const long = "x".repeat(1_000_000);
    const { samples, isCut } = parse([1, 2, 3, 4, 5].map((at) => `a{i="${at}${long}"} 1`).join("\n"));
    expect([samples.size, isCut]).toEqual([4, true]);
  });

  it("is cut where its histograms have too many buckets together", () => {
    const histogram = (at: number) =>
      `# TYPE h${at} histogram\n${Array.from({ length: 900 }, (_, le) => `h${at}_bucket{le="${le}"} 1`).join("\n")}`;
    const { samples, isCut } = parse(Array.from({ length: 120 }, (_, at) => histogram(at)).join("\n"));
    const buckets = [...samples.values()].map((one) => (one.kind === "histogram" ? one.buckets.size : 0));
    expect(buckets.reduce((sum, size) => sum + size, 0)).toBe(100_000);
    expect(isCut).toBe(true);
  });
});
