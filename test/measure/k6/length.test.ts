import { describe, expect, test } from "vitest";
import { configSchema } from "../../../src/config/schema.ts";
import type { Inspected } from "../../../src/measure/k6/inspect.ts";
import { asLongAsBefore, conditionsOf, roundLength } from "../../../src/measure/k6/length.ts";
import { type PreparedScript, planScript } from "../../../src/measure/k6/script.ts";

const configOf = (round: Record<string, string> = {}) =>
  configSchema.parse({ target: { start: "true" }, k6: { scripts: ["a.js"], round } }).k6!;
const config = configOf();

/** A script as made ready for a target that takes so many milliseconds to start. */
function scriptFor(bootTime: number, sources = ["digest"], own = config): PreparedScript {
  const inspected: Inspected = {
    scenarios: { shop: { executor: "constant-vus", exec: "default", vus: 2 } },
    thresholds: {},
    minIterationDuration: false,
    rps: null,
    setupTimeout: null,
    teardownTimeout: null,
    functions: ["default"],
  };
  const made = { label: "a.js", inspected, round: roundLength(own, bootTime) };
  const plan = planScript({ ...made, config: own, driver: "twin" });
  const rest = { folder: "/nowhere", text: "", sources, unshimmed: [], alternateBecause: null, selectors: new Map() };
  return { ...made, ...rest, plan };
}

describe("the length of a round", () => {
  test("is as long as the target takes to start, in coarse steps, but 5 to 30 s; or what the config says", () => {
    const lengths = [0, 5_000, 5_600, 12_000, 29_000, 90_000].map((bootTime) => roundLength(config, bootTime).measure);
    expect(lengths).toEqual([5_000, 5_000, 10_000, 20_000, 30_000, 30_000]);
    expect(roundLength(configOf({ measure: "7s" }), 12_000)).toEqual({ warmup: 1000, measure: 7000 });
  });

  test("stays that of the attempt before, however long the target takes to start now", () => {
    const first = [scriptFor(5_600)];
    const second = asLongAsBefore(config, [scriptFor(12_000)], conditionsOf(config, first));
    expect(second).toEqual(first);
    const third = asLongAsBefore(config, [scriptFor(100)], conditionsOf(config, second));
    expect(third).toEqual(first);
  });

  test("is chosen anew where there was none, where something else differs too, and where the config says it", () => {
    const now = [scriptFor(12_000)];
    expect(asLongAsBefore(config, now, undefined)).toEqual(now);
    expect(asLongAsBefore(config, now, conditionsOf(config, [scriptFor(5_600, ["other"])]))).toEqual(now);
    const set = configOf({ measure: "7s" });
    const said = [scriptFor(12_000, ["digest"], set)];
    expect(asLongAsBefore(set, said, conditionsOf(config, [scriptFor(5_600)]))).toEqual(said);
  });
});
