/** From what the Node processes of a side told to the values of its metrics. Pure. */
import { mean, median, sum } from "simple-statistics";
import { TARGET } from "../watched.ts";
import type { Reading } from "../watcher.ts";
import { type RuntimeMetric, runtimeMetric } from "./metrics.ts";
import type { Ended } from "./told.ts";
import type { Answered } from "./trace.ts";

/** The full load: what each thread told, and how many requests it was. */
export interface Loaded {
  readonly ended: readonly Ended[];
  /** Bytes left by a full collection after it, and how many more than by one before it. */
  readonly heap: number;
  readonly retained: number;
  readonly requests: number;
}

export function readingsOf(traced: readonly Answered[], loaded: Loaded | null): readonly Reading[] {
  const read = (metric: RuntimeMetric, subject: string, value: number): Reading => ({
    metric: runtimeMetric(metric, subject),
    value,
  });
  const endpoints = byEndpoint(traced);
  const all = [...endpoints.values()].flat();
  return [
    ...[...endpoints].flatMap(([endpoint, requests]) => [
      read("allocated", endpoint, allocatedIn(requests)),
      read("blocked", endpoint, blockedIn(requests)),
    ]),
    ...(all.length === 0 ? [] : [read("blocked", TARGET, blockedIn(all))]),
    ...(loaded === null ? [] : underLoad(loaded)).map(([metric, value]) => read(metric, TARGET, value)),
  ];
}

function underLoad(loaded: Loaded): readonly (readonly [RuntimeMetric, number])[] {
  const { ended, heap, retained, requests } = loaded;
  const total = (of: (one: Ended) => number) => sum(ended.map(of));
  const delay = usualDelay(loaded);
  return [
    ["allocated", total(({ allocated }) => allocated) / requests],
    ["gc-time", total(({ gcTime }) => gcTime) / requests],
    ["gc-count", total(({ gcCount }) => gcCount) / requests],
    ["heap", heap],
    ["retained", retained / requests],
    ...(delay === null ? [] : [["loop-delay-p99", delay] as const]),
  ];
}

/**
 * Requests of each endpoint, without the first: in it the target also loads and compiles what it needs. Those of setup and
 * teardown are nobody's.
 */
export function byEndpoint(traced: readonly Answered[]): ReadonlyMap<string, readonly Answered[]> {
  const found = new Map<string, Answered[]>();
  for (const request of traced) {
    if (request.endpoint === null) continue;
    const others = found.get(request.endpoint);
    if (others) others.push(request);
    else found.set(request.endpoint, [request]);
  }
  return new Map([...found].map(([endpoint, all]) => [endpoint, all.length > 1 ? all.slice(1) : all]));
}

/** Bytes, the middle one of the later half: code allocates more, by a factor of ten and more, until it is compiled. */
function allocatedIn(requests: readonly Answered[]): number {
  return median(requests.slice(Math.floor(requests.length / 2)).map(({ allocated }) => allocated));
}

/** Milliseconds a request in turns of the event loop that were too long. */
export function blockedIn(requests: readonly Answered[]): number {
  return mean(requests.map(({ turns }) => turns.reduce((sum, { milliseconds }) => sum + milliseconds, 0)));
}

/** Milliseconds: the 99th percentile of what events waited, in the process where that is longest; null: no main thread told. */
function usualDelay({ ended }: Loaded): number | null {
  return largest(ended.map(({ loop }) => loop?.p99));
}

/** Milliseconds: the longest that events waited for code to end, in any process; null: no main thread told. */
export function longestDelay({ ended }: Loaded): number | null {
  return largest(ended.map(({ loop }) => loop?.longest));
}

function largest(numbers: readonly (number | undefined)[]): number | null {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}
