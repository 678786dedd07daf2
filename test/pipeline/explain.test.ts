import { expect, test } from "vitest";
import type { LoadedConfig } from "../../src/config/load.ts";
import type { Series } from "../../src/model/series.ts";
import { type Explaining, explainMeasured, ofTarget } from "../../src/pipeline/explain.ts";
import type { Measured } from "../../src/pipeline/measured.ts";
import { createConfig } from "../helpers/config.ts";
import { testSystem } from "../helpers/system.ts";

/** Twenty rounds in which head takes `factor` times as long as base. */
function series(id: string, factor: number, role: "gate" | "watch" = "gate"): Series {
  const base = Array.from({ length: 20 }, (_, round) => 10 + (round % 7) / 10);
  const tolerate = { relative: 0.02, absolute: 0.1 };
  const metric = {
    id,
    unit: "ms",
    better: "lower",
    kind: "sampled",
    scale: "ratio",
    role,
    tolerate,
    detect: 0.05,
  } as const;
  return { kind: "sampled", metric, base, head: base.map((value, round) => value * (factor + (round % 3) / 1000)) };
}

/** Its sides run elsewhere, so that whatever is asked for ends in a sentence. */
async function outcome(all: readonly Series[], explain: Readonly<Record<string, unknown>> = {}): Promise<Measured> {
  const { system } = await testSystem();
  const config = createConfig({ explain });
  const input = {
    request: {},
    loaded: { config, file: "weighbridge.yml" } as LoadedConfig,
    sides: { source: null },
    built: { builds: { base: null, head: null }, configs: {} },
    overrides: [],
    root: "/",
    system,
  } as unknown as Explaining;
  const measured = { series: all, plan: null, notWeighed: [], notices: [], causes: [], details: [], seconds: 1 };
  return explainMeasured(input, measured as unknown as Measured);
}

const isAsked = async (...asked: Parameters<typeof outcome>) => (await outcome(...asked)).notWeighed.length === 1;

test("the phase is for gating metrics of time that regressed, and its failure is a sentence", {
  tags: ["R29"],
}, async () => {
  const measured = await outcome([series("k6/latency-tm95@shop: GET /cart", 1.2)]);
  expect(measured.notWeighed).toEqual([
    "explain: the sides run elsewhere, so that they cannot be started to be profiled (weighbridge.yml); the rest of the report stands.",
  ]);
  expect(await isAsked([series("k6/latency-tm95@shop: GET /cart", 1)])).toBe(false);
  expect(await isAsked([series("k6/latency-tm95@shop: GET /cart", 0.8)])).toBe(false);
  expect(await isAsked([series("lighthouse/lcp@/", 1.2)])).toBe(false);
});

test("where no profile can explain what regressed, whether the change was run is asked all the same", async () => {
  const queries = [series("postgres/queries@shop: GET /cart", 1.2)];
  expect(await isAsked(queries)).toBe(true);
  expect(await isAsked([series("resources/growth@target", 1.2)])).toBe(true);
  expect(await isAsked(queries, { coverage: false })).toBe(false);
  expect(await isAsked(queries, { when: "never" })).toBe(false);
  expect(await isAsked(queries, { profiler: "off" })).toBe(true);
  expect(await isAsked([series("postgres/queries@shop: GET /cart", 1)])).toBe(false);
  expect(await isAsked([series("bundle/gzip@app.js", 1.2)])).toBe(false);
});

test("watched metrics ask for it where the config says so, and nothing does where it says never", async () => {
  const watched = [series("resources/cpu@target", 1.2, "watch")];
  expect(await isAsked(watched)).toBe(false);
  expect(await isAsked(watched, { when: "moved" })).toBe(true);
  expect(await isAsked([series("resources/cpu@target", 1.2)])).toBe(true);
  expect(await isAsked([series("resources/cpu@target", 1.2)], { when: "never" })).toBe(false);
  expect(await isAsked([series("resources/cpu@target", 1.2)], { profiler: "off", coverage: false })).toBe(false);
});

test("scripts that the config names are none of the target's changed files", () => {
  const config = createConfig({
    k6: { scripts: ["./perf/shop.js"] },
    lighthouse: { urls: ["/"], login: "perf/login.js", flows: ["perf/buy.js"] },
  });
  const files = ["perf/shop.js", "perf/login.js", "perf/buy.js", "lib/cart.js", "web/app.js"];
  const kept = ofTarget(
    files.map((file) => ({ file, lines: [1] })),
    config,
  );
  expect(kept!.map(({ file }) => file)).toEqual(["lib/cart.js", "web/app.js"]);
  expect(ofTarget(null, config)).toBeNull();
});
