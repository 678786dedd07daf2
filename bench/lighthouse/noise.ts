/**
 * How much Lighthouse's figures of the demo's page differ between two builds of one commit, as the gate measures them.
 * `npx tsx bench/lighthouse/noise.ts [rounds]` (12 rounds: about four minutes on a machine that does nothing else) prints,
 * a metric, the robust standard deviation of ln(head/base), or of head - base, over the rounds.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { median, medianAbsoluteDeviation } from "simple-statistics";
import type { CollectorContext } from "../../src/measure/collector.ts";
import { lighthouse } from "../../src/measure/lighthouse/index.ts";
import { type SampledSeries, SIDES } from "../../src/model/series.ts";
import { readEnvironment } from "../../src/system/environment.ts";
import { measure, openLab } from "../lab.ts";

const rounds = Number(process.argv[2] ?? 12);
await using lab = await openLab("identical");
const scratch = join(await lab.system.processes.temporaryFolder("weighbridge-bench"), "scratch");
await mkdir(scratch);
const context: CollectorContext = {
  system: lab.system,
  sides: SIDES,
  builds: lab.built.builds,
  scratch,
  root: lab.root,
  bootTime: async () => 0,
  purpose: "noise",
};
const session = await lighthouse.open({ urls: ["/"] }, context);
const tries = await measure(lab, session, rounds, Date.now() % 2 ** 32, "round");
const { series } = await session.collected();

function row({ metric, base, head }: SampledSeries): string {
  const pairs = base.flatMap((b, i) => (b === null || head[i] == null ? [] : [[b, head[i]] as const]));
  const differences = pairs.map(([b, h]) => (metric.scale === "ratio" ? Math.log(h / b) : h - b));
  const sd = 1.4826 * medianAbsoluteDeviation(differences);
  const typical = median(pairs.flat()).toPrecision(3);
  return `| ${metric.id} | ${metric.scale} | ${typical} | ${sd.toFixed(3)} | ${median(differences).toFixed(3)} |`;
}

const { cpu, cores } = await readEnvironment(lab.system.env, {});
const { chrome, lighthouse: version } = session.plan.tools;
console.log(
  `${cpu}, ${cores} cores, Lighthouse ${version}, Chrome ${chrome}; ${rounds} rounds of ${tries.length} tries\n`,
);
console.log("| metric | scale | typical value | sd a round (MAD) | median difference |\n| - | - | - | - | - |");
for (const one of series) if (one.kind === "sampled") console.log(row(one));
