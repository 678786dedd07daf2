/** What benches share: the demo shop built twice, and rounds of it measured by the product's own parts. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRuntime } from "../src/config/inputs.ts";
import { loadConfig } from "../src/config/load.ts";
import { type Config, configSchema } from "../src/config/schema.ts";
import { createDemoRepository } from "../src/demo/repository.ts";
import { plainShop, type Shop } from "../src/demo/shop.ts";
import type { CollectorContext, Session } from "../src/measure/collector.ts";
import { k6 } from "../src/measure/k6/index.ts";
import { measureRounds, type RoundRecord } from "../src/measure/rounds.ts";
import type { RoundServers } from "../src/measure/served.ts";
import { type Series, SIDES, type SlotOf } from "../src/model/series.ts";
import { type BuiltSides, buildSides } from "../src/pipeline/builds.ts";
import { pairOf } from "../src/pipeline/request.ts";
import { chooseSides } from "../src/pipeline/sides.ts";
import { createSystem } from "../src/system/create.ts";
import { listenForInterrupts } from "../src/system/interrupt.ts";
import { createLog } from "../src/system/log.ts";
import type { System } from "../src/system/system.ts";
import { withRoundServers } from "../src/target/slots.ts";

export interface Lab extends AsyncDisposable {
  readonly system: System;
  readonly root: string;
  readonly config: Config;
  readonly built: BuiltSides;
}

export async function openSystem(): Promise<{ system: System } & AsyncDisposable> {
  const { signal } = listenForInterrupts();
  const { toolCache } = readRuntime();
  const log = { ...createLog(process.stderr, "plain"), progress: () => {} };
  const system = createSystem({ log, env: process.env, toolCache, signal });
  return { system, [Symbol.asyncDispose]: () => system.processes.end() };
}

/** A demo shop as a repository of two commits, each built in a folder of its own. */
export async function openLab(variant: "regressed" | "identical", shop: Shop = plainShop): Promise<Lab> {
  const { system, [Symbol.asyncDispose]: dispose } = await openSystem();
  const root = await system.processes.temporaryFolder("weighbridge-bench");
  const commits = await createDemoRepository({
    folder: root,
    variant,
    system,
    files: shop.files,
    configured: await shop.open(system),
  });
  const loaded = await loadConfig(root);
  const request = pairOf({
    cwd: root,
    ...commits,
    rounds: null,
    job: { run: "bench", attempt: 1, event: null },
    ci: true,
    env: process.env,
  });
  const sides = await chooseSides(request, loaded.config.target, system);
  const built = await buildSides(request, loaded, sides, system);
  return { system, root, config: loaded.config, built, [Symbol.asyncDispose]: dispose };
}

/** A k6 session on built sides, by the config's k6 section with `changes`. */
export async function openK6(
  { system, root, built, config }: Pick<Lab, "system" | "root" | "built" | "config">,
  changes: Partial<NonNullable<Config["k6"]>> = {},
): Promise<Session> {
  const scratch = await mkdtemp(join(tmpdir(), "weighbridge-bench-k6-"));
  const context: CollectorContext = {
    system,
    sides: SIDES,
    builds: built.builds,
    scratch,
    root,
    bootTime: async () => 0,
  };
  return k6.open(
    { ...configSchema.parse({ target: { start: "true" }, k6: { scripts: ["x.js"] } }).k6!, ...config.k6, ...changes },
    context,
  );
}

/** Keeps `planned` rounds of a session. */
export function measure(
  { system, built }: Pick<Lab, "system" | "built">,
  session: Session,
  planned: number,
  seed: number,
  label: string,
): Promise<readonly RoundRecord[]> {
  const serve = <T>(sides: SlotOf, body: (servers: RoundServers) => Promise<T>) =>
    withRoundServers({ system, builds: built.builds, configs: built.configs }, sides, body);
  const onRound = (record: RoundRecord, kept: number) =>
    system.log.info(`${label} ${kept}/${planned} ${record.seconds.toFixed(1)} s ${record.discarded ?? ""}`);
  const onBroken = (_: string, kept: number) => system.log.info(`${label} ${kept + 1} broke off`);
  const { signal } = system;
  const lanes = [{ collector: "bench", session, rounds: planned, limit: Number.POSITIVE_INFINITY }];
  return measureRounds({ lanes, seed, serve, onRound, onBroken, ask: async () => new Map(), signal }).then(
    ({ records }) => records,
  );
}

/** ln(head/base) a round of one sampled series. */
export function logRatios(series: readonly Series[], id: string): number[] {
  const found = series.find(({ metric }) => metric.id === id);
  if (found?.kind !== "sampled") throw new Error(`no sampled series ${id}`);
  return found.base.flatMap((base, round) => {
    const head = found.head[round];
    return base && head ? [Math.log(head / base)] : [];
  });
}
