/** Which of all the metrics that are told are weighed: each is a row for somebody to read. */
import type { MetricId } from "../../model/metric.ts";
import type { Side } from "../../model/series.ts";
import { asName } from "../subject.ts";
import type { Reading } from "../watcher.ts";

/** Metrics that both sides tell, of all sources together, besides those that may block. */
const MOST = 500;
/** Metrics that one side tells, and the other does not, besides those that may block. */
const MOST_ALONE = 20;
/** Those of a side that are only known to be there. */
const MOST_KNOWN = 20_000;
/** Names that a sentence has room for. */
const NAMED = 5;

export const NARROW = "narrow prometheus.metrics to those that matter";

export interface Choice {
  /** What a side gave in one round. */
  tell(side: Side, readings: readonly Reading[]): void;
  /** Asked when all sides have told of the round. */
  isWeighed(side: Side, id: MetricId): boolean;
  /** A sentence for what is not weighed. */
  leftOut(): readonly string[];
}

/**
 * A metric that one side alone tells is weighed when it tells it again: a label with a new value each time makes metrics
 * that nothing can be compared with. Each side has a share of its own: however much one tells, what the other is weighed by
 * stays. What the config lets block is never crowded out, or head could do away with its own gate. `mayBlock`: by id.
 */
export function chooseWeighed(sides: readonly Side[], mayBlock: (id: MetricId) => boolean = () => false): Choice {
  /** In how many rounds a side told it. */
  const rounds: Readonly<Record<Side, Map<MetricId, number>>> = { base: new Map(), head: new Map() };
  const shared = new Set<MetricId>();
  const alone: Readonly<Record<Side, Set<MetricId>>> = { base: new Set(), head: new Set() };
  const tooMany = new Set<MetricId>();
  const once = new Set<MetricId>();

  const timesOf = (side: Side, id: MetricId) => rounds[side].get(id) ?? 0;
  const isShared = (id: MetricId) => sides.every((side) => rounds[side].has(id));

  function hasRoom(chosen: Set<MetricId>, most: number, id: MetricId): boolean {
    if (chosen.has(id)) return true;
    if (chosen.size < most) chosen.add(id);
    else if (tooMany.size < MOST_KNOWN) tooMany.add(id);
    return chosen.has(id);
  }

  return {
    tell(side, readings) {
      const known = rounds[side];
      const isSecond = ({ metric }: Reading) => Number(!mayBlock(metric.id));
      for (const { metric } of readings.toSorted((one, other) => isSecond(one) - isSecond(other)))
        if (known.has(metric.id) || known.size < MOST_KNOWN) known.set(metric.id, (known.get(metric.id) ?? 0) + 1);
    },
    isWeighed(side, id) {
      const isSteady = timesOf(side, id) > 1;
      if ((isShared(id) || isSteady) && mayBlock(id)) return true;
      if (isShared(id)) return hasRoom(shared, MOST, id);
      if (isSteady) return hasRoom(alone[side], MOST_ALONE, id);
      if (once.size < MOST_KNOWN) once.add(id);
      return false;
    },
    leftOut() {
      const isChosen = (id: MetricId) => shared.has(id) || alone.base.has(id) || alone.head.has(id);
      const many = [...tooMany].filter((id) => !isChosen(id));
      const unsteady = [...once].filter((id) => !isShared(id) && sides.every((side) => timesOf(side, id) <= 1));
      return [
        ...(many.length === 0
          ? []
          : [
              `prometheus: ${MOST} metrics are weighed, and ${MOST_ALONE} that one side alone tells; ${listed(many)} are not: ${NARROW}.`,
            ]),
        ...(unsteady.length === 0
          ? []
          : [
              `prometheus: what one side alone told in one round is left out, as labels with a new value each time are: ${listed(unsteady)}; give such labels few values, or ${NARROW}.`,
            ]),
      ];
    },
  };
}

function listed(ids: readonly MetricId[]): string {
  const names = ids.slice(0, NAMED).map((id) => asName(id).slice(0, 200));
  return names.join(", ") + (ids.length > NAMED ? ` and ${ids.length - NAMED} more` : "");
}
