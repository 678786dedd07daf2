/**
 * What looking inside costs the target: the shop with services under its own load, with all its watchers on and with none, in
 * pairs in random order, everything started afresh each time. Ends with exit code 1 where the medians of k6 are not shown
 * equivalent within 2 %. `npx tsx bench/inside/overhead.ts 40` (PostgreSQL and Redis; about half a minute a pair)
 */
import { mean, sampleStandardDeviation } from "simple-statistics";
import { hodgesLehmann } from "../../src/compare/statistics/hodges-lehmann.ts";
import { equivalence } from "../../src/compare/statistics/tost.ts";
import { shopWithServices } from "../../src/demo/services.ts";
import type { CollectorContext } from "../../src/measure/collector.ts";
import { watchRound } from "../../src/measure/inside/round.ts";
import type { Driven, Load } from "../../src/measure/load.ts";
import { drawRound } from "../../src/measure/schedule.ts";
import type { OpenedWatcher } from "../../src/measure/watcher.ts";
import { SIDES, SLOTS } from "../../src/model/series.ts";
import { openWatchers } from "../../src/pipeline/inside.ts";
import { readEnvironment } from "../../src/system/environment.ts";
import { withRoundServers } from "../../src/target/slots.ts";
import { openLab } from "../lab.ts";
import { generator } from "../random.ts";

const MARGIN = 0.02;
const LEVEL = 0.05;
const SEED = 20_260_101;
const LENGTH = { iterations: 1, warmup: 3_000, measure: 6_000 };

const pairs = Number(process.argv[2] ?? 40);
const random = generator(SEED);

await using lab = await openLab("identical", shopWithServices);
const { system, root, built, config } = lab;
const shared: Omit<CollectorContext, "scratch"> = {
  system,
  sides: SIDES,
  builds: built.builds,
  root,
  bootTime: async () => 0,
};
const folder = await system.processes.temporaryFolder("weighbridge-bench-inside");
const { watchers, load } = await openWatchers(config, shared, folder);

/** ln of k6's median in milliseconds, both slots together. */
async function medianWith(looking: readonly OpenedWatcher[], index: number): Promise<number> {
  let last: Driven | undefined;
  const listening: Load = {
    ...load,
    drive: async (run) => {
      last = await load.drive(run);
      return last;
    },
  };
  const draw = drawRound(SEED, "overhead", index);
  const input = { config: LENGTH, load: listening, sides: SIDES, signal: system.signal };
  const target = { system, builds: built.builds, configs: built.configs };
  const { failures } = await withRoundServers(target, draw.sides, (servers) =>
    watchRound(input, { ...draw, servers }, looking),
  );
  if (failures.size > 0) throw new Error([...failures].map(([id, why]) => `${id}: ${why}`).join("\n"));
  return mean(SLOTS.map((slot) => Math.log(last!.median[slot]!)));
}

const medians: { readonly on: number; readonly off: number }[] = [];
for (let pair = 0; pair < pairs; pair++) {
  const order = random() < 0.5 ? (["on", "off"] as const) : (["off", "on"] as const);
  const pairOf = { on: 0, off: 0 };
  for (const [place, arm] of order.entries()) {
    pairOf[arm] = await medianWith(arm === "on" ? watchers : [], 2 * pair + place);
  }
  medians.push(pairOf);
  const { on, off } = pairOf;
  system.log.info(`pair ${pair + 1} of ${pairs}: ${ms(off)} off, ${ms(on)} on, ${percent(on - off)}`);
}

const differences = medians.map(({ on, off }) => on - off);
const { value, low, high } = hodgesLehmann(differences, 1 - 2 * LEVEL);
const { p } = equivalence(differences, Math.log1p(MARGIN));
const typical = (arm: "on" | "off") => ms(mean(medians.map((one) => one[arm])));
const { cpu, cores } = await readEnvironment(system.env, {});

function ms(logarithm: number): string {
  return `${Math.exp(logarithm).toFixed(3)} ms`;
}

function percent(difference: number): string {
  return `${difference < 0 ? "" : "+"}${(Math.expm1(difference) * 100).toFixed(2)} %`;
}

console.log(`${cpu}, ${cores} cores, k6 ${load.tools.k6}, Node ${process.version}`);
console.log(`Watchers: ${watchers.map(({ id }) => id).join(", ")}\n`);
console.log("| pairs | median off | median on | difference, 90 % interval | sd of a pair | p outside ±2 % |");
console.log("|---|---|---|---|---|---|");
console.log(
  `| ${pairs} | ${typical("off")} | ${typical("on")} | ${percent(value)} (${percent(low)} to ${percent(high)}) | ${sampleStandardDeviation(differences).toFixed(4)} | ${p.toPrecision(2)} |`,
);
if (p > LEVEL) {
  console.log("\nNot shown equivalent within 2 %.");
  process.exitCode = 1;
}
