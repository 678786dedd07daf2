/** All that one side showed of its Redis, over all rounds. Pure. */
import { Tally } from "../tally.ts";
import type { Used } from "./info.ts";
import { TALLIES, type Traced } from "./request.ts";

export interface Seen extends Traced {
  /** Under load, all rounds together. */
  readonly load: {
    requests: number;
    hits: number;
    misses: number;
    evicted: number;
    /** Of each round: of its reads the part that was found, and keys evicted a request. */
    readonly hitsOfRounds: number[];
    readonly evictedOfRounds: number[];
    /** What the server does when its memory is full: "allkeys-lru"; "" where it does not say. */
    policy: string;
    readonly calls: Map<string, number>;
    /** Slow commands by name and the pattern of their key. */
    readonly slow: Map<string, number>;
  };
}

export function newTraced(): Traced {
  return { commands: new Tally(), found: new Tally(), keys: new Tally(), known: new Tally(), missed: new Tally() };
}

export function newSeen(): Seen {
  return {
    ...newTraced(),
    load: {
      requests: 0,
      hits: 0,
      misses: 0,
      evicted: 0,
      hitsOfRounds: [],
      evictedOfRounds: [],
      policy: "",
      calls: new Map(),
      slow: new Map(),
    },
  };
}

export function includeTraced(seen: Seen, traced: Traced): void {
  for (const name of TALLIES) seen[name].include(traced[name]);
}

/** What a round showed under load. */
export interface Load {
  readonly used: Used;
  readonly requests: number;
  /** Slow commands, each by name and the pattern of its key. */
  readonly slow: readonly string[];
  /** As in `Seen`. */
  readonly policy: string;
}

export function includeLoad({ load }: Seen, { used, requests, slow, policy }: Load): void {
  load.requests += requests;
  load.hits += used.hits;
  load.misses += used.misses;
  load.evicted += used.evicted;
  const reads = used.hits + used.misses;
  if (reads > 0) load.hitsOfRounds.push(used.hits / reads);
  if (requests > 0) load.evictedOfRounds.push(used.evicted / requests);
  for (const [command, calls] of used.calls) load.calls.set(command, (load.calls.get(command) ?? 0) + calls);
  for (const name of slow) load.slow.set(name, (load.slow.get(name) ?? 0) + 1);
  load.policy = policy;
}
