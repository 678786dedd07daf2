/**
 * How far two identical demo shops lie apart in what `resources` and `runtime` count: rounds of the lane "inside", as the
 * product measures them, until the time is up. `npx tsx bench/inside/noise.ts [minutes]` prints the table and writes
 * bench/data/inside-identical.json.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { mean, median, sampleStandardDeviation } from "simple-statistics";
import { configSchema } from "../../src/config/schema.ts";
import type { RoundRecord } from "../../src/measure/rounds.ts";
import { type SampledSeries, SIDES } from "../../src/model/series.ts";
import { openInside } from "../../src/pipeline/inside.ts";
import { toJson } from "../../src/stored/write.ts";
import { readEnvironment } from "../../src/system/environment.ts";
import { measure, openLab } from "../lab.ts";

const minutes = Number(process.argv[2] ?? 8);
const until = performance.now() + minutes * 60_000;

await using lab = await openLab("identical");
const { system, root, built } = lab;
const sections = configSchema.parse({
  target: { start: "true" },
  k6: { scripts: ["x.js"] },
  resources: {},
  runtime: {},
});
const config = { ...lab.config, resources: sections.resources!, runtime: sections.runtime! };
const folder = await system.processes.temporaryFolder("weighbridge-bench-inside");
const context = { system, sides: SIDES, builds: built.builds, root, bootTime: async () => 0 };
const { session } = await openInside(config, context, folder);

const records: RoundRecord[] = [];
while (performance.now() < until) {
  records.push(...(await measure(lab, session, 1, records.length + 1, `round ${records.length + 1}`)));
}

const { series, notWeighed, facts } = await session.collected();
for (const line of notWeighed) console.log(line);
const sampled = series.filter((one): one is SampledSeries => one.kind === "sampled");
const environment = await readEnvironment(system.env, session.plan.tools);
const rounds = records.map(({ sides, seconds, discarded }) => ({ sides, seconds, discarded }));
const file = fileURLToPath(new URL("../data/inside-identical.json", import.meta.url));
await writeFile(file, toJson({ variant: "identical", environment, rounds, series: sampled }));

console.log(`\n${rounds.length} rounds, ${(mean(rounds.map(({ seconds }) => seconds))).toFixed(0)} s each\n`);
console.log("| metric | unit | median of base | sd of ln(head/base), else of head - base | mean of it |");
console.log("|---|---|---|---|---|");
for (const { metric, base, head } of sampled) {
  const pairs = base.flatMap((one, round) => {
    const other = head[round];
    return one === null || other === null || other === undefined ? [] : [[one, other] as const];
  });
  const isRatio = metric.scale === "ratio" && pairs.every(([one, other]) => one > 0 && other > 0);
  const apart = pairs.map(([one, other]) => (isRatio ? Math.log(other / one) : other - one));
  if (apart.length < 2) continue;
  const shown = (value: number) => value.toPrecision(3);
  const row = [metric.id, metric.unit, shown(median(pairs.map(([one]) => one)))];
  row.push(`${isRatio ? "" : "Δ "}${shown(sampleStandardDeviation(apart))}`, shown(mean(apart)));
  console.log(`| ${row.join(" | ")} |`);
}
for (const { collector, rule, subject, name, base, head } of facts)
  console.log(`${collector} ${rule} ${subject} ${name ?? ""}: base ${base}, head ${head}`);
