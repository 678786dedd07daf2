/** What one side showed of its database. Pure. */
import { type Catalog, keyOf } from "./catalog.ts";
import { addAll, type Counters, type Look } from "./counters.ts";
import type { Plan } from "./plan.ts";
import type { Sampled } from "./sampler.ts";

/** Requests, and what they asked, by statement. */
export interface Asked {
  requests: number;
  readonly statements: Map<string, Counters>;
}

export const newAsked = (): Asked => ({ requests: 0, statements: new Map() });

/** Of the whole server, whatever the database. */
export interface Pages {
  /** Asked for in memory, and those of them that had to be fetched. */
  readonly asked: number;
  readonly fetched: number;
}

/** In one round, or in all that count. */
export interface Seen {
  /** One request at a time. */
  readonly endpoints: Map<string, Asked>;
  readonly loaded: Asked;
  /** By statement. */
  readonly plans: Map<string, Plan>;
  /** As it was last. */
  catalog: Catalog | null;
  /** Rows read by each index in the rounds. */
  readonly indexReads: Map<string, number>;
  pages: Pages;
  connections: number;
  maxConnections: number;
  /** Milliseconds by statement, the longest of each. */
  readonly waits: Map<string, number>;
}

export function newSeen(): Seen {
  return {
    endpoints: new Map(),
    loaded: newAsked(),
    plans: new Map(),
    catalog: null,
    indexReads: new Map(),
    pages: { asked: 0, fetched: 0 },
    connections: 0,
    maxConnections: 0,
    waits: new Map(),
  };
}

/** `used` by the server's ids, whose texts are in `texts`. */
export function named(used: Look, texts: ReadonlyMap<string, string>): Look {
  const statements = new Map<string, Counters>();
  for (const [id, counters] of used) addAll(statements, new Map([[texts.get(id) ?? id, counters]]));
  return statements;
}

export function include(into: Asked, { requests, statements }: Asked): void {
  into.requests += requests;
  addAll(into.statements, statements);
}

/** As many as a server keeps by default: one that is asked other statements in every round must not fill our memory. */
export const MOST_STATEMENTS = 10_000;

/** As `include`, over all rounds: what is beyond the bound is no cause of anything. */
export function includeRound(into: Asked, asked: Asked): void {
  include(into, asked);
  for (const statement of [...into.statements.keys()].slice(MOST_STATEMENTS)) into.statements.delete(statement);
}

/** One round more. */
export function includeSeen(into: Seen, round: Seen): void {
  for (const [endpoint, asked] of round.endpoints) {
    const sum = into.endpoints.get(endpoint) ?? newAsked();
    includeRound(sum, asked);
    into.endpoints.set(endpoint, sum);
  }
  includeRound(into.loaded, round.loaded);
  for (const [statement, plan] of round.plans) into.plans.set(statement, plan);
  into.catalog = round.catalog ?? into.catalog;
  for (const [index, reads] of round.indexReads) into.indexReads.set(index, (into.indexReads.get(index) ?? 0) + reads);
  into.pages = { asked: into.pages.asked + round.pages.asked, fetched: into.pages.fetched + round.pages.fetched };
  // Without load nobody has looked.
  if (round.maxConnections > 0) includeSampled(into, round, round.maxConnections);
}

export function includeCatalog(seen: Seen, before: Catalog, after: Catalog): void {
  seen.catalog = after;
  const was = new Map(before.indexes.map((index) => [keyOf(index), index.reads]));
  for (const index of after.indexes) {
    const more = Math.max(0, index.reads - (was.get(keyOf(index)) ?? 0));
    seen.indexReads.set(keyOf(index), (seen.indexReads.get(keyOf(index)) ?? 0) + more);
  }
}

export function includeSampled(seen: Seen, { connections, waits }: Sampled, maxConnections: number): void {
  seen.connections = Math.max(seen.connections, connections);
  seen.maxConnections = maxConnections;
  for (const [statement, ms] of waits ?? []) seen.waits.set(statement, Math.max(seen.waits.get(statement) ?? 0, ms));
}
