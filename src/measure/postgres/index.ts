/** The watcher of PostgreSQL: what the target asks of its database, by the server's own books. */
import type { Side, Slot } from "../../model/series.ts";
import { digestOf } from "../conditions.ts";
import { withPassword } from "../passwords.ts";
import type { Watcher } from "../watcher.ts";
import { causesOf } from "./causes.ts";
import { type Evidence, withRound } from "./evidence.ts";
import { factsOf, newRanges } from "./facts.ts";
import { fixesOf } from "./fixes.ts";
import type { PostgresConfig } from "./schema.ts";
import { watchDatabase } from "./watch.ts";

export type { PostgresConfig } from "./schema.ts";

export const postgres: Watcher<PostgresConfig> = {
  id: "postgres",
  isBeside: true,
  async open({ plans, queries, repeatedAfter, ...addresses }, { system: { passwords } }) {
    const url = withPassword(addresses.url, passwords.PGPASSWORD);
    const owner = addresses.owner && withPassword(addresses.owner, passwords.PGPASSWORD);
    const evidence: Record<Side, Evidence | null> = { base: null, head: null };
    const ranges = { base: newRanges(), head: newRanges() };
    const notes = new Set<string>();
    const identities = new Map<Slot, string>();
    const own = Object.keys(queries).length === 0 ? "" : `, ${Object.keys(queries).length} of your own queries`;
    return {
      lines: [`PostgreSQL: statements, rows, blocks and time a request${plans ? ", with plans" : ""}${own}`],
      tools: {},
      conditions: digestOf({ queries }),
      watch: (served) =>
        watchDatabase(served, url[served.slot], {
          plans,
          queries,
          identities,
          onSeen: (seen) => {
            evidence[served.side] = withRound(evidence[served.side], seen);
            ranges[served.side].add(withRound(null, seen));
          },
          onNote: (note) => void notes.add(note),
        }),
      collected: async () => ({
        notWeighed: [],
        notes: [...notes],
        causes: causesOf(evidence),
        details: [],
        facts: factsOf(evidence, repeatedAfter, ranges),
      }),
      ...(owner === undefined ? {} : { fixes: () => fixesOf(evidence.head, owner) }),
    };
  },
};
