/** Prometheus' own histogram_quantile, asked by its promtool, against ours. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { histogramQuantile } from "../../../src/measure/prometheus/quantile.ts";
import { testSystem } from "../../helpers/system.ts";

/** Cumulative counts by upper bound. */
const HISTOGRAMS: readonly (readonly (readonly [string, number])[])[] = [
  [
    ["0.1", 10],
    ["0.5", 30],
    ["1", 40],
    ["+Inf", 40],
  ],
  [
    ["0.005", 1],
    ["0.01", 7],
    ["0.025", 7],
    ["0.05", 93],
    ["+Inf", 100],
  ],
  [
    ["1", 5],
    ["2", 6],
    ["+Inf", 10],
  ],
  [
    ["-1", 8],
    ["1", 10],
    ["+Inf", 10],
  ],
  [
    ["0.25", 0],
    ["0.5", 0],
    ["1", 3],
    ["2.5", 4],
    ["+Inf", 4],
  ],
];
const SHARES = [0.5, 0.75, 0.9, 0.95, 0.99];

it("is the same to the last digit that promtool compares", async () => {
  await using opened = await testSystem();
  const { system } = opened;
  const folder = await system.processes.temporaryFolder("promtool");
  const series = HISTOGRAMS.flatMap((buckets, index) =>
    buckets.map(([le, count]) => ({ series: `wait_bucket{of="${index}",le="${le}"}`, values: String(count) })),
  );
  const expectations = HISTOGRAMS.flatMap((buckets, index) =>
    SHARES.map((share) => {
      const own = new Map(buckets.map(([le, count]) => [le === "+Inf" ? Infinity : Number(le), count]));
      return {
        expr: `histogram_quantile(${share}, wait_bucket{of="${index}"})`,
        eval_time: "0m",
        exp_samples: [{ labels: `{of="${index}"}`, value: histogramQuantile(share, own) }],
      };
    }),
  );
  const test = { interval: "1m", input_series: series, promql_expr_test: expectations };
  await writeFile(join(folder, "test.yml"), JSON.stringify({ rule_files: [], tests: [test] }));
  const options = { cwd: folder, env: system.env };
  const finished = await system.processes.run(["promtool", "test", "rules", "test.yml"], options);
  expect(finished.stdout + finished.stderr).toContain("SUCCESS");
  expect(finished.exitCode).toBe(0);
});
