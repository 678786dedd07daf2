import type { Count } from "../../model/series.ts";

/**
 * Fisher's exact one-sided p: the chance that a side has as many of the events that both have together, or more, when each
 * request is as likely as any other to be one of them (Fisher 1935; the hypergeometric distribution). 1 without events.
 *
 * Weights go out from the likeliest count by the ratio of neighbours, so that nothing overflows however many there are.
 */
export function fisherP(side: Count, other: Count): number {
  const events = side.events + other.events;
  const total = side.total + other.total;
  const least = Math.max(0, events - other.total);
  const most = Math.min(events, side.total);
  const likeliest = Math.min(most, Math.max(least, Math.floor(((events + 1) * (side.total + 1)) / (total + 2))));
  /** P(k + 1) / P(k) */
  const ratio = (k: number) => ((events - k) * (side.total - k)) / ((k + 1) * (total - events - side.total + k + 1));
  let all = 0;
  let reached = 0;
  const add = (k: number, weight: number) => {
    all += weight;
    if (k >= side.events) reached += weight;
  };
  let weight = 1;
  for (let k = likeliest; k <= most; weight *= ratio(k++)) add(k, weight);
  weight = 1;
  for (let k = likeliest - 1; k >= least; k--) {
    weight /= ratio(k);
    add(k, weight);
  }
  return reached / all;
}
