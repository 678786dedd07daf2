/** Whether the servers that watchers look at are there, and let themselves be looked into: opened as in a round, once a slot. */
import type { Config } from "../config/schema.ts";
import { NotThereError } from "../errors.ts";
import { registry } from "../measure/registry.ts";
import type { Served } from "../measure/served.ts";
import { withoutName } from "../measure/subject.ts";
import type { Watch, Watcher, Watching } from "../measure/watcher.ts";
import { SLOTS, type Slot } from "../model/series.ts";
import type { System } from "../system/system.ts";
import { lookedFor, type Need } from "./needs.ts";

/** Of the watchers that are on. `cwd`: where the paths of the config start. */
export async function serversOf(config: Config, cwd: string, system: System): Promise<readonly Need[]> {
  const starts = startsOf(config);
  const needs: Need[] = [];
  for (const { kind, id, load } of registry) {
    if (kind !== "watcher" || config[id] === undefined) continue;
    const watcher: Watcher<never> = await load();
    if (!watcher.isBeside) {
      needs.push({ name: id, said: "not looked at before the target runs", stops: false });
      continue;
    }
    const context = {
      system,
      sides: ["head"],
      builds: { base: null, head: null },
      scratch: await system.processes.temporaryFolder("doctor"),
      root: cwd,
    } as const;
    // The registry pairs each watcher with the schema that its section was read by.
    const open = () => watcher.open(config[id] as never, context);
    needs.push(...(await slotsOf({ id, open, starts }, system)));
  }
  return needs;
}

interface Beside {
  readonly id: string;
  readonly open: () => Promise<Watching>;
  readonly starts: string | null;
}

/** The keys with commands that may start a server or make a database, as they run before a watcher looks; null: none. */
function startsOf({ target }: Config): string | null {
  const keys = target.kind === "command" ? (["prepare", "reset"] as const).filter((key) => target[key]) : [];
  return keys.length === 0 ? null : keys.map((key) => `target.${key}`).join(" or ");
}

/** The first slot's stays open while the second's is tried: two that are one show only so. */
async function slotsOf({ id, open, starts }: Beside, system: System): Promise<readonly Need[]> {
  const watches: Watch[] = [];
  const told = new Set<string>();
  let opened: Promise<Watching> | null = null;

  async function look(slot: Slot): Promise<string> {
    opened ??= open();
    const watching = await opened;
    const watch = await watching.watch(notUp(slot));
    watches.push(watch);
    const { notes } = await watching.collected();
    const fresh = [...notes, ...((await watch.lacking?.()) ?? [])].filter((note) => !told.has(note));
    for (const note of fresh) told.add(note);
    return ["is there, and may be looked into", ...fresh].join(". ");
  }

  async function unlessToStart(slot: Slot): Promise<string> {
    try {
      return await look(slot);
    } catch (error) {
      if (starts === null || !(error instanceof NotThereError)) throw error;
      return `not reached now: ${withoutName(id, error.message)} Where ${starts} starts or makes it, nothing is wrong; else a job weighs nothing of it, and what of it gates is inconclusive.`;
    }
  }

  try {
    const needs: Need[] = [];
    for (const slot of SLOTS) {
      const { said, isThere } = await lookedFor(() => unlessToStart(slot), system);
      needs.push({ name: `${id}, slot ${slot}`, said: withoutName(id, said), stops: !isThere });
    }
    return needs;
  } finally {
    for (const watch of watches) await watch.stop();
  }
}

/** A side that was not started: what runs beside it is found by the slot alone. */
function notUp(slot: Slot): Served {
  return { side: "head", slot, url: "", died: new Promise(() => {}), processes: () => [] };
}
