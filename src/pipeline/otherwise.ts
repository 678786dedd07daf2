/** Which collectors measure otherwise than in an attempt before at the same question, so that its rounds cannot be gone on with. */
import type { Opened } from "../measure/collector.ts";
import { OTHERWISE_AGAIN } from "../model/plan.ts";
import type { StoredRounds } from "../stored/rounds.ts";

/** By collector, why, as a clause. A watcher is a part of the collector in whose rounds it looks. */
export function measuringOtherwise(earlier: StoredRounds, opened: readonly Opened[]): ReadonlyMap<string, string> {
  const before = new Set(earlier.plan?.collectors.map(({ collector }) => collector));
  return new Map(
    opened
      .filter(({ id }) => before.has(id))
      .flatMap(({ id, session, also }) => {
        const changed = [{ id, ...session.plan }, ...also].find((one) => !isAlike(earlier, one));
        return changed === undefined ? [] : [[id, whyOf(earlier, changed)] as const];
      }),
  );
}

type Party = Opened["also"][number];

/** Whether tools, scripts and settings are as they were. */
function isAlike(earlier: StoredRounds, now: Party): boolean {
  return hasSameTools(earlier, now) && earlier.conditions[now.id] === now.conditions;
}

function hasSameTools({ environment }: StoredRounds, { tools }: Party): boolean {
  return Object.entries(tools).every(([name, version]) => environment.tools[name] === version);
}

/** The trees and the config are the same, or it would be another question. */
function whyOf(earlier: StoredRounds, now: Party): string {
  const otherwise = `${now.id} measures otherwise now`;
  return hasSameTools(earlier, now) ? `${otherwise}, ${OTHERWISE_AGAIN}` : otherwise;
}
