// src/measure/k6/fold/aggregate.ts
import { Histogram } from "./histogram.js";
var METRIC_TYPES = ["trend", "rate", "counter", "gauge"];
var Rate = class {
  kind = "rate";
  events = 0;
  total = 0;
  add(value) {
    if (value !== 0) this.events++;
    this.total++;
  }
  absorb(other) {
    this.events += other.events;
    this.total += other.total;
  }
};
var Counter = class {
  kind = "counter";
  sum = 0;
  count = 0;
  add(value) {
    this.sum += value;
    this.count++;
  }
  absorb(other) {
    this.sum += other.sum;
    this.count += other.count;
  }
};
var Gauge = class {
  kind = "gauge";
  sum = 0;
  count = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  last = Number.NaN;
  add(value) {
    this.sum += value;
    this.count++;
    this.last = value;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }
  /** `other` comes after this one. */
  absorb(other) {
    if (other.count === 0) return;
    this.sum += other.sum;
    this.count += other.count;
    this.last = other.last;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
  }
};
function createAggregate(type, exact) {
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
function mergeAggregates(a, b) {
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
export {
  METRIC_TYPES,
  createAggregate,
  mergeAggregates
};
