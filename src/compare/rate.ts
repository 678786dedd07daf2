import { type Count, pooledShare, type RateSeries } from "../model/series.ts";
import { NO_PAIRS, type Pairs, pairUp, present } from "./pairs.ts";

/**
 * The pairs of a rate: differences of the two shares, round by round, so that the run stays the unit and events that
 * come in clusters (one bad connection, many failed requests) are not counted as if each were evidence of its own. The
 * typical values are the pooled shares. A run without a total gave no value.
 */
export function pairRate(series: RateSeries): Pairs {
  const base = series.base.map(unlessEmpty);
  const head = series.head.map(unlessEmpty);
  const pairs = pairUp(base, head);
  const paired = pairs.length > 0;
  return {
    base: pooledShare(paired ? pairs.map(([b]) => b) : present(base)),
    head: pooledShare(paired ? pairs.map(([, h]) => h) : present(head)),
    differences: pairs.map(([b, h]) => share(h) - share(b)),
    problem: paired ? null : NO_PAIRS,
  };
}

export function share({ events, total }: Count): number {
  return events / total;
}

export function unlessEmpty(count: Count | null): Count | null {
  return count === null || count.total === 0 ? null : count;
}
