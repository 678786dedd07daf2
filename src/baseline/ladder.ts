/** Which stored job stands for base, and the order of all of them: by commits, never by the time of an upload. Pure. */
import type { BaselineChoice } from "../model/baseline.ts";
import type { Snapshot } from "../stored/snapshot.ts";

export interface Question {
  /** Oldest first by time, as mergeSnapshots gives them. */
  readonly snapshots: readonly Snapshot[];
  /** Base and its first parents, as far as the clone knows them; empty where there is no base. */
  readonly lineage: readonly string[];
}

export interface Chosen {
  readonly snapshot: Snapshot;
  readonly how: BaselineChoice;
  /** Commits before base; null where that is not known. */
  readonly distance: number | null;
}

/** In this order; the first that answers wins. */
const RESOLVERS: readonly ((question: Question) => Chosen | null)[] = [ofBase, ofNearestAncestor, newest];

/** null: nothing is stored. */
export function chooseBaseline(question: Question): Chosen | null {
  for (const resolve of RESOLVERS) {
    const chosen = resolve(question);
    if (chosen) return chosen;
  }
  return null;
}

function ofBase({ snapshots, lineage: [base] }: Question): Chosen | null {
  const snapshot = base === undefined ? undefined : lastOf(snapshots, base);
  return snapshot ? { snapshot, how: "base", distance: 0 } : null;
}

function ofNearestAncestor({ snapshots, lineage }: Question): Chosen | null {
  const distance = lineage.findIndex((commit) => lastOf(snapshots, commit));
  return distance < 0 ? null : { snapshot: lastOf(snapshots, lineage[distance]!)!, how: "ancestor", distance };
}

function newest({ snapshots }: Question): Chosen | null {
  const snapshot = snapshots.at(-1);
  return snapshot ? { snapshot, how: "newest", distance: null } : null;
}

/** A commit may have been measured several times: the last of them ran on the machine most like today's. */
function lastOf(snapshots: readonly Snapshot[], commit: string): Snapshot | undefined {
  return snapshots.findLast(({ head }) => head.commit === commit);
}

/**
 * Oldest first: those whose commits the lineage has in its order, whenever they ended; the others stay where their time
 * has put them.
 */
export function inCommitOrder({ snapshots, lineage }: Question): readonly Snapshot[] {
  const place = new Map(lineage.map((commit, distance) => [commit, distance]));
  const distanceOf = ({ head }: Snapshot) => (head.commit === null ? undefined : place.get(head.commit));
  const placed = snapshots
    .filter((snapshot) => distanceOf(snapshot) !== undefined)
    .sort((a, b) => distanceOf(b)! - distanceOf(a)!)
    .values();
  return snapshots.map((snapshot) => (distanceOf(snapshot) === undefined ? snapshot : placed.next().value!));
}
