/** From stored jobs to the verdict, where the machine or a tool is another than theirs. */
import { describe, expect, test } from "vitest";
import { compareWithStored } from "../../src/baseline/comparable.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { renderMarkdown } from "../../src/report/render/markdown/markdown.ts";
import type { Snapshot } from "../../src/stored/snapshot.ts";
import { gzip, job, latency } from "../baseline/make.ts";
import { bareRounds, rounds } from "../stored/examples.ts";

const { environment, conditions } = rounds;
const tools = { k6: "2.2.0", esbuild: "0.25.0" };

/** Twenty jobs around 10 ms, of 20,000 bytes each, as `machine` measured them. */
function jobs(machine: Partial<Snapshot["environment"]>, over: Partial<Snapshot> = {}): readonly Snapshot[] {
  return Array.from({ length: 20 }, (_, i) => {
    const metrics = [
      { metric: latency, values: [10 + (i % 5) / 10] },
      { metric: gzip, values: [20_000] },
    ];
    return job({
      run: String(i),
      minute: i,
      over: { environment: { ...environment, tools, ...machine }, metrics, ...over },
    });
  });
}

/** Head is three times as slow and half as large again, and nobody measured base. */
function judged(snapshots: readonly Snapshot[]) {
  const series = [
    { kind: "sampled", metric: latency, base: [null, null], head: [30, 31] },
    { kind: "exact", metric: gzip, base: null, head: 30_000 },
  ] as const;
  const collectors = new Map([
    ["k6", { tools: { k6: "2.2.0" }, conditions: conditions.k6! }],
    ["bundle", { tools: { esbuild: "0.25.0" }, conditions: conditions.bundle! }],
  ]);
  const chosen = { snapshot: snapshots.at(-1)!, how: "base", distance: 0 } as const;
  const baseline = compareWithStored(
    { environment: { ...environment, tools }, collectors, metrics: [latency, gzip] },
    chosen,
    snapshots,
  );
  const verdict = judgeRounds({
    ...bareRounds,
    series,
    baseline,
    weighed: { kind: "stored", how: "Asked for." },
  });
  const [time, size] = verdict.comparisons.map(({ change }) => change);
  return { time, size, verdict: verdict.verdict, text: renderMarkdown(verdict) };
}

describe("a baseline of another machine or of other tools", { tags: ["R7"] }, () => {
  test("of the same ones blames both times and sizes", () => {
    expect(judged(jobs({}))).toMatchObject({ time: "regressed", size: "regressed" });
  });

  test.each<[string, Partial<Snapshot["environment"]>, string]>([
    ["of another CPU", { cpu: "AMD EPYC 9V74" }, "ran on another CPU"],
    ["of fewer cores", { cores: 2 }, "had another number of cores"],
    ["of another system image", { os: "linux, ubuntu26" }, "ran on another system image"],
    ["of another k6", { tools: { ...tools, k6: "1.8.1" } }, "had another version of k6"],
  ])("%s leaves times open, says why, and compares sizes", (_, machine, why) => {
    const { text, ...found } = judged(jobs(machine));
    expect(found).toEqual({ time: "inconclusive", size: "regressed", verdict: "fail" });
    expect(text).toContain(why);
  });

  test.each<[string, Partial<Snapshot["environment"]>, Partial<Snapshot>]>([
    ["another bundler's", { tools: { ...tools, esbuild: "0.24.0" } }, {}],
    ["another build command's", {}, { conditions: { ...conditions, bundle: "00" } }],
  ])("sizes that are %s are left open, and times are judged", (_, machine, over) => {
    expect(judged(jobs(machine, over))).toMatchObject({ time: "regressed", size: "inconclusive" });
  });

  test("where everything is another's, nothing is blamed and nothing passes", () => {
    const { text, ...found } = judged(jobs({ cpu: "another", tools: { k6: "1.0.0", esbuild: "0.1.0" } }));
    expect(found).toEqual({ time: "inconclusive", size: "inconclusive", verdict: "inconclusive" });
    expect(text).not.toContain("regressed");
  });
});
