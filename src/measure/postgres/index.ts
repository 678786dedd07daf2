/** The watcher of PostgreSQL: what the target asks of its database, by the server's own books. */
import { ConfigError } from "../../errors.ts";
import { type Side, SLOTS, type Slot } from "../../model/series.ts";
import { digestOf } from "../conditions.ts";
import type { Watcher } from "../watcher.ts";
import { causesOf } from "./causes.ts";
import { type Evidence, withRound } from "./evidence.ts";
import { factsOf } from "./facts.ts";
import { fixesOf } from "./fixes.ts";
import type { PostgresConfig } from "./schema.ts";
import { watchDatabase } from "./watch.ts";

export type { PostgresConfig } from "./schema.ts";

export const postgres: Watcher<PostgresConfig> = {
  id: "postgres",
  async open({ url, owner, plans, queries, repeatedAfter }) {
    checkAddresses("url", "reader", url);
    if (owner !== undefined) checkAddresses("owner", "shop", owner);
    const evidence: Record<Side, Evidence | null> = { base: null, head: null };
    const notes = new Set<string>();
    const own = Object.keys(queries).length === 0 ? "" : `, ${Object.keys(queries).length} of your own queries`;
    return {
      lines: [`PostgreSQL: statements, rows, blocks and time a request${plans ? ", with plans" : ""}${own}`],
      tools: {},
      conditions: digestOf({ queries }),
      watch: (served) =>
        watchDatabase(served, url[served.slot], {
          plans,
          queries,
          isPlanned: (statement) => evidence[served.side]?.plans.has(statement) === true,
          onSeen: (seen) => {
            evidence[served.side] = withRound(evidence[served.side], seen);
          },
          onNote: (note) => void notes.add(note),
        }),
      collected: async () => ({
        notWeighed: [],
        notes: [...notes],
        causes: causesOf(evidence),
        details: [],
        facts: factsOf(evidence, repeatedAfter),
      }),
      ...(owner === undefined ? {} : { fixes: () => fixesOf(evidence.head, owner) }),
    };
  },
};

/** Says nothing of what was found: it may hold a password. */
function checkAddresses(key: "url" | "owner", role: string, addresses: Readonly<Record<Slot, string>>): void {
  const wrong = SLOTS.find((slot) => !/^postgres(?:ql)?:\/\/./u.test(addresses[slot]));
  if (wrong !== undefined)
    throw new ConfigError(
      `postgres.${key}: slot ${wrong} has no address of a database: expected one that starts with postgres://, for example postgres://${role}@127.0.0.1:5432/shop_${wrong}.`,
    );
}
