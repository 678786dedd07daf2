/** Statements by their texts: the server counts them by ids, which another database has of its own. */
import { ToolError } from "../../errors.ts";
import { asName } from "../subject.ts";
import type { Database } from "./connect.ts";
import { addAll, type Counters, total } from "./counters.ts";
import type { Asked, Seen } from "./evidence.ts";
import type { Statements } from "./look.ts";
import type { Sampled } from "./sampler.ts";
import { callerOf, MARK, readStatement } from "./text.ts";
import type { Trace } from "./trace.ts";

/** Statements by key, as in a Look. */
interface Raw {
  readonly traced: Trace["tallies"];
  readonly lost: readonly string[];
  readonly loaded: { readonly requests: number; readonly counters: ReadonlyMap<string, Counters> } | null;
  readonly sampled: Sampled;
}

export interface Named {
  readonly seen: Pick<Seen, "traced" | "lost" | "loaded" | "sampled" | "callers">;
  /** As the server keeps them, by text. */
  readonly queries: ReadonlyMap<string, string>;
}

/**
 * With the texts of statements in place of their ids; without those that are ours.
 *
 * @throws ToolError where others mark their statements as ours
 */
export async function named(
  { texts }: Statements,
  { traced, lost, loaded, sampled }: Raw,
  { name: database }: Database,
): Promise<Named> {
  const maps = [...[...traced.values()].map(({ counters }) => counters), ...(loaded === null ? [] : [loaded.counters])];
  const waiting = sampled.waits.flatMap(({ statement }) => statement ?? []);
  const known = await texts([...new Set([...maps.flatMap((map) => [...map.keys()]), ...waiting])]);
  for (const tally of traced.values()) if (isForged(tally, known)) throw markedByOthers(database);
  const queries = new Map<string, string>();
  const callers = new Map<string, string>();
  const names = new Map<string, string>();
  for (const [key, query] of known) {
    if (query === null) continue;
    const { text, comments } = readStatement(query);
    const name = asName(text);
    names.set(key, name);
    queries.set(name, query);
    const caller = callerOf(comments);
    if (caller !== null) callers.set(name, caller);
  }
  const nameOf = (key: string) =>
    known.get(key) === null ? null : (names.get(key) ?? "(statement that was not kept)");
  const asked = (requests: number, counters: ReadonlyMap<string, Counters>): Asked => {
    const statements = new Map<string, Counters>();
    for (const [key, one] of counters) {
      const name = nameOf(key);
      if (name !== null) addAll(statements, new Map([[name, one]]));
    }
    return { requests, statements };
  };
  const seen = {
    traced: new Map([...traced].map(([endpoint, { requests, counters }]) => [endpoint, asked(requests, counters)])),
    lost,
    loaded: loaded === null ? null : asked(loaded.requests, loaded.counters),
    sampled: {
      ...sampled,
      waits: sampled.waits.map((wait) => ({
        ...wait,
        statement: wait.statement && (names.get(wait.statement) ?? null),
      })),
    },
    callers,
  };
  return { seen, queries };
}

/** Of ours there is one a request, the look before it: what is marked as ours beyond that is not. */
function isForged(
  { requests, counters }: { readonly requests: number; readonly counters: ReadonlyMap<string, Counters> },
  known: ReadonlyMap<string, string | null>,
): boolean {
  const own = [...counters].filter(([key]) => known.get(key) === null);
  return total(own.map(([, one]) => one)).calls > requests;
}

const markedByOthers = (database: string) =>
  new ToolError(
    `postgres: statements of others in ${database} begin with ${MARK}, as only Weighbridge's do, and cannot be told from them; take that comment out of the target's statements, and let one job at a time use the database.`,
  );
