import { describe, expect, test } from "vitest";
import type { Inspected, Scenario } from "../../../src/measure/k6/inspect.ts";
import { durationSeconds, k6Message } from "../../../src/measure/k6/inspect.ts";
import { planLoad } from "../../../src/measure/k6/plan.ts";

const round = { warmup: 1000, measure: 5000 };

function inspected(scenarios: Record<string, Partial<Scenario>>, overrides: Partial<Inspected> = {}): Inspected {
  return {
    scenarios: Object.fromEntries(
      Object.entries(scenarios).map(([name, s]) => [name, { executor: "constant-vus", exec: "default", ...s }]),
    ) as Record<string, Scenario>,
    thresholds: {},
    minIterationDuration: false,
    rps: null,
    setupTimeout: null,
    teardownTimeout: null,
    functions: ["default", "buy"],
    ...overrides,
  };
}

const plan = (scenarios: Record<string, Partial<Scenario>>, rest: Partial<Parameters<typeof planLoad>[0]> = {}) =>
  planLoad({ label: "perf/shop.js", inspected: inspected(scenarios), round, driver: "twin", ...rest });

describe("planLoad", () => {
  test.each<[string, Partial<Scenario>, Record<string, unknown>, string]>([
    [
      "an arrival rate: the same rate, twice the VUs to draw on, all made beforehand",
      { executor: "constant-arrival-rate", rate: 40, timeUnit: "1s", duration: "51m", preAllocatedVUs: 10, maxVUs: 30 },
      { executor: "constant-arrival-rate", rate: 40, timeUnit: "1s", preAllocatedVUs: 60, maxVUs: 60 },
      "perf/shop.js: your 51-minute script → rounds of 6 s (1 s warm-up), 40 iterations/s a side",
    ],
    [
      "a ramping rate is held at its peak",
      {
        executor: "ramping-arrival-rate",
        startRate: 60,
        timeUnit: "1m",
        preAllocatedVUs: 1,
        stages: [
          { duration: "2h", target: 120 },
          { duration: "1m", target: 0 },
        ],
      },
      { executor: "constant-arrival-rate", rate: 120, timeUnit: "1m", preAllocatedVUs: 2, maxVUs: 2 },
      "perf/shop.js: your 2-hour script → rounds of 6 s (1 s warm-up), 2 iterations/s a side (its peak)",
    ],
    [
      "ramping VUs are held at the peak, doubled",
      {
        executor: "ramping-vus",
        startVUs: 1,
        stages: [
          { duration: "30s", target: 20 },
          { duration: "10s", target: 5 },
        ],
      },
      { executor: "constant-vus", vus: 40 },
      "perf/shop.js: your 40-second script → rounds of 6 s (1 s warm-up), 20 VUs a side (its peak)",
    ],
    [
      "iterations run until the round ends",
      { executor: "shared-iterations", vus: 3 },
      { executor: "constant-vus", vus: 6 },
      "perf/shop.js: your script → rounds of 6 s (1 s warm-up), 3 VUs a side",
    ],
    [
      "nothing said is one VU",
      { executor: "per-vu-iterations" },
      { executor: "constant-vus", vus: 2 },
      "perf/shop.js: your script → rounds of 6 s (1 s warm-up), 1 VU a side",
    ],
  ])("%s", (_, scenario, load, line) => {
    const made = plan({ shop: scenario });
    expect(made.scenarios.shop).toEqual({
      ...load,
      duration: "6000ms",
      exec: "default",
      startTime: "0s",
      gracefulStop: "2s",
    });
    expect(made.lines[0]).toBe(line);
  });

  test("one side alone gets the script's own VUs", () => {
    expect(plan({ s: { executor: "constant-vus", vus: 4 } }, { driver: "alternate" }).scenarios.s).toMatchObject({
      vus: 4,
    });
  });

  test("a minimum iteration duration already halves the rate a VU: VUs are not doubled", () => {
    const one = inspected({ s: { executor: "constant-vus", vus: 4 } }, { minIterationDuration: true });
    expect(plan({}, { inspected: one }).scenarios.s).toMatchObject({ vus: 4 });
  });

  test("a closed model says what it cannot keep", () => {
    expect(plan({ s: { executor: "constant-vus", vus: 4 } }).lines[1]).toContain("on average only");
    expect(plan({ s: { executor: "constant-arrival-rate", rate: 40 } }).lines).toHaveLength(1);
  });

  test("a rate that gives a round fewer samples than a latency needs to gate says so, with what would do", () => {
    const at = (rate: number, timeUnit = "1s") => ({ executor: "constant-arrival-rate", rate, timeUnit });
    const few = (samples: string, enough: string) =>
      `the latency of what an iteration asks at most once does not gate: ${samples} samples a side and round, 200 needed (${enough} would do).`;
    expect(plan({ s: at(39) }).lines[1]).toBe(`perf/shop.js: ${few("195", "a k6.round.measure of 6s")}`);
    expect(plan({ s: at(3) }, { driver: "alternate" }).lines[1]).toBe(
      `perf/shop.js: ${few("15", "a k6.round.measure of 67s")}`,
    );
    expect(plan({ s: at(1, "30s") }).lines[1]).toBe(`perf/shop.js: ${few("0", "a higher rate")}`);
    const measured = (measure: number) => plan({ s: at(3) }, { round: { warmup: 1000, measure } }).lines;
    expect(measured(66_000)).toHaveLength(2);
    expect(measured(67_000)).toHaveLength(1);
    // Of several scenarios, each has latencies of its own.
    expect(plan({ quick: at(40), slow: at(20) }).lines.slice(1)).toEqual([
      `perf/shop.js: slow: ${few("100", "a k6.round.measure of 11s")}`,
    ]);
  });

  test("staggered scenarios: one must be named; parallel ones run together", () => {
    const staggered = {
      smoke: { duration: "30s", vus: 1 },
      load: { duration: "5m", vus: 9, startTime: "30s", exec: "buy" },
    };
    expect(() => plan(staggered)).toThrow(
      "perf/shop.js runs its scenarios one after the other (smoke, load); a round holds one load: name the one to measure in k6.scenario.",
    );
    const chosen = plan(staggered, { scenario: "load" });
    expect(Object.keys(chosen.scenarios)).toEqual(["load"]);
    expect(chosen.functions).toEqual(["buy"]);
    const parallel = plan({ a: { duration: "1m" }, b: { duration: "1m", startTime: "10s" } });
    expect(Object.keys(parallel.scenarios)).toEqual(["a", "b"]);
  });

  test("what a round leaves out of the script is said", () => {
    const one = inspected(
      { s: { executor: "constant-arrival-rate", rate: 1 } },
      { functions: ["default", "handleSummary"] },
    );
    expect(plan({}, { inspected: one }).lines.at(-1)).toBe("perf/shop.js: its handleSummary is not called in rounds.");
  });

  test("a scenario's function must exist", () => {
    expect(() => plan({ s: { exec: "sell" } })).toThrow(
      'perf/shop.js: scenario "s" calls "sell", which the script does not export; it exports default, buy.',
    );
    expect(() => plan({}, { inspected: inspected({ s: {} }, { functions: [] }) })).toThrow(
      'scenario "s" calls the default function, which the script does not export; it exports no function.',
    );
  });
});

describe("k6's words", () => {
  test.each([
    ["51m0s", 3060],
    ["1h2m3.5s", 3723.5],
    ["300ms", 0.3],
    ["1d", 86_400],
    ["", 0],
  ])("duration %s", (text, seconds) => expect(durationSeconds(text)).toBeCloseTo(seconds));

  test("the last error without its frame and Go stack", () => {
    const log = [
      'time="2026-01-01T00:00:00Z" level=warning msg="careful"',
      String.raw`time="…" level=error msg="TypeError: no \"x\"\n\tat keys (native)\n\tat go (file:///s.js:2:7(50))\n" hint="script exception"`,
    ].join("\n");
    expect(k6Message(log)).toBe('TypeError: no "x" (at go (file:///s.js:2:7(50)))');
    expect(k6Message('level=error msg="There were problems:\\n\\t- scenario s: too short"')).toBe(
      "There were problems: scenario s: too short",
    );
    expect(k6Message("panic: oh")).toBe("panic: oh");
    expect(k6Message("")).toBe("it printed no reason");
  });
});
