/** The metrics of a Redis. Pure. */
import { metricId } from "../../model/metric.ts";
import type { Value } from "../../model/series.ts";
import { asName } from "../subject.ts";
import { type Definition, TARGET } from "../watched.ts";
import type { Reading } from "../watcher.ts";
import { COMMANDS, HITS, MISSES } from "./request.ts";

/** Counts of single requests, the same in each round. */
const counted = {
  unit: "count",
  kind: "exact",
  scale: "difference",
  // One command more in a hundred requests.
  tolerate: { relative: 0, absolute: 0.01 },
  detect: 0.05,
} as const satisfies Partial<Definition>;

/** A request under load, or at its end. */
const sampled = {
  unit: "count",
  kind: "sampled",
  scale: "difference",
  better: "lower",
  role: "watch",
  detect: 0.1,
  tolerate: { relative: 0, absolute: 0.05 },
} as const satisfies Definition;

const DEFINITIONS = {
  /** A cache that is asked for more than before costs round trips. One that finds less is seen by hits and misses. */
  [COMMANDS]: { ...counted, better: "lower", role: "gate" },
  [HITS]: { ...counted, better: "higher", role: "watch" },
  [MISSES]: { ...counted, better: "lower", role: "watch" },
} as const satisfies Readonly<Record<string, Definition>>;

const UNDER_LOAD = {
  "hit-ratio": {
    unit: "fraction",
    kind: "rate",
    scale: "difference",
    better: "higher",
    role: "watch",
    tolerate: { relative: 0, absolute: 0.01 },
    detect: 0.05,
  },
  commands: sampled,
  evicted: sampled,
  expired: sampled,
  "slow-commands": { ...sampled, tolerate: { relative: 0, absolute: 1 }, detect: 1 },
  clients: { ...sampled, tolerate: { relative: 0, absolute: 1 }, detect: 1 },
  memory: {
    unit: "bytes",
    kind: "sampled",
    scale: "ratio",
    better: "lower",
    role: "watch",
    tolerate: { relative: 0.02, absolute: 100_000 },
    detect: 0.05,
  },
} as const satisfies Readonly<Record<string, Definition>>;

export const OF_ENDPOINTS = [COMMANDS, HITS, MISSES] as const;
export type OfEndpoint = (typeof OF_ENDPOINTS)[number];
export type UnderLoad = keyof typeof UNDER_LOAD;
export type LoadValues = Readonly<Record<UnderLoad, Value>>;

export function endpointReading(metric: OfEndpoint, endpoint: string, value: Value): Reading {
  return { metric: { id: idOf(metric, endpoint), ...DEFINITIONS[metric] }, value };
}

/** null: this round cannot say. */
export function loadReadings(values: LoadValues | null): readonly Reading[] {
  // Object.entries forgets which keys it has.
  const entries = Object.entries(UNDER_LOAD) as [UnderLoad, Definition][];
  return entries.map(([metric, definition]) => ({
    metric: { id: idOf(metric, TARGET), ...definition },
    value: values?.[metric] ?? null,
  }));
}

export function idOf(metric: OfEndpoint | UnderLoad, subject: string): string {
  return metricId({ collector: "redis", metric, subject: asName(subject) });
}
