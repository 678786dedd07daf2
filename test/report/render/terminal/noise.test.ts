import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { NoiseReport, NoiseRow } from "../../../../src/model/noise.ts";
import { renderNoise } from "../../../../src/report/render/terminal/noise.ts";
import { latency } from "../../verdicts.ts";

function row(id: string, noise: number, seen: NoiseRow["visible"], over: Partial<NoiseRow> = {}): NoiseRow {
  const metric = { ...latency("").metric, id };
  const { detect } = metric;
  return { metric, rounds: 30, noise, detect, asSet: seen.standard, visible: seen, ...over };
}

const quiet = row("k6/latency-tm95@checkout: GET /cart", 0.0171, { quick: 0.024, standard: 0.02, thorough: 0.02 });
const wild = row("k6/latency-p95@checkout: GET /cart", 0.118, { quick: 0.18, standard: 0.142, thorough: 0.0981 });
const unseen: NoiseRow = {
  ...row("lighthouse/lcp@/", 0, { quick: null, standard: null, thorough: null }),
  rounds: 1,
  noise: null,
};

const plan = (effort: "quick" | "standard" | "thorough", rounds: number) => ({
  effort,
  rounds: { k6: rounds },
  minutes: rounds / 6,
});

const fitting: NoiseReport = {
  schema: 1,
  kind: "noise",
  environment: {
    cpu: "AMD EPYC",
    cores: 2,
    memoryBytes: 25e9,
    os: "Debian GNU/Linux 12 (bookworm), Linux 6.1.0, x64",
    tools: {},
  },
  commit: "5f3c1e0a9b8d7c6e5f4a3b2c1d0e9f8a7b6c5d4e",
  runner: "fixed task 31 ms ± 4 % a round, 1.2 % of CPU time stolen, at most 3.0 %",
  unfit: null,
  rounds: 30,
  discarded: 0,
  secondsPerRound: 10,
  falseAlarms: 0.01,
  asSet: plan("standard", 30),
  efforts: { quick: plan("quick", 20), standard: plan("standard", 30), thorough: plan("thorough", 60) },
  rows: [quiet],
  watched: [],
  drawn: { count: 1000, fail: 0, inconclusive: 3 },
  verdict: "pass",
  recommendation: { isKept: true, plan: plan("standard", 30), maxMinutes: 12, metrics: [] },
};

const missing: NoiseReport = {
  ...fitting,
  discarded: 2,
  asSet: { effort: "standard", rounds: { k6: 30, lighthouse: 14 }, minutes: 3 },
  rows: [quiet, { ...wild, asSet: null }, unseen],
  drawn: { count: 1000, fail: 4, inconclusive: 991 },
  verdict: "inconclusive",
  recommendation: {
    isKept: false,
    plan: plan("thorough", 60),
    maxMinutes: 11,
    metrics: [
      { metric: wild.metric.id, detect: { value: 0.12, written: "12%" } },
      { metric: unseen.metric.id, detect: null },
    ],
  },
};

describe("what people read", () => {
  test.each([
    ["fitting", fitting],
    ["missing", missing],
  ])("%s", async (name, report) => {
    await expect(`${renderNoise(report, 110)}\n`).toMatchFileSnapshot(`../__snapshots__/noise-${name}.txt`);
  });

  test("an unfit runner comes first", () => {
    const unfit = "in 9 of 12 rounds the hypervisor took more than 10 % of the CPU time";
    expect(renderNoise({ ...missing, unfit }, 110)).toMatch(`This runner is unfit to measure: ${unfit}.\n`);
  });

  test("where nothing gates that varies, there is nothing to see and to set", () => {
    const report = { ...fitting, rows: [], drawn: null };
    expect(renderNoise(report, 110)).not.toMatch(/What the gate can see|Builds that differ|What to set/);
  });
});

describe("what is watched", () => {
  const few = "75 samples a side and round, 200 needed to gate (a k6.round.measure of 14s would do)";
  const watched = (id: string, noise: number | null, roleReason?: string): NoiseReport["watched"][number] => {
    const metric = { ...latency("").metric, id, role: "watch" } as const;
    return { metric: roleReason === undefined ? metric : { ...metric, roleReason }, rounds: 8, noise };
  };
  const lowered = watched("k6/latency-tm95@shop: GET /teas", 0.0312, few);
  const median = watched("k6/latency-p50@shop: GET /teas", 0.0451);
  const nothing = { ...fitting, rows: [], drawn: null };

  test("has its noise, and says why it does not gate and what to set", () => {
    const text = renderNoise({ ...nothing, watched: [median, lowered] }, 110);
    expect(text.split("\n")[0]).toBe(
      "No metric gates that varies by chance: 1 would, but is watched only, for what is said below.",
    );
    const [, section] = text.split("\nWatched only\n");
    expect(section!.split("\n").map((line) => line.trimEnd())).toEqual([
      "- k6/latency-tm95 of shop: GET /teas did not gate: 75 samples a side and round, 200 needed to gate (a",
      "  k6.round.measure of 14s would do).",
      "Metric           Subject           Noise",
      "k6/latency-tm95  shop: GET /teas  3.12 %",
      "k6/latency-p50   shop: GET /teas  4.51 %",
    ]);
  });

  test("is told from what nobody has measured, and shown beside what gates too", () => {
    expect(renderNoise({ ...nothing, watched: [median] }, 110)).toMatch("by chance; what is watched is said below.");
    expect(renderNoise(nothing, 110)).toMatch("so there is no noise to see through.");
    expect(renderNoise({ ...fitting, watched: [lowered] }, 110)).toMatch(/Watched only\n- k6\/latency-tm95/);
  });

  test("is no endless table", () => {
    const many = Array.from({ length: 24 }, (_, index) => watched(`k6/latency-p50@s: GET /${index}`, 0.01));
    const text = renderNoise({ ...nothing, watched: [...many, lowered] }, 110);
    expect(text).toContain("… and 5 more, all in --json");
    expect(text).toContain("k6/latency-tm95  shop");
  });
});

describe("the settings to paste", () => {
  const pasted = (report: NoiseReport) => {
    const lines = renderNoise(report, 40).split("\n");
    return parse(lines.filter((line) => line.startsWith("  ") && /^ +(gate|metrics|")/.test(line)).join("\n"));
  };

  test("are YAML as the config has it, in a narrow terminal too", () => {
    expect(pasted(missing)).toEqual({
      gate: { effort: "thorough", maxMinutes: 11 },
      metrics: { [wild.metric.id]: { detect: "12%" }, [unseen.metric.id]: { role: "watch" } },
    });
  });

  test("stay so whatever a metric is called, and no name acts on a terminal or a log", () => {
    const metric = 'k6/a@shop: "GET" \\ {x}: #1 \u001B[31m';
    const metrics = [{ metric, detect: null }];
    const report = { ...missing, recommendation: { ...missing.recommendation, metrics } };
    expect(renderNoise(report, 110)).not.toContain("\u001B");
    expect(pasted(report).metrics).toEqual({ [metric]: { role: "watch" } });
  });
});
