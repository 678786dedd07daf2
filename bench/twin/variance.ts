/**
 * How much quieter the twin driver is than alternate runs, on the recorded rounds (record.ts): the ratio of variances of
 * ln(head/base) with a bootstrap interval, and whether identical builds differ. `npx tsx bench/twin/variance.ts`
 */
import { readFile } from "node:fs/promises";
import {
  mean,
  medianAbsoluteDeviation,
  quantileSorted,
  sampleStandardDeviation,
  sampleVariance,
} from "simple-statistics";
import { generator } from "../../src/compare/statistics/random.ts";
import type { Series } from "../../src/model/series.ts";
import { logRatios } from "../lab.ts";

interface Recorded {
  readonly series: readonly Series[];
  readonly environment: { readonly cpu: string; readonly cores: number; readonly tools: Record<string, string> };
}

const load = async (name: string): Promise<Recorded> =>
  JSON.parse(await readFile(new URL(`../data/${name}.json`, import.meta.url), "utf8"));

const [twin, alternate] = [await load("twin-identical"), await load("alternate-identical")];
const random = generator(20_260_101);
const resample = (values: readonly number[]) => values.map(() => values[Math.floor(random() * values.length)]!);

/** The variance ratio with the lower end of a one-sided 95 % bootstrap interval (resampled rounds, 10,000 times). */
function ratio(a: readonly number[], b: readonly number[]): { estimate: number; low: number } {
  const ratios = Array.from({ length: 10_000 }, () => sampleVariance(resample(a)) / sampleVariance(resample(b)));
  return {
    estimate: sampleVariance([...a]) / sampleVariance([...b]),
    low: quantileSorted(
      ratios.sort((x, y) => x - y),
      0.05,
    ),
  };
}

const { cpu, cores, tools } = twin.environment;
console.log(`${cpu}, ${cores} cores, k6 ${tools.k6}, Node ${tools.node}\n`);
const rows: string[] = [];
for (const { metric } of twin.series) {
  if (!/^k6\/latency-(?:tm95|p50)@/.test(metric.id)) continue;
  const a = logRatios(alternate.series, metric.id);
  const all = logRatios(twin.series, metric.id);
  // The same 40 rounds as the alternate ones, measured in turn with them.
  const t = all.slice(0, a.length);
  const { estimate, low } = ratio(a, t);
  const error = sampleStandardDeviation(all) / Math.sqrt(all.length);
  const sd = (values: readonly number[]) => sampleStandardDeviation([...values]).toFixed(4);
  rows.push(
    `| ${metric.id} | ${sd(a)} (${a.length}) | ${sd(t)} (${t.length}) | ${estimate.toFixed(1)} (≥ ${low.toFixed(1)}) | ${(1.4826 * medianAbsoluteDeviation(all)).toFixed(4)} (${all.length}) | ${mean(all).toFixed(4)} ± ${error.toFixed(4)} (${(Math.abs(mean(all)) / error).toFixed(1)} s.e.) |`,
  );
}
console.log(
  "| metric | sd alternate (rounds) | sd twin (rounds) | variance ratio (95 % at least) | sd twin, all, robust (MAD) | mean of ln(head/base), all |",
);
console.log("|---|---|---|---|---|---|");
console.log(rows.join("\n"));
