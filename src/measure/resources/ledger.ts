/** What a changing set of processes has used in all, nothing lost with one that ended and nothing counted twice. Pure. */
import { type Counts, countsBy, NO_COUNTS } from "./counts.ts";

export interface ProcessCounts {
  readonly pid: number;
  readonly parent: number;
  /** Names, with the id, a process once and for all. */
  readonly started: number;
  /** Its own, and what it has got from children that it waited for. */
  readonly counts: Counts;
  /** The minor page faults among them that it has got so: every program has some, so that they tell who was waited for. */
  readonly waitedFor: number;
}

export interface Ledger {
  /** The processes as they are now. */
  scan(processes: readonly ProcessCounts[]): void;
  total(): Counts;
}

/** Kernels hand these on to who waits for a process; switches end with it. */
const HANDED_ON: ReadonlySet<string> = new Set(["cpu", "minorFaults", "majorFaults", "read", "written"]);

export function createLedger(): Ledger {
  let known: ReadonlyMap<number, ProcessCounts> = new Map();
  /** Of what is no longer to be read anywhere. */
  let gone = NO_COUNTS;
  return {
    scan(processes) {
      const now = new Map(processes.map((one) => [one.pid, one]));
      const stays = ({ pid, started }: ProcessCounts) => now.get(pid)?.started === started;
      const ended = [...known.values()].filter((one) => !stays(one));
      // Of threads that ended, what is read of a process may fall.
      for (const one of known.values())
        if (stays(one))
          gone = plus(gone, (counter) => Math.max(0, one.counts[counter] - now.get(one.pid)!.counts[counter]));
      for (const [heir, those] of byHeir(ended, known, stays)) {
        const before = heir === null ? null : known.get(heir)!;
        const got = before === null ? 0 : now.get(before.pid)!.waitedFor - before.waitedFor;
        const faults = those.reduce((sum, { counts }) => sum + counts.minorFaults, 0);
        const inherited = before !== null && got >= faults;
        for (const { counts } of those)
          gone = plus(gone, (counter) => (inherited && HANDED_ON.has(counter) ? 0 : counts[counter]));
      }
      known = now;
    },
    total: () => [...known.values()].reduce((sum, { counts }) => plus(sum, (counter) => counts[counter]), gone),
  };
}

/** Those that ended, by the nearest process above them that lives on; null: none does. */
function byHeir(
  ended: readonly ProcessCounts[],
  known: ReadonlyMap<number, ProcessCounts>,
  stays: (one: ProcessCounts) => boolean,
): ReadonlyMap<number | null, readonly ProcessCounts[]> {
  const heirs = new Map<number | null, ProcessCounts[]>();
  for (const one of ended) {
    const above = ({ parent, started }: ProcessCounts) => {
      const found = known.get(parent);
      // A younger one has got the id of a parent that ended.
      return found && found.started <= started ? found : undefined;
    };
    let heir = above(one);
    while (heir && !stays(heir)) heir = above(heir);
    const key = heir?.pid ?? null;
    heirs.set(key, [...(heirs.get(key) ?? []), one]);
  }
  return heirs;
}

function plus(counts: Counts, more: (counter: keyof Counts) => number): Counts {
  return countsBy((counter) => counts[counter] + more(counter));
}
