/** What the points of one cell add up to, by the type of their metric. */
import { Histogram } from "./histogram.ts";

export type MetricType = "trend" | "rate" | "counter" | "gauge";
export const METRIC_TYPES = ["trend", "rate", "counter", "gauge"] as const satisfies readonly MetricType[];

/** `events` of `total` points were not zero. For http_req_failed and checks alike: events are what k6 calls true. */
class Rate {
  readonly kind = "rate";
  events = 0;
  total = 0;
  add(value: number): void {
    if (value !== 0) this.events++;
    this.total++;
  }
  absorb(other: Rate): void {
    this.events += other.events;
    this.total += other.total;
  }
}

/** `sum` is what k6 calls a counter's count; `count` is the number of points. */
class Counter {
  readonly kind = "counter";
  sum = 0;
  count = 0;
  add(value: number): void {
    this.sum += value;
    this.count++;
  }
  absorb(other: Counter): void {
    this.sum += other.sum;
    this.count += other.count;
  }
}

class Gauge {
  readonly kind = "gauge";
  sum = 0;
  count = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  last = Number.NaN;
  add(value: number): void {
    this.sum += value;
    this.count++;
    this.last = value;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }
  /** `other` comes after this one. */
  absorb(other: Gauge): void {
    if (other.count === 0) return;
    this.sum += other.sum;
    this.count += other.count;
    this.last = other.last;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
  }
}

export type Aggregate = Histogram | Rate | Counter | Gauge;

/** `exact`: how many values a trend keeps before it turns to buckets. */
export function createAggregate(type: MetricType, exact?: number): Aggregate {
  switch (type) {
    case "trend":
      return new Histogram(exact);
    case "rate":
      return new Rate();
    case "counter":
      return new Counter();
    case "gauge":
      return new Gauge();
  }
}

/** A new aggregate of both, `b` after `a`. Throws RangeError when they are of different types. */
export function mergeAggregates<T extends Aggregate>(a: T, b: T): T;
export function mergeAggregates(a: Aggregate, b: Aggregate): Aggregate {
  if (a.kind === "trend" && b.kind === "trend") return Histogram.merge(a, b);
  const merged = createAggregate(a.kind);
  for (const part of [a, b]) {
    if (merged.kind === "rate" && part.kind === "rate") merged.absorb(part);
    else if (merged.kind === "counter" && part.kind === "counter") merged.absorb(part);
    else if (merged.kind === "gauge" && part.kind === "gauge") merged.absorb(part);
    else throw new RangeError(`A ${a.kind} and a ${b.kind} cannot be merged.`);
  }
  return merged;
}
