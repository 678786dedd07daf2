/** From the scrapes of one round to its values. Pure. */
import type { Reading } from "../watcher.ts";
import { type Named, prometheusMetric, scaleOf, type Told } from "./metrics.ts";
import type { Histogram, Sample, Scrape, Summary } from "./parse.ts";
import { histogramQuantile } from "./quantile.ts";

/** One source in one round. */
export interface Observed {
  readonly exporter: string | null;
  readonly url: string;
  /** One right after the other while nothing else is asked of the target; the load follows. */
  readonly before: readonly [Scrape, Scrape, Scrape];
  readonly during: readonly Scrape[];
  /** How many were asked for since the last one before the load: that one among them, the one after it not. */
  readonly scrapes: number;
  /** When the target is idle again. */
  readonly after: Scrape;
  /** Of the load. */
  readonly requests: number;
  readonly seconds: number;
}

export interface Values {
  readonly readings: readonly Reading[];
  /** Names of counters that began anew meanwhile. */
  readonly resets: readonly string[];
}

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

export function valuesOf(observed: Observed): Values {
  const resets = new Set<string>();
  const isOwn = ofOurs(observed.url);
  const readings = [...observed.after.samples].flatMap(([key, after]) => {
    if (isOwn(after)) return [];
    const named = { name: after.name, labels: after.labels, exporter: observed.exporter };
    const before = observed.before.map(({ samples }) => samples.get(key));
    if (after.kind === "gauge") return levels(named, observed, key);
    const growth = growthOf(before, after, observed.scrapes);
    if (growth.isReset) resets.add(after.name);
    if (after.kind === "counter") return flow(named, growth.load(totalOf) ?? 0, observed);
    return [...frequency(named, growth.load(countOf), observed), ...distribution(named, after, growth)];
  });
  return { readings, resets: [...resets] };
}

/** Of requests to the path that is scraped: they are ours. Of the path / nothing tells whether it is a path, and not a folder. */
function ofOurs(url: string): (sample: Sample) => boolean {
  const { pathname } = new URL(url);
  // As labels are written: a quote inside of a value has a backslash before it.
  const label = `="${pathname}"`;
  return ({ labels }) => pathname !== "/" && labels.includes(label);
}

/** null where a sample has no such number. */
type NumberOf = (sample: Sample) => number | null;

const totalOf: NumberOf = (sample) => ("value" in sample ? sample.value : null);
const countOf: NumberOf = (sample) => ("count" in sample ? sample.count : null);
const sumOf: NumberOf = (sample) => ("sum" in sample ? sample.sum : null);

/** How a sample grew; null where it has no such number. */
interface Growth {
  readonly isReset: boolean;
  all(number: NumberOf): number | null;
  /** Without what the scrapes added to it, where each adds the same. */
  load(number: NumberOf): number | null;
}

/**
 * A sample that was not there yet was zero. One that has fallen began anew, and what it shows is its growth since (as
 * Prometheus' increase). A server counts scrapes too: what each of two before the load adds alike, each later one added.
 */
function growthOf(before: readonly (Sample | undefined)[], after: Sample, scrapes: number): Growth {
  const past = (number: NumberOf) => before.map((sample) => (sample === undefined ? 0 : (number(sample) ?? 0)));
  const measure = after.kind === "counter" ? totalOf : countOf;
  const isReset = (measure(after) ?? 0) < past(measure)[2]!;
  const all = (number: NumberOf) => {
    const now = number(after);
    return now === null || isReset ? now : now - past(number)[2]!;
  };
  return {
    isReset,
    all,
    load(number) {
      const grown = all(number);
      const [first, second, third] = past(number) as [number, number, number];
      const each = !isReset && second - first === third - second ? third - second : 0;
      return grown === null ? null : Math.max(0, grown - each * scrapes);
    },
  };
}

function flow(named: Named, grown: number, { requests, seconds }: Observed): readonly Reading[] {
  const { unit, factor } = scaleOf(named.name, "count");
  return [
    ...reads(prometheusMetric(named, "request", unit), (grown * factor) / requests),
    ...reads(prometheusMetric(named, "rate", unit), (grown * factor) / seconds),
  ];
}

function frequency(named: Named, grown: number | null, { requests }: Observed): readonly Reading[] {
  return grown === null ? [] : reads(prometheusMetric(named, "count", "count"), grown / requests);
}

function distribution(named: Named, after: Summary | Histogram, growth: Growth): readonly Reading[] {
  const { unit, factor } = scaleOf(named.name, "number");
  const reading = (told: Told, value: number | null) =>
    value === null ? [] : reads(prometheusMetric(named, told, unit), value * factor);
  const [sum, count] = [growth.all(sumOf), growth.all(countOf)];
  const mean = sum !== null && count !== null && count > 0 ? sum / count : null;
  return [...reading("mean", mean), ...(after.kind === "histogram" ? quantiles(after, growth, reading) : [])];
}

function quantiles(
  { buckets }: Histogram,
  growth: Growth,
  reading: (told: Told, value: number | null) => readonly Reading[],
): readonly Reading[] {
  const grown = new Map([...buckets.keys()].map((bound) => [bound, growth.all(bucketOf(bound)) ?? 0]));
  return Object.entries(QUANTILES).flatMap(([told, share]) =>
    // Object.entries forgets what the keys are.
    reading(told as keyof typeof QUANTILES, histogramQuantile(share, grown)),
  );
}

const bucketOf =
  (bound: number): NumberOf =>
  (sample) =>
    sample.kind === "histogram" ? (sample.buckets.get(bound) ?? null) : null;

/** Of a gauge during the load; where that was too short for a look at it, what it was after. */
function levels(named: Named, { during, after }: Observed, key: string): readonly Reading[] {
  const seen = (during.length > 0 ? during : [after]).flatMap(({ samples }) => {
    const sample = samples.get(key);
    return sample?.kind === "gauge" && Number.isFinite(sample.value) ? [sample.value] : [];
  });
  if (seen.length === 0) return [];
  const { unit, factor } = scaleOf(named.name, "number");
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  const max = seen.reduce((most, value) => Math.max(most, value));
  return [
    ...reads(prometheusMetric(named, "mean", unit), mean * factor),
    ...reads(prometheusMetric(named, "max", unit), max * factor),
  ];
}

/** A source may tell what is no number, and a load may have had no request. */
function reads(metric: Reading["metric"], value: number): readonly Reading[] {
  return Number.isFinite(value) ? [{ metric, value }] : [];
}
