/** What an attempt before said of collectors that are not measured again: it holds on, as their rounds do. Pure. */
import type { Opened } from "../measure/collector.ts";
import { collectorOf } from "../model/metric.ts";
import type { StoredRounds } from "../stored/rounds.ts";
import type { Measured } from "./measured.ts";

export type Told = Pick<Measured, "facts" | "causes" | "notWeighed" | "unwatched" | "measuredBy">;

/** A watcher is a part of the collector in whose rounds it looks. */
export function withSettled(
  earlier: StoredRounds,
  now: Told,
  opened: readonly Opened[],
  isSettled: (collector: string) => boolean,
): Told {
  const settled = partiesOf(opened.filter(({ id }) => isSettled(id)));
  if (settled.size === 0) return now;
  const again = [...partiesOf(opened.filter(({ id }) => !isSettled(id)))];
  // Not every sentence begins with whom it is of; those of rounds that count hold on.
  const isOfOthers = (line: string) => again.some((id) => line.startsWith(`${id}: `) || line.startsWith(`${id}/`));
  return {
    facts: [...now.facts, ...earlier.facts.filter(({ collector }) => settled.has(collector))],
    causes: [...now.causes, ...earlier.causes.filter(({ metric }) => settled.has(collectorOf({ id: metric })))],
    notWeighed: [...new Set([...now.notWeighed, ...earlier.notWeighed.filter((line) => !isOfOthers(line))])],
    unwatched: [...now.unwatched, ...(earlier.unwatched ?? []).filter(({ watcher }) => settled.has(watcher))],
    measuredBy: now.measuredBy.map((row) => {
      const before = earlier.measuredBy.find(({ collector }) => collector === row.collector);
      return before !== undefined && settled.has(row.collector) ? before : row;
    }),
  };
}

const partiesOf = (opened: readonly Opened[]): ReadonlySet<string> =>
  new Set(opened.flatMap(({ id, also }) => [id, ...also.map((one) => one.id)]));
