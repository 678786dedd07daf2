/** The collectors that the config has on: opened before the first round, and what they gave put together after the last. */
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "../config/schema.ts";
import { boundedCauses, boundedFacts } from "../measure/bounded.ts";
import type { Collected } from "../measure/collected.ts";
import type { Collector, CollectorContext, Opened } from "../measure/collector.ts";
import { registry } from "../measure/registry.ts";
import { asSentence } from "../measure/subject.ts";
import type { Series, Side } from "../model/series.ts";
import type { Unwatched } from "../model/unwatched.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import type { System } from "../system/system.ts";
import type { BuiltSides } from "./builds.ts";
import { hasWatchers, openInside } from "./inside.ts";

export interface Asked {
  readonly config: Config;
  readonly built: BuiltSides;
  /** Both, or head alone. */
  readonly sides: readonly Side[];
  /** Absolute: where the config's paths start. */
  readonly root: string;
  readonly system: System;
  /** As many rounds as these; null: by effort and time. */
  readonly rounds: number | null;
  /** Given series as soon as they are known: checks the config's rules on them, and says how many statistical ones gate. */
  readonly familyOf: (series: readonly Series[]) => number;
}

/**
 * Says what each will do, and checks the config's rules on the metrics that it has without a round. `earlier`: conditions of
 * the attempt before, by collector.
 */
export async function openCollectors(
  { config, built, sides, root, system, rounds, familyOf }: Asked,
  bootTime: () => Promise<number>,
  earlier: StoredRounds["conditions"],
): Promise<readonly Opened[]> {
  const folder = await system.processes.temporaryFolder("weighbridge-collectors");
  const opened: Opened[] = [];
  const purpose = rounds === null ? "difference" : "noise";
  const shared: Omit<CollectorContext, "scratch"> = { system, sides, builds: built.builds, root, bootTime, purpose };
  for (const entry of registry) {
    if (entry.kind !== "collector" || entry.id === "inside" || config[entry.id] === undefined) continue;
    const scratch = join(folder, entry.id);
    await mkdir(scratch);
    const collector: Collector<never> = await entry.load();
    const before = earlier[entry.id];
    const context = { ...shared, scratch, ...(before === undefined ? {} : { earlier: before }) };
    // The registry pairs each collector with the schema that its section was read by.
    const session = await collector.open(config[entry.id] as never, context);
    opened.push({ id: entry.id, session, also: [] });
  }
  if (hasWatchers(config)) opened.push(await openInside(config, shared, folder));
  for (const { session } of opened) {
    for (const line of session.plan.lines) system.log.info(line);
    familyOf(session.series());
  }
  return opened;
}

/** What all collectors gave together, bounded. */
interface CollectedByAll extends Pick<Collected, "series" | "limits" | "notWeighed" | "causes" | "details" | "facts"> {
  readonly unwatched: readonly Unwatched[];
  readonly notices: readonly string[];
  /** Of each collector, how it measured, a sentence each. */
  readonly notes: readonly (readonly string[])[];
}

/** After the last round. `keep`, absolute: where files that outlive the job go; null: they are dropped. */
export async function collectAll(opened: readonly Opened[], keep: string | null): Promise<CollectedByAll> {
  const collected = await Promise.all(opened.map(({ session }) => session.collected()));
  if (keep !== null) await keepFiles(keep, opened, collected);
  const unwatched = collected.flatMap((one) => one.unwatched ?? []);
  return {
    series: collected.flatMap(({ series }) => series),
    limits: collected.flatMap(({ limits }) => limits),
    notWeighed: collected.flatMap(({ notWeighed }) => notWeighed.map(asSentence)),
    unwatched,
    causes: collected.flatMap(({ causes }) => boundedCauses(causes)),
    details: collected.flatMap(({ details }) => details),
    facts: collected.flatMap(({ facts }) => boundedFacts(facts)),
    notices: collected.flatMap(({ notices }) => (notices ?? []).map(asSentence)),
    notes: opened.map(({ session }, index) =>
      [...doneOf(session.plan.lines, unwatched), ...collected[index]!.notes].map(asSentence),
    ),
  };
}

/** Without those of watchers that did nothing of what they were to do. */
function doneOf(lines: readonly string[], unwatched: readonly Unwatched[]): readonly string[] {
  const never = unwatched.filter(({ rounds }) => rounds === 0);
  return lines.filter((line) => !never.some(({ watcher }) => line.startsWith(`${watcher}: `)));
}

/** Copies what collectors leave for a reader, each into a folder of its own name. */
async function keepFiles(folder: string, opened: readonly Opened[], collected: readonly Collected[]): Promise<void> {
  for (const [index, { id }] of opened.entries()) {
    for (const { name, path } of collected[index]!.files) {
      const to = join(folder, id, name);
      await mkdir(dirname(to), { recursive: true });
      await copyFile(path, to);
    }
  }
}
