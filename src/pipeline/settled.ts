/** What an attempt before said of collectors whose rounds count on: it holds on, alone or beside what is said now. Pure. */
import type { Opened } from "../measure/collector.ts";
import { collectorOf } from "../model/metric.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import type { Measured } from "./measured.ts";
import { pooledWith } from "./pooled.ts";

export type Told = Pick<Measured, "facts" | "causes" | "notWeighed" | "unwatched" | "measuredBy">;

/** Of a collector, whether its rounds are measured again, none of them, or more of them. */
export type Going = "afresh" | "settled" | "on";

/** A watcher is a part of the collector in whose rounds it looks. */
export function withEarlier(
  earlier: StoredRounds,
  now: Told,
  opened: readonly Opened[],
  goingOf: (collector: string) => Going,
): Told {
  const partiesThat = (going: Going) => partiesOf(opened.filter(({ id }) => goingOf(id) === going));
  const [settled, on] = [partiesThat("settled"), partiesThat("on")];
  const pooled = pooledWith(earlier.facts.filter(({ collector }) => on.has(collector)));
  const said = { ...now, facts: now.facts.map(pooled) };
  if (settled.size === 0) return said;
  const again = [...on, ...partiesThat("afresh")];
  // Not every sentence begins with whom it is of; those of rounds that count hold on.
  const isOfOthers = (line: string) => again.some((id) => line.startsWith(`${id}: `) || line.startsWith(`${id}/`));
  return {
    facts: [...said.facts, ...earlier.facts.filter(({ collector }) => settled.has(collector))],
    causes: [...now.causes, ...earlier.causes.filter(({ metric }) => settled.has(collectorOf({ id: metric })))],
    notWeighed: [...new Set([...now.notWeighed, ...earlier.notWeighed.filter((line) => !isOfOthers(line))])],
    unwatched: [...now.unwatched, ...(earlier.unwatched ?? []).filter(({ watcher }) => settled.has(watcher))],
    measuredBy: now.measuredBy.map((row) => {
      const before = earlier.measuredBy.find(({ collector }) => collector === row.collector);
      return before !== undefined && settled.has(row.collector) ? before : row;
    }),
  };
}

/** The ids of collectors, and of the watchers that look in their rounds. */
export const partiesOf = (opened: readonly Opened[]): ReadonlySet<string> =>
  new Set(opened.flatMap(({ id, also }) => [id, ...also.map((one) => one.id)]));
