/** The metrics of a Redis. Pure. */
import { metricId } from "../../model/metric.ts";
import type { Value } from "../../model/series.ts";
import { asName } from "../subject.ts";
import { type Definition, TARGET, watchedAmount, watchedRatio } from "../watched.ts";
import type { Reading } from "../watcher.ts";
import { COMMANDS, HITS, MISSES } from "./request.ts";

/** Of single requests, the same in each round. A hundredth: one command more in a hundred requests. */
const COUNTED = { ...watchedAmount("count", 0.01, 0.05), kind: "exact" } as const;
/** A request under load. */
const SAMPLED = watchedAmount("count", 0.05, 0.1);

const DEFINITIONS = {
  /** A cache that is asked for more than before costs round trips. One that finds less is seen by hits and misses. */
  [COMMANDS]: { ...COUNTED, role: "gate" },
  [HITS]: { ...COUNTED, better: "higher" },
  [MISSES]: COUNTED,
} as const satisfies Readonly<Record<string, Definition>>;

const UNDER_LOAD = {
  "hit-ratio": { ...watchedAmount("fraction", 0.01, 0.05), kind: "rate", better: "higher" },
  commands: SAMPLED,
  evicted: SAMPLED,
  expired: SAMPLED,
  "slow-commands": watchedAmount("count", 1, 1),
  clients: watchedAmount("count", 1, 1),
  memory: watchedRatio("bytes", 100_000, 0.05),
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
