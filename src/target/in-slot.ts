import type { Build } from "../measure/served.ts";
import type { Side, Slot } from "../model/series.ts";
import type { System } from "../system/system.ts";
import { runStep } from "./build.ts";
import type { TargetConfig } from "./config.ts";
import { type Server, serve } from "./serve.ts";
import { serveFolder } from "./static.ts";

export interface TargetContext {
  readonly system: System;
  readonly builds: Readonly<Record<Side, Build | null>>;
  /** Each side has its own section: head may start its server in a new way. */
  readonly configs: Readonly<Record<Side, TargetConfig>>;
}

/** Runs `prepare` or `reset` for a slot in a side's tree. Throws TargetError. */
export async function inSlot(
  { system, builds, configs }: TargetContext,
  side: Side,
  slot: Slot,
  what: "prepare" | "reset",
): Promise<void> {
  const [build, config] = [builds[side], configs[side]];
  if (build === null || config.kind !== "command") return;
  const place = { dir: build.dir, slot };
  await runStep(system, { side, what: `${what} slot ${slot}`, command: config[what], place, env: config.env });
}

/** Starts a side in a slot, whatever kind of target it is, with `free` and `added` as `serve` has them. Throws as it does. */
export async function startSide(
  { system, builds, configs }: TargetContext,
  side: Side,
  slot: Slot,
  free: number,
  added: Readonly<Record<string, string>>,
): Promise<Server> {
  const [build, config] = [builds[side], configs[side]];
  if (config.kind === "url") return elsewhere(config.url[side], side, slot);
  if (build === null) throw new Error(`${side} was asked for, but there is no build of it`);
  if (config.kind === "static") return serveFolder(build, config.static, slot, free);
  return serve(system, config, build, slot, free, added);
}

/** A target that somebody else runs: nothing to start or stop, and whether it is up shows in the measuring. */
function elsewhere(url: string, side: Side, slot: Slot): Server {
  const nothing = async () => {};
  const died = new Promise<never>(() => {});
  return { side, slot, url: url.replace(/\/+$/, ""), died, processes: () => [], check: nothing, stop: nothing };
}
