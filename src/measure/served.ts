/** The sides as collectors and watchers are given them: built, served, in their slots. */
import type { MetricId } from "../model/metric.ts";
import type { Side, Slot } from "../model/series.ts";
import type { System } from "../system/system.ts";

/** A side as built: where it lies and, for a collector that only reads files, all it needs. */
export interface Build {
  readonly side: Side;
  readonly commit: string | null;
  /** Absolute path of the built tree. */
  readonly dir: string;
}

/** A running side in its slot. */
export interface Served {
  readonly side: Side;
  readonly slot: Slot;
  /** Origin without a slash at the end, e.g. http://127.0.0.1:40001 */
  readonly url: string;
  /** Rejects with a TargetError when the side ends while it should be serving; never resolves. */
  readonly died: Promise<never>;
  /** Ids of its living processes, those that it started too; none where it runs elsewhere or is a folder. */
  processes(): readonly number[];
}

/** Rejects as soon as one of them dies, which may be while nobody waits for it. */
export function deathOf(served: readonly Pick<Served, "died">[]): Promise<never> {
  const death = Promise.race(served.map(({ died }) => died));
  death.catch(() => {});
  return death;
}

/** Variables that a slot's side is started with besides its own; NODE_OPTIONS and the like are appended to what is there. */
export type SlotEnvironment = Readonly<Partial<Record<Slot, Readonly<Record<string, string>>>>>;

/** What a collector or a watcher is opened in. */
export interface Surroundings {
  readonly system: System;
  /** The sides to measure: both, or head alone where there is no base. */
  readonly sides: readonly Side[];
  /** null for a side that is not measured, or that is only reached by its address. */
  readonly builds: Readonly<Record<Side, Build | null>>;
  /** An existing folder of its own for files that belong to this job; removed at the end. */
  readonly scratch: string;
  /** Absolute folder that the config's paths start from. */
  readonly root: string;
  /** Whether the config lets a metric block, by its role or a limit: that one is to be weighed whatever is left out. Absent: none. */
  readonly mayBlock?: (id: MetricId) => boolean;
}

/** How one round's servers are had; the loop stops whatever was started when the round's function returns. */
export interface RoundServers {
  /** Both sides up at once, each in its slot. */
  both(env?: SlotEnvironment): Promise<Readonly<Record<Slot, Served>>>;
  /** One side alone, in its slot; started afresh, the one before it stopped. */
  alone(side: Side, env?: SlotEnvironment): Promise<Served>;
}
