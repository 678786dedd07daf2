/**
 * Whether a side's latency under the twin driver is what a plain `k6 run` of the same script says of the same server:
 * twin rounds and plain runs in turn, a drawn one first, both on freshly started servers.
 * `npx tsx bench/twin/agreement.ts [rounds]`
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { median } from "simple-statistics";
import { hodgesLehmann } from "../../src/compare/statistics/hodges-lehmann.ts";
import { generator } from "../../src/compare/statistics/random.ts";
import { equivalence } from "../../src/compare/statistics/tost.ts";
import { foldFile } from "../../src/measure/k6/fold/fold.ts";
import { findK6 } from "../../src/system/tools.ts";
import { withRoundServers } from "../../src/target/slots.ts";
import { measure, openK6, openSystem } from "../lab.ts";
import { workerLab, writeScript } from "./worker-lab.ts";

const rounds = Number(process.argv[2] ?? 14);
const RATE = 40;

await using opened = await openSystem();
const { system } = opened;
const lab = await workerLab(system, { base: 2000, head: 2000 });
const script = await writeScript(lab.root, "script.js", RATE);
const session = await openK6(
  { ...lab, config: {} as never },
  { scripts: [script], round: { warmup: 1000, measure: 5000 } },
);
const { path } = await findK6({ system });
const folder = join(lab.root, "plain");
await mkdir(folder);

/** The median of a plain run's requests after its first second, on a server of its own. */
async function plain(): Promise<number> {
  const samples = join(folder, "samples.json.gz");
  await withRoundServers(
    { system, builds: lab.built.builds, configs: lab.built.configs },
    { a: "base", b: "head" },
    async (servers) => {
      const { url } = await servers.alone("base");
      const args = [
        "run",
        "--quiet",
        "--address",
        "",
        "--no-usage-report",
        "--summary-mode=disabled",
        `--out=json=${samples}`,
      ];
      const done = await system.processes.run([path, ...args, join(lab.root, "plain.js")], {
        cwd: folder,
        env: { ...system.env, BASE_URL: url },
        timeout: 60_000,
      });
      if (done.exitCode !== 0) throw new Error(done.stderr);
    },
  );
  const whole = await foldFile(samples);
  const first = Math.min(...whole.windows.series.flatMap(({ windows }) => windows.map(({ start }) => start)));
  const { cells } = await foldFile(samples, { from: first + 1000 });
  const latency = cells.find(({ metric }) => metric === "http_req_duration")?.aggregate;
  if (latency?.kind !== "trend") throw new Error("plain k6 measured nothing");
  return latency.quantile(0.5);
}

await writeFile(join(lab.root, "plain.js"), (await readFile(join(lab.root, script), "utf8")).replace('"1m"', '"6s"'));
const random = generator(7);
const plains: number[] = [];
for (let round = 0; round < rounds; round++) {
  const twin = () => measure(lab, session, 1, 1000 + round, `twin ${round + 1}`);
  const alone = async () => {
    plains.push(await plain());
    system.log.info(`plain ${round + 1} ${plains.at(-1)!.toFixed(3)} ms`);
  };
  for (const step of random() < 0.5 ? [twin, alone] : [alone, twin]) await step();
}

const { series } = await session.collected();
const found = series.find(({ metric }) => metric.id.startsWith("k6/latency-p50@"));
if (found?.kind !== "sampled") throw new Error("the twin driver measured nothing");
console.log(`${RATE} requests/s, ${rounds} rounds of each in turn; medians, ms\n`);
console.log("| side | twin | plain k6 | twin/plain (95 % interval) | within ±5 % (TOST p) |\n|---|---|---|---|---|");
for (const side of ["base", "head"] as const) {
  const ratios = found[side].map((value, round) => Math.log(value! / plains[round]!));
  const { value: estimate, low, high } = hodgesLehmann(ratios);
  const { p } = equivalence(ratios, Math.log(1.05));
  const percent = (x: number) => `${(Math.expm1(x) * 100).toFixed(1)} %`;
  console.log(
    `| ${side} | ${median(found[side] as number[]).toFixed(3)} | ${median(plains).toFixed(3)} | ${percent(estimate)} (${percent(low)} to ${percent(high)}) | ${p < 0.05 ? "yes" : "no"} (${p.toFixed(4)}) |`,
  );
}
