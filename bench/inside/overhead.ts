/**
 * What looking inside costs the target: two identical shops with services under the same load at the same time, of which one is
 * watched by all its watchers. A pair of rounds watches each slot once, in random order, so that what sets the slots apart
 * cancels; the other is given the garbage collection that `runtime` asks for before the load, which makes a target faster than one
 * that still has its start to clear away. Ends with exit code 1 where k6's medians are not shown equivalent within 2 %. Then what it costs ourselves: processor
 * time of our own process under load, with both slots watched and with none.
 * `npx tsx bench/inside/overhead.ts 30` (PostgreSQL and Redis; about half a minute a pair); `… 30 http,resources` takes these alone
 */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { hodgesLehmann } from "../../src/compare/statistics/hodges-lehmann.ts";
import { generator } from "../../src/compare/statistics/random.ts";
import { equivalence } from "../../src/compare/statistics/tost.ts";
import { shopWithServices } from "../../src/demo/services.ts";
import type { CollectorContext } from "../../src/measure/collector.ts";
import { watchRound } from "../../src/measure/inside/round.ts";
import type { Driven, Load } from "../../src/measure/load.ts";
import { drawRound } from "../../src/measure/schedule.ts";
import type { Served } from "../../src/measure/served.ts";
import type { OpenedWatcher, Watch } from "../../src/measure/watcher.ts";
import { SIDES, SLOTS, type Slot } from "../../src/model/series.ts";
import { openWatchers } from "../../src/pipeline/inside.ts";
import { readEnvironment } from "../../src/system/environment.ts";
import { withRoundServers } from "../../src/target/slots.ts";
import { openLab } from "../lab.ts";

const MARGIN = 0.02;
const LEVEL = 0.05;
const SEED = 20_260_101;
const LENGTH = { iterations: 1, warmup: 3_000, measure: 10_000 };
/** Our own processor time varies little from round to round. */
const OWN = 6;

const pairs = Number(process.argv[2] ?? 30);
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
const { watchers: all, load } = await openWatchers(config, shared, folder);
const asked = process.argv[3]?.split(",");
const watchers = all.filter(({ id }) => asked === undefined || asked.includes(id));

interface Loaded extends Driven {
  /** Of a processor, that our own process took. */
  readonly own: number;
}

const nobody: Watch = { readings: () => [], stop: async () => {} };

/** More than a collection takes: nothing tells its end. */
const COLLECTING = 500;
const COLLECT = fileURLToPath(new URL("collect.cjs", import.meta.url));

const collecting = ({ processes }: Served): Watch => ({
  ...nobody,
  async before() {
    for (const id of processes()) process.kill(id, "SIGUSR2");
    await sleep(COLLECTING);
  },
});

/** The watcher, of these slots alone: the others are not even started in a way that lets it look. */
function only(slots: readonly Slot[], { id, watching }: OpenedWatcher): OpenedWatcher {
  const isCollecting = id === "runtime";
  return {
    id,
    watching: {
      ...watching,
      environment(slot) {
        if (slots.includes(slot)) return watching.environment?.(slot) ?? {};
        return isCollecting ? { NODE_OPTIONS: `--require=${COLLECT}` } : {};
      },
      async watch(server) {
        if (slots.includes(server.slot)) return watching.watch(server);
        return isCollecting ? collecting(server) : nobody;
      },
    },
  };
}

let rounds = 0;
/** The full load of one round in which these slots were watched. */
async function roundWith(slots: readonly Slot[]): Promise<Loaded> {
  let last: Loaded | undefined;
  const listening: Load = {
    ...load,
    drive: async (run) => {
      const before = process.cpuUsage();
      const driven = await load.drive(run);
      const { user, system: inKernel } = process.cpuUsage(before);
      last = { ...driven, own: (user + inKernel) / 1e6 / driven.seconds };
      return driven;
    },
  };
  const draw = drawRound(SEED, "overhead", rounds++);
  const onFailure = () => {};
  const input = { config: LENGTH, load: listening, sides: SIDES, signal: system.signal, onFailure };
  const target = { system, builds: built.builds, configs: built.configs };
  const looking = watchers.map((watcher) => only(slots, watcher));
  const { failures } = await withRoundServers(target, draw.sides, (servers) =>
    watchRound(input, { ...draw, servers }, looking),
  );
  if (failures.size > 0) throw new Error([...failures].map(([id, why]) => `${id}: ${why}`).join("\n"));
  return last!;
}

async function inRandomOrder<Arm>(first: Arm, second: Arm, take: (arm: Arm) => Promise<void>): Promise<void> {
  for (const arm of random() < 0.5 ? [first, second] : [second, first]) await take(arm);
}

const medians: Record<"on" | "off", number[]> = { on: [], off: [] };
const differences: number[] = [];
for (let pair = 0; pair < pairs; pair++) {
  const found: number[] = [];
  await inRandomOrder<Slot>("a", "b", async (slot) => {
    const { median } = await roundWith([slot]);
    const [on, off] = [Math.log(median[slot]!), Math.log(median[SLOTS.find((one) => one !== slot)!]!)];
    medians.on.push(on);
    medians.off.push(off);
    found.push(on - off);
  });
  differences.push(mean(found));
  system.log.info(`pair ${pair + 1} of ${pairs}: ${found.map(percent).join(" and ")}`);
}

const own: Record<"on" | "off", number[]> = { on: [], off: [] };
for (let pair = 0; pair < OWN; pair++) {
  await inRandomOrder<"on" | "off">("on", "off", async (arm) => {
    own[arm].push((await roundWith(arm === "on" ? SLOTS : [])).own);
  });
}

const { value, low, high } = hodgesLehmann(differences, 1 - 2 * LEVEL);
const { p } = equivalence(differences, Math.log1p(MARGIN));
const typical = (arm: "on" | "off") => `${Math.exp(mean(medians[arm])).toFixed(3)} ms`;
const more = own.on.map((on, pair) => on - own.off[pair]!);
const { cpu, cores } = await readEnvironment(system.env, {});

function percent(difference: number): string {
  return `${difference < 0 ? "" : "+"}${(Math.expm1(difference) * 100).toFixed(2)} %`;
}

const share = (part: number) => `${(part * 100).toFixed(2)} %`;

console.log(`${cpu}, ${cores} cores, k6 ${load.tools.k6}, Node ${process.version}`);
console.log(`Watchers: ${watchers.map(({ id }) => id).join(", ")}\n`);
console.log("| pairs | median off | median on | difference, 90 % interval | sd of a pair | p outside ±2 % |");
console.log("|---|---|---|---|---|---|");
console.log(
  `| ${pairs} | ${typical("off")} | ${typical("on")} | ${percent(value)} (${percent(low)} to ${percent(high)}) | ${sampleStandardDeviation(differences).toFixed(4)} | ${p.toPrecision(2)} |`,
);
console.log(
  `\nOur own process, of one processor: ${share(mean(own.off))} with none watched, ${share(mean(own.on))} with both: ${share(mean(more))} more (sd ${share(sampleStandardDeviation(more))}), ${share(mean(more) / (cores ?? 1))} of the machine.`,
);
if (p > LEVEL) {
  console.log("\nNot shown equivalent within 2 %.");
  process.exitCode = 1;
}
