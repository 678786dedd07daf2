/** Over all rounds of a job: which functions block, and what rules are judged by. Pure. */
import { mean, median } from "simple-statistics";
import type { Cause } from "../../model/cause.ts";
import type { Fact, Range } from "../../model/finding.ts";
import { SIDES, type Side } from "../../model/series.ts";
import { leaksOf } from "../leak.ts";
import { onSides, rangeOf } from "../ranges.ts";
import { TARGET } from "../watched.ts";
import { runtimeMetric } from "./metrics.ts";
import { blockedIn, byEndpoint, longestDelay } from "./readings.ts";
import type { Answered } from "./trace.ts";
import type { Place } from "./turns.ts";
import type { Watched } from "./watch.ts";

export type WatchedSides = Readonly<Record<Side, readonly Watched[]>>;

/** So many of each kind at most, the largest. */
const MOST = 50;
/** Part of the blocked time below which a function does not account for it. */
const LEAST = 0.05;

/** A function in which a side was blocked. */
interface Blocking {
  readonly place: Place;
  /** Milliseconds a request, over all requests. */
  readonly each: number;
  /** The same in the middle round: what happens in few of them is the machine's doing. */
  readonly usual: number;
  readonly rounds: Range | null;
}

type Both<T> = Readonly<Record<Side, T | null>>;

export function causesOf(watched: WatchedSides): readonly Cause[] {
  const found = endpointsOf(watched).flatMap((endpoint) => {
    const { blocked, functions } = blockingIn(watched, endpoint);
    return functions.map(
      (both): Cause => ({
        metric: runtimeMetric("blocked", endpoint).id,
        ...named(both),
        kind: "function",
        base: both.base?.each ?? null,
        head: both.head?.each ?? null,
        unit: "ms",
        whole: blocked.head - blocked.base,
        note: null,
      }),
    );
  });
  const moved = ({ base, head }: Cause) => Math.abs((head ?? 0) - (base ?? 0));
  return found.toSorted((one, other) => moved(other) - moved(one)).slice(0, MOST);
}

export function factsOf(watched: WatchedSides): readonly Fact[] {
  const loaded = onSides((side) => watched[side].flatMap(({ loaded }) => (loaded === null ? [] : [loaded])));
  const kept = onSides((side) => loaded[side].map(({ retained, requests }) => ({ bytes: retained, requests })));
  return [
    ...delaysOf(onSides((side) => loaded[side].map(longestDelay).filter((delay) => delay !== null))),
    ...leaksOf("runtime", "left after a full garbage collection", kept),
    ...callsOf(watched),
  ];
}

/** What loop-delay-p99 has besides, so that it may be the larger of the two. */
const WAITED = "in the middle round, without waits for a processor";

/** Of the longest that events waited in each round: the middle one, for what is long in few rounds is the machine's doing. */
function delaysOf(delays: Readonly<Record<Side, readonly number[]>>): readonly Fact[] {
  if (SIDES.every((side) => delays[side].length === 0)) return [];
  const shared = { rule: "blocked-event-loop", collector: "runtime", subject: TARGET, name: null, at: null } as const;
  const middle = onSides((side) => (delays[side].length === 0 ? null : median([...delays[side]])));
  const rounds = onSides((side) => rangeOf(delays[side]));
  return [{ ...shared, ...middle, unit: "ms", note: WAITED, rounds }];
}

/** Functions by the endpoint that they block. */
function callsOf(watched: WatchedSides): readonly Fact[] {
  const calls = endpointsOf(watched)
    .filter((endpoint) => endpoint !== TARGET)
    .flatMap((endpoint) =>
      blockingIn(watched, endpoint).functions.map(
        (both): Fact => ({
          rule: "blocking-call",
          collector: "runtime",
          subject: endpoint,
          ...named(both),
          base: both.base?.usual ?? null,
          head: both.head?.usual ?? null,
          unit: "ms",
          note: null,
          rounds: onSides((side) => both[side]?.rounds ?? nothingIn(requestsOf(watched, endpoint)[side])),
        }),
      ),
    );
  const largest = ({ base, head }: Fact) => Math.max(base ?? 0, head ?? 0);
  return calls
    .filter((fact) => largest(fact) > 0)
    .toSorted((one, other) => largest(other) - largest(one))
    .slice(0, MOST);
}

/** All endpoints, and the target as a whole. */
function endpointsOf(watched: WatchedSides): readonly string[] {
  const rounds = SIDES.flatMap((side) => watched[side]);
  return [...new Set([...rounds.flatMap(({ traced }) => [...byEndpoint(traced).keys()]), TARGET])];
}

/** Of each round on its own. */
function requestsOf(watched: WatchedSides, endpoint: string): Readonly<Record<Side, readonly (readonly Answered[])[]>> {
  return onSides((side) =>
    watched[side].map(({ traced }) => {
      const endpoints = byEndpoint(traced);
      return endpoint === TARGET ? [...endpoints.values()].flat() : (endpoints.get(endpoint) ?? []);
    }),
  );
}

/** Milliseconds a request, and the functions that account for them. */
function blockingIn(
  watched: WatchedSides,
  endpoint: string,
): { readonly blocked: Readonly<Record<Side, number>>; readonly functions: readonly Both<Blocking>[] } {
  const all = requestsOf(watched, endpoint);
  const rounds = onSides((side) => all[side].filter((requests) => requests.length > 0));
  const blocked = onSides((side) => (rounds[side].length === 0 ? 0 : mean(rounds[side].map(blockedIn))));
  const sides = onSides((side) => functionsIn(rounds[side]));
  const keys = new Set(SIDES.flatMap((side) => [...sides[side].keys()]));
  const functions = [...keys].map((key) => onSides((side) => sides[side].get(key) ?? null));
  const least = LEAST * Math.max(blocked.base, blocked.head);
  return {
    blocked,
    functions: functions.filter(({ base, head }) => Math.max(base?.each ?? 0, head?.each ?? 0) >= least),
  };
}

/** By name and file: lines differ between the sides. */
function functionsIn(rounds: readonly (readonly Answered[])[]): ReadonlyMap<string, Blocking> {
  const found = new Map<string, { readonly place: Place; readonly inRound: number[] }>();
  for (const [round, requests] of rounds.entries()) {
    for (const { place, milliseconds } of requests.flatMap(({ turns }) => turns).flatMap(({ spent }) => spent)) {
      const key = `${place.file}:${place.name}`;
      const known = found.get(key) ?? { place, inRound: rounds.map(() => 0) };
      known.inRound[round]! += milliseconds / requests.length;
      found.set(key, known);
    }
  }
  const blocking = ({ place, inRound }: { readonly place: Place; readonly inRound: number[] }): Blocking => ({
    place,
    each: mean(inRound),
    usual: median(inRound),
    rounds: rangeOf(inRound),
  });
  return new Map([...found].map(([key, one]) => [key, blocking(one)]));
}

/** The rounds that asked at all: there it was looked for. */
const nothingIn = (rounds: readonly (readonly Answered[])[]) =>
  rangeOf(rounds.filter((requests) => requests.length > 0).map(() => 0));

function named({ base, head }: Both<Blocking>): Pick<Cause, "name" | "at"> {
  const { name, file, line, own } = (head ?? base)!.place;
  if (!own) return { name: `${name} (${file})`, at: null };
  return { name, at: head === null ? null : { file, line } };
}
