/** What phases after the rounds work with: the sides, and the load of the config's scripts. */
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { LoadedConfig } from "../config/load.ts";
import { ToolError } from "../errors.ts";
import type { Serve } from "../explain/limit.ts";
import type { Load } from "../measure/load.ts";
import type { Build } from "../measure/served.ts";
import { SIDES, type Side } from "../model/series.ts";
import type { System } from "../system/system.ts";
import { withRoundServers } from "../target/slots.ts";
import type { BuiltSides } from "./builds.ts";
import { openLoad } from "./inside.ts";

export interface PhaseInput {
  readonly loaded: LoadedConfig;
  readonly built: BuiltSides;
  /** Absolute: where the config's paths start. */
  readonly root: string;
  readonly system: System;
}

interface Phase {
  readonly builds: Readonly<Record<Side, Build>>;
  readonly load: Load;
  readonly serve: Serve;
}

/** What the sides are started for. */
const PURPOSE = { explain: "profiled", fix: "compared" } as const;

/** @throws ConfigError, ToolError where it cannot be had, or the sides run elsewhere */
export async function openPhase(
  { loaded, built, root, system }: PhaseInput,
  asker: keyof typeof PURPOSE,
): Promise<Phase> {
  const { base, head } = built.builds;
  if (base === null || head === null) {
    throw new ToolError(`the sides run elsewhere, so that they cannot be started to be ${PURPOSE[asker]}`);
  }
  const builds = { base, head };
  const scratch = join(await system.processes.temporaryFolder(`weighbridge-${asker}`), randomUUID());
  await mkdir(scratch);
  // Rounds of a load have a length of their own, so that how long the target takes to start does not matter.
  const shared = { system, sides: SIDES, builds, scratch, root, bootTime: async () => 0 };
  const load = await openLoad(loaded.config, shared, asker);
  const target = { system, builds, configs: built.configs };
  return { builds, load, serve: (slots, body) => withRoundServers(target, slots, body) };
}
