/** The rounds in which watchers look inside the target: opened where the config has one on. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { mayBothMatch } from "../config/globs.ts";
import type { Config } from "../config/schema.ts";
import { ConfigError } from "../errors.ts";
import type { MetricFamily } from "../measure/collected.ts";
import type { Collector, CollectorContext, Opened } from "../measure/collector.ts";
import { digestOf } from "../measure/conditions.ts";
import type { Load } from "../measure/load.ts";
import { registry } from "../measure/registry.ts";
import type { OpenedWatcher, Watcher } from "../measure/watcher.ts";
import { type MetricId, matchesId } from "../model/metric.ts";

export const INSIDE = "inside";

/** Whether the config has a watcher on. */
export function hasWatchers(config: Config): boolean {
  return registry.some(({ kind, id }) => kind === "watcher" && config[id] !== undefined);
}

/** Whether the config lets anything gate that watchers see and that varies by chance: none of it does by itself. */
export function gatesInside(config: Config): boolean {
  const families = registry.flatMap(({ kind, id, metrics }) =>
    kind === "watcher" && config[id] !== undefined
      ? (metrics as readonly MetricFamily[]).flatMap((family) =>
          family.kind === "exact" ? [] : [`${id}/${family.glob}@*`],
        )
      : [],
  );
  const gating = config.metrics.filter(({ role }) => role === "gate");
  return gating.some(({ glob }) => families.some((family) => mayBothMatch(glob, family)));
}

/** @throws ConfigError, ToolError as the watchers and the collector with the load do */
export async function openInside(
  config: Config,
  shared: Omit<CollectorContext, "scratch">,
  folder: string,
): Promise<Opened> {
  const opened = await openWatchers(config, shared, folder);
  const { watchers } = opened;
  const entry = registry.find(({ id }) => id === INSIDE)!;
  // The registry's row of that id is the collector of that name.
  const collector = (await entry.load()) as Collector<unknown>;
  const context = { ...shared, scratch: await scratchIn(folder, INSIDE), inside: opened };
  const session = await collector.open(config[INSIDE] ?? entry.schema.parse({}), context);
  // What a watcher sees depends on the load too, and on how long it lasts.
  const also = watchers.map(({ id, watching }) => ({
    id,
    tools: { ...session.plan.tools, ...watching.tools },
    conditions: digestOf({ own: watching.conditions, load: session.plan.conditions }),
  }));
  const fixes = () => watchers.flatMap(({ watching }) => watching.fixes?.() ?? []);
  return { id: INSIDE, session, also, fixes };
}

/** The watchers that the config has on, and the load that they watch. @throws as openInside */
export async function openWatchers(
  config: Config,
  shared: Omit<CollectorContext, "scratch">,
  folder: string,
): Promise<{ readonly watchers: readonly OpenedWatcher[]; readonly load: Load }> {
  const watchers: OpenedWatcher[] = [];
  const blocking = config.metrics.filter(({ role, max }) => role === "gate" || max !== undefined);
  const mayBlock = (id: MetricId) => blocking.some(({ glob }) => matchesId(glob, id));
  for (const entry of registry) {
    if (entry.kind !== "watcher" || config[entry.id] === undefined) continue;
    const watcher: Watcher<never> = await entry.load();
    const context = { ...shared, scratch: await scratchIn(folder, entry.id), mayBlock };
    // The registry pairs each watcher with the schema that its section was read by.
    watchers.push({ id: entry.id, watching: await watcher.open(config[entry.id] as never, context) });
  }
  const load = await openLoad(
    config,
    { ...shared, scratch: await scratchIn(folder, "load") },
    watchers[0]?.id ?? INSIDE,
  );
  return { watchers, load };
}

async function scratchIn(folder: string, name: string): Promise<string> {
  const scratch = join(folder, name);
  await mkdir(scratch);
  return scratch;
}

/** @throws ConfigError where no collector of the config has scripts to load the target by */
export async function openLoad(config: Config, context: CollectorContext, asker: string): Promise<Load> {
  for (const entry of registry) {
    if (entry.kind !== "collector" || config[entry.id] === undefined) continue;
    const collector: Collector<never> = await entry.load();
    // As above.
    if (collector.load) return collector.load(config[entry.id] as never, context);
  }
  throw new ConfigError(
    `${asker}: what happens inside the target is watched under the load of k6 scripts, and the config has none: add a section k6 with its scripts.`,
  );
}
