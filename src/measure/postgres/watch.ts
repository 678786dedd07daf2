/** One side's database in one round. */
import type { Slot } from "../../model/series.ts";
import type { Served } from "../served.ts";
import type { Watch } from "../watcher.ts";
import { type Catalog, readCatalog, readScannedRows } from "./catalog.ts";
import { connect, type Database } from "./connect.ts";
import { addAll, between, type Counters, type Look } from "./counters.ts";
import { hiddenNotes } from "./elsewhere.ts";
import type { Seen } from "./evidence.ts";
import { explain } from "./explain.ts";
import { besideIt, refuseShared } from "./identity.ts";
import { openStatements, type Statements } from "./look.ts";
import { lostNotes } from "./lost.ts";
import { readingsOf } from "./metrics.ts";
import { named } from "./named.ts";
import { askOwn, type OwnNumbers } from "./own-queries.ts";
import { lackingForPlans, noPlans } from "./rights.ts";
import { type Sampler, startSampler } from "./sampler.ts";
import type { PostgresConfig } from "./schema.ts";
import { Trace } from "./trace.ts";

export interface WatchOptions extends Pick<PostgresConfig, "plans" | "queries"> {
  /** What each slot's database is known by, once it was reached: two slots must not have the same. */
  readonly identities: Map<Slot, string>;
  /** Told of the round once it counts. */
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
    last = await statements.look(besideIt(served.slot, options.identities));
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
      for (const note of lostNotes(served.side, trace.lost, load.kind === "lost" ? load.why : null))
        options.onNote(note);
      for (const note of await hiddenNotes(database, served.side, trace)) options.onNote(note);
      const raw = { traced: trace.tallies, lost: trace.uncounted, loaded, sampled };
      const { seen, queries } = await named(statements, raw, database);
      const plans = options.plans ? await explain(database, toPlan(seen, queries)) : NO_PLANS;
      if (plans.refused > 0) options.onNote(noPlans(database));
      const own = await askOwn(database, options.queries);
      for (const note of own.notes) options.onNote(note);
      ended = { seen: { ...seen, scannedRows, plans: plans.plans, before, after: await readCatalog(database) }, own };
    },
    readings() {
      return ended === null ? [] : readingsOf(ended.seen, ended.own.values);
    },
    lacking: async () => (options.plans ? lackingForPlans(database) : []),
    async stop() {
      // It fails as its connection does.
      await sampler?.stop().catch(() => {});
      await database.end();
    },
    keep() {
      if (ended !== null) options.onSeen(ended.seen);
    },
  };
}

const NO_PLANS = { plans: new Map(), refused: 0 } as const;

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
