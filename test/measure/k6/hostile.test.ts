/** Whatever k6's output or its description of a script holds: a value, or one of our errors; never a pass. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { foldStream } from "../../../src/measure/k6/fold/fold.ts";
import { k6Message, parseInspected } from "../../../src/measure/k6/inspect.ts";
import { placeOfThreshold } from "../../../src/measure/k6/place.ts";
import { planLoad } from "../../../src/measure/k6/plan.ts";
import { parseSelector, parseThreshold } from "../../../src/measure/k6/threshold.ts";
import { collectorOf } from "../../../src/model/metric.ts";
import { anyText, PATIENCE, PROTOTYPE_NAMES, RUNS, valueOrError, valueOrErrorOf } from "../../helpers/fuzz.ts";
import { mutatedBytes, mutatedJson } from "../../helpers/mutate.ts";
import { judged } from "../judged.ts";
import { bytesOf, chunked, fixturePath, fixtureText } from "./fold/fixtures.ts";
import { drawn, foldOf, gather, honest, linesOf } from "./lines.ts";

const ROUNDS = 10;
const rounds = (change?: Parameters<typeof honest>[1]) => Array.from({ length: ROUNDS }, (_, i) => honest(i, change));
const verdictOf = async (lines: readonly (readonly string[])[]) =>
  judged({ collector: "k6", series: await gather(lines), rounds: lines.length });

const HOSTILE = ["NaN", "null", '"100"', "{}", "-5", "-1e308", "1e308", "1e101", "1e10", "1e999", "+Inf", "-Inf", "[]"];

test("honest rounds pass, so that what follows says something", async () => {
  expect((await verdictOf(rounds())).verdict).toBe("pass");
});

describe("numbers that are none", { tags: ["T24"] }, () => {
  const sides = { base: ["a"], head: ["b"], "both sides": ["a", "b"] } as const;
  const cases = Object.entries(sides).flatMap(([side, slots]) => HOSTILE.map((value) => ({ side, slots, value })));

  test.each(cases)("a duration of $value on $side makes no pass", async ({ slots, value }) => {
    const hostile = rounds((request) =>
      slots.some((one) => one === request.slot) ? { ...request, duration: value } : request,
    );
    const verdict = await valueOrErrorOf(() => verdictOf(hostile));
    expect(verdict?.verdict).not.toBe("pass");
  });

  test("a single time below zero or beyond ten days, as of a clock that was set, spoils its round", {
    tags: ["R25"],
  }, async () => {
    const one = (value: string) =>
      linesOf([
        { slot: "a", duration: 100 },
        { slot: "b", duration: value },
      ]);
    await expect(gather([one("-0.5")])).rejects.toThrow(
      new ToolError("the clock was set while perf/shop.js ran: 1 of its times are none"),
    );
    await expect(gather([one("1000000001")])).rejects.toThrow("the clock was set");
    expect(await gather([one("1000000000")])).not.toEqual([]);
    expect(await gather([one("0")])).not.toEqual([]);
  });

  test("times of any size that is one can be drawn and stored", async () => {
    const times = ["0", "5e-324", "1e-320", "1e-300", "1", "1e9"];
    for (const first of times) {
      for (const second of times) {
        const { details } = await drawn(
          linesOf([
            { slot: "a", duration: first },
            { slot: "b", duration: second },
          ]),
        );
        expect(details.length).toBeGreaterThan(0);
      }
    }
  });

  test("a number of the script's own is refused beyond 1e100", async () => {
    const own = (value: string) => [
      '{"type":"Metric","data":{"name":"mine","type":"trend","contains":"default"},"metric":"mine"}',
      `{"metric":"mine","type":"Point","data":{"time":"2026-11-21T05:01:39.733013787Z","value":${value},"tags":{}}}`,
    ];
    await expect(foldOf(own("1.0000001e100"))).rejects.toThrow(/line 2, is neither a metric nor a point/);
    await expect(foldOf(own("-1e200"))).rejects.toThrow(ToolError);
    expect((await foldOf(own("1e100"))).points.measured).toBe(1);
    expect((await foldOf(own("+Inf"))).points.infinite).toBe(1);
  });

  test("limits that are no numbers, and shares beyond all, are not understood", () => {
    for (const expression of ["p(1.2.3)<5", "p(200)<5", "avg<1.2.3", "avg<1e999", "p(-1)<5", `avg<${"9".repeat(400)}`])
      expect(parseThreshold(expression)).toBeUndefined();
    expect(parseThreshold(" p( 95 ) < 200 ")).toEqual({ aggregator: "p", quantile: 0.95, operator: "<", limit: 200 });
  });
});

describe("too little to judge by", { tags: ["R25"] }, () => {
  const few = (round: number, count: number, duration = 100 + (round % 3)) =>
    linesOf(Array.from({ length: 2 * count }, (_, i) => ({ slot: i % 2 ? "a" : "b", duration })));

  test.each([
    ["no samples of head", rounds().map((lines) => lines.filter((line) => !line.includes('"weighbridge_slot":"b"')))],
    ["no samples at all", rounds().map((lines) => lines.filter((line) => line.includes('"Metric"')))],
    ["one sample in one round", [few(0, 1)]],
    ["one sample a round", Array.from({ length: ROUNDS }, (_, i) => few(i, 1))],
    ["one round", [honest(0)]],
    ["four equal rounds", Array.from({ length: 4 }, () => honest(0))],
    ["times that are all zero, as under a clock that stands", Array.from({ length: ROUNDS }, (_, i) => few(i, 220, 0))],
  ])("%s: no gating metric is shown unchanged", async (_, lines) => {
    const { comparisons } = await verdictOf(lines);
    const gating = comparisons.filter(({ rule, change }) => rule.role === "gate" && change === "unchanged");
    const latencies = gating.filter(({ metric }) => metric.id.includes("latency"));
    expect(latencies).toEqual([]);
  });

  test("a verdict without any sample of head is inconclusive, and says so", async () => {
    const lines = rounds().map((one) => one.filter((line) => !line.includes('"weighbridge_slot":"b"')));
    const { verdict, reasons } = await verdictOf(lines);
    expect(verdict).toBe("inconclusive");
    expect(reasons.map(({ kind }) => kind)).toContain("missing");
  });

  test("a clock that is set back or forward during a round spoils it", async () => {
    const at = (time: string) => honest(0).map((line, i) => (i > 400 ? line.replace(/2026-11-21T05/, time) : line));
    for (const time of ["2026-11-21T04", "2026-11-22T05", "1970-01-01T00"]) {
      // Times of requests are differences: only what was under way when the clock jumped is wrong.
      expect((await valueOrErrorOf(() => verdictOf([at(time)])))?.verdict).not.toBe("pass");
    }
  });
});

describe("any bytes for k6's output", { tags: ["T24"] }, () => {
  const folded = (bytes: Uint8Array) => valueOrErrorOf(() => foldStream(chunked(bytes, [1000])));

  test(
    "are refused, or folded into finite numbers",
    async () => {
      const packed = new Uint8Array(readFileSync(fixturePath("2.2.0/run")).subarray(0, 4000));
      const plain = Buffer.from(fixtureText("1.8.1/run").slice(0, 4000));
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }).map((some) => gzipSync(some)),
        mutatedBytes(packed),
        mutatedBytes(plain),
      );
      await fc.assert(
        fc.asyncProperty(bytes, async (some) => {
          await folded(some);
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );

  test(
    "lines with parts left out or replaced: what is gathered of them can be stored, and has ids of k6",
    async () => {
      const lines = [
        ...honest(0).slice(0, 60),
        ...linesOf([{ slot: "a", duration: 1, check: "ok", name: "http://h/x/1" }]),
      ];
      const line = fc
        .nat({ max: lines.length - 1 })
        .chain((at) => mutatedJson(JSON.parse(lines[at]!)).map((text) => ({ at, text })));
      await fc.assert(
        fc.asyncProperty(line, async ({ at, text }) => {
          const series = await valueOrErrorOf(() => gather([lines.with(at, text)]));
          if (series === null) return;
          expect(series.every(({ metric }) => collectorOf(metric) === "k6")).toBe(true);
          judged({ collector: "k6", series, rounds: 1 });
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );
});

describe("names of any kind", { tags: ["T19"] }, () => {
  test.each([...PROTOTYPE_NAMES])("%s as endpoint, check and scenario is a name like any other", async (name) => {
    const lines = Array.from({ length: 4 }, () =>
      linesOf(
        Array.from({ length: 60 }, (_, i) => ({
          slot: i % 2 ? "a" : "b",
          duration: 10,
          name,
          check: name,
          scenario: name,
        })),
      ),
    );
    const { comparisons } = await verdictOf(lines);
    expect(comparisons.map(({ metric }) => metric.id)).toEqual(
      expect.arrayContaining([`k6/check@${name}: ${name}`, `k6/latency-tm95@${name}: GET ${name}`]),
    );
  });

  test.each([...PROTOTYPE_NAMES])("%s as a metric, a tag, a scenario and a function", async (name) => {
    expect(parseSelector(`${name}{${name}:x}`).tags[name]).toBe("x");
    expect(Object.getPrototypeOf(parseSelector(`m{${name}:x}`).tags)).toBe(Object.prototype);
    const printed = `{"scenarios":{"${name}":{"executor":"shared-iterations"}},"ext":{"weighbridge":{"functions":["default"],"exec":{}}}}`;
    const inspected = parseInspected(printed, "perf/shop.js");
    const round = { warmup: 0, measure: 1000 };
    const { scenarios } = planLoad({ label: "perf/shop.js", inspected, round, driver: "twin" });
    expect(Object.keys(scenarios)).toEqual(Object.keys(inspected.scenarios));
    for (const [, { exec }] of Object.entries(inspected.scenarios)) expect(exec).toBe("default");
  });

  test("a name of any length is a subject that can be stored, and two of them stay two", async () => {
    const long = "x".repeat(100_000);
    const series = await gather([
      linesOf(
        [`${long}a`, `${long}b`].flatMap((name) => [
          { slot: "a", duration: 1, name, check: name },
          { slot: "b", duration: 1, name, check: name },
        ]),
      ),
    ]);
    expect(new Set(series.map(({ metric }) => metric.id)).size).toBe(2 * 5 + 2);
    judged({ collector: "k6", series, rounds: 1 });
  });
});

test.each(["a/b", "a@b", "", "a b", "x".repeat(130), "1a"])(
  "a metric called %j is none of k6's",
  { tags: ["T24"] },
  async (name) => {
    const lines = [
      JSON.stringify({ type: "Metric", data: { name, type: "trend", contains: "default" }, metric: name }),
      JSON.stringify({
        metric: name,
        type: "Point",
        data: { time: "2026-11-21T05:01:39.733013787Z", value: 1, tags: {} },
      }),
    ];
    await expect(foldOf(lines)).rejects.toThrow(/line 1, is neither a metric nor a point of k6/);
  },
);

describe("any text for what k6 prints of a script", { tags: ["T24"] }, () => {
  const example = {
    scenarios: { shop: { executor: "ramping-vus", stages: [{ duration: "5s", target: 3 }], vus: 2, env: null } },
    thresholds: { "http_req_duration{name:cart}": ["p(95)<200", { threshold: "avg<100" }] },
    minIterationDuration: "1s",
    rps: 5,
    ext: { weighbridge: { functions: ["default"], exec: { shop: "default" } } },
  };

  test("is refused, or a plan", () => {
    const text = fc.oneof({ arbitrary: anyText, weight: 1 }, { arbitrary: mutatedJson(example), weight: 4 });
    fc.assert(
      fc.property(text, (printed) => {
        valueOrError(() => {
          const inspected = parseInspected(printed, "perf/shop.js");
          for (const selector of Object.keys(inspected.thresholds)) parseSelector(selector);
          for (const one of Object.values(inspected.thresholds).flat()) parseThreshold(one);
          planLoad({ label: "perf/shop.js", inspected, round: { warmup: 0, measure: 1000 }, driver: "twin" });
        });
      }),
      { numRuns: RUNS },
    );
  });

  test("its log and a script's text are only looked through", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (log, script, expression) => {
        expect(typeof k6Message(log)).toBe("string");
        placeOfThreshold(script, "a.js", expression, expression);
        parseThreshold(expression);
        parseSelector(expression);
      }),
      { numRuns: RUNS },
    );
  });
});

test("100 kB of a hostile name, expression or log come to an end", { tags: ["T20"] }, async () => {
  const hostile = ["a", "/", "1", "{", "\\", '"', "-", " ", "{}", "1.", "p(", "http://", "::"].map((part) =>
    part.repeat(100_000 / part.length),
  );
  for (const text of hostile) {
    parseThreshold(text);
    parseSelector(`m{${text}`);
    parseSelector(`m{${text}}`);
    k6Message(`level=error msg="${text}`);
    placeOfThreshold(text, "a.js", text, text);
    await gather([linesOf([{ slot: "a", duration: 1, name: text, scenario: text, check: text }])]);
  }
});

test("a line of 4 MiB is read, a longer one is refused before it is held", { tags: ["L12"] }, async () => {
  const most = 4 * 1024 * 1024;
  const read = (length: number) => {
    const bytes = bytesOf([" ".repeat(length - 2)]);
    return foldStream(chunked(bytes.subarray(0, -1), [65_536]), {}, "out.json");
  };
  await expect(read(most - 1)).rejects.toThrow(/neither a metric nor a point/);
  await expect(read(most + 1)).rejects.toThrow(/neither a metric nor a point/);
  await expect(read(most + 3)).rejects.toThrow(
    "out.json has a line of more than 4194304 bytes, so it is no output of k6.",
  );
});
