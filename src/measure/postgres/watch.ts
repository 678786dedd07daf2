/** One side's database in one round. */
import { ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import { withoutNumbers } from "../lost.ts";
import type { Served } from "../served.ts";
import { asName } from "../subject.ts";
import type { Watch } from "../watcher.ts";
import { type Catalog, readCatalog, readScannedRows } from "./catalog.ts";
import { connect, type Database } from "./connect.ts";
import { addAll, between, type Counters, type Look, total } from "./counters.ts";
import type { Asked, Seen } from "./evidence.ts";
import { explain } from "./explain.ts";
import { refuseShared } from "./identity.ts";
import { openStatements, type Statements } from "./look.ts";
import { readingsOf } from "./metrics.ts";
import { askOwn, type OwnNumbers } from "./own-queries.ts";
import { type Sampled, type Sampler, startSampler } from "./sampler.ts";
import type { PostgresConfig } from "./schema.ts";
import { callerOf, MARK, readStatement } from "./text.ts";
import { Trace } from "./trace.ts";

export interface WatchOptions extends Pick<PostgresConfig, "plans" | "queries"> {
  /** What each slot's database is known by, once it was reached: two slots must not have the same. */
  readonly identities: Map<Slot, string>;
  /** Told once, at the end of the round. */
  readonly onSeen: (seen: Seen) => void;
  readonly onNote: (note: string) => void;
}

/** Statements whose plans are asked for in each round, since one may differ by chance: those that read the most blocks. */
const PLANS = 50;

/** @throws ToolError as `connect` and `openStatements`, where a right is missing, or where it is the other slot's too */
export async function watchDatabase(served: Served, url: string, options: WatchOptions): Promise<Watch> {
  const database = await connect(url);
  try {
    await refuseShared(database, served.slot, options.identities);
    const statements = await openStatements(database);
    const before = await readCatalog(database);
    return watchOf({ served, database, statements, before, first: await statements.look() }, options);
  } catch (error) {
    await database.end();
    throw error;
  }
}

interface Opened {
  readonly served: Served;
  readonly database: Database;
  readonly statements: Statements;
  readonly before: Catalog;
  readonly first: Look;
}

function watchOf({ served, database, statements, before, first }: Opened, options: WatchOptions): Watch {
  const trace = new Trace();
  let last = first;
  let scannedBefore = 0;
  let sampler: Sampler | null = null;
  let ended: { readonly seen: Seen; readonly own: OwnNumbers } | null = null;

  /** What was counted since the look before. */
  async function sinceLast() {
    const before = last;
    last = await statements.look();
    return between(before, last);
  }

  return {
    async answered(answer) {
      trace.add(answer, await sinceLast());
    },
    async begin() {
      last = await statements.look();
      scannedBefore = await readScannedRows(database);
      sampler = startSampler(database);
    },
    async end({ requests }) {
      const sampled = await sampler!.stop();
      sampler = null;
      const load = await sinceLast();
      const scannedRows = Math.max(0, (await readScannedRows(database)) - scannedBefore);
      const loaded = load.kind === "lost" ? null : { requests, counters: load.counters };
      for (const note of lostNotes(served, trace.lost, loaded === null)) options.onNote(note);
      const raw = { traced: trace.tallies, lost: trace.lost.endpoints, loaded, sampled };
      const { seen, queries } = await named(statements, raw, database);
      const plans = options.plans ? await explain(database, toPlan(seen, queries)) : NO_PLANS;
      if (plans.refused > 0)
        options.onNote(
          `PostgreSQL: ${database.user} may not read the target's tables, so statements have no plans; GRANT pg_read_all_data TO ${database.user}, or switch plans off.`,
        );
      const own = await askOwn(database, options.queries);
      for (const note of own.notes) options.onNote(note);
      ended = { seen: { ...seen, scannedRows, plans: plans.plans, before, after: await readCatalog(database) }, own };
      options.onSeen(ended.seen);
    },
    readings() {
      return ended === null ? [] : readingsOf(ended.seen, ended.own.values);
    },
    async stop() {
      // It fails as its connection does.
      await sampler?.stop().catch(() => {});
      await database.end();
    },
  };
}

const NO_PLANS = { plans: new Map(), refused: 0 } as const;

function lostNotes({ side }: Served, lost: Trace["lost"], isLoadLost: boolean): readonly string[] {
  const why = "the counters of pg_stat_statements were reset, or held more statements than pg_stat_statements.max";
  const { requests, endpoints } = lost;
  const uncounted = requests === 1 ? "1 request" : `${requests} requests`;
  return [
    ...(requests === 0
      ? []
      : [
          `PostgreSQL: ${uncounted} of ${side} in a round ${requests === 1 ? "is" : "are"} not counted, so that ${withoutNumbers(endpoints)}: ${why}.`,
        ]),
    ...(isLoadLost ? [`PostgreSQL: a round of ${side} has no numbers under load: ${why}.`] : []),
  ];
}

interface Raw {
  readonly traced: Trace["tallies"];
  readonly lost: readonly string[];
  readonly loaded: { readonly requests: number; readonly counters: ReadonlyMap<string, Counters> } | null;
  readonly sampled: Sampled;
}

/** With the texts of statements in place of their ids, which another database has of its own; without those that are ours. */
async function named({ texts }: Statements, { traced, lost, loaded, sampled }: Raw, { name: database }: Database) {
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

/** The statements that read most, as the server keeps them. */
function toPlan(
  { traced, loaded }: Pick<Seen, "traced" | "loaded">,
  queries: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const all = new Map<string, Counters>();
  for (const { statements } of [...traced.values(), ...(loaded === null ? [] : [loaded])]) addAll(all, statements);
  const most = [...all]
    .filter(([statement, { hit, read }]) => hit + read > 0 && queries.has(statement))
    .sort(([, x], [, y]) => y.hit + y.read - x.hit - x.read)
    .slice(0, PLANS);
  return new Map(most.map(([statement]) => [statement, queries.get(statement)!]));
}
