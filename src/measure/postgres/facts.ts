/** What rules are judged by. Pure. */
import type { Fact } from "../../model/finding.ts";
import type { FactRule, Found } from "../fact-rule.ts";
import { gatherFacts } from "../facts.ts";
import { ALL, createRanges, type Ranges, type SideRanges } from "../ranges.ts";
import { busyPool, repeatedStatements, slowStatements } from "../statement-facts.ts";
import { shortStatement } from "../statements.ts";
import { TARGET } from "../watched.ts";
import type { Table } from "./catalog.ts";
import { total } from "./counters.ts";
import type { Both, Evidence } from "./evidence.ts";
import { duplicates, identityOf } from "./indexes.ts";
import { proposeIndexes } from "./propose.ts";

/** Rows of a table below which its statistics are nobody's trouble. */
const LARGE = 1000;

/** Read; of fewer a share says nothing. */
const LEAST_BLOCKS = 1000;

/** `repeatedAfter`: requests of an endpoint that must be exceeded before a statement of it is said to be repeated. */
export function factsOf(sides: Both, repeatedAfter: number, ranges: SideRanges<Evidence>): readonly Fact[] {
  return gatherFacts("postgres", rulesOf(repeatedAfter), sides, ranges);
}

/** Of evidence of one round each: in one there may be as few requests of an endpoint as one. */
export const newRanges = (): Ranges<Evidence> => createRanges(rulesOf(0));

function rulesOf(repeatedAfter: number): readonly FactRule<Evidence>[] {
  const looked = ({ loaded }: Evidence) => (loaded.requests === 0 ? [] : [ALL]);
  return [
    {
      ...{ rule: "n-plus-one", unit: "count", looked: ({ endpoints }) => endpoints.keys() },
      of: (seen) => repeatedStatements(seen, repeatedAfter, callerIn(seen)),
    },
    { rule: "slow-statement", unit: "ms", of: (seen) => slowStatements(seen, callerIn(seen)), looked },
    { rule: "missing-index", unit: "count", of: unindexed },
    { rule: "unused-index", unit: "bytes", of: unused },
    { rule: "duplicate-index", unit: "bytes", of: doubled },
    // Without enough that is read there is no share, which is not nothing.
    {
      rule: "low-cache-hit",
      unit: "fraction",
      of: cacheHit,
      looked: (seen) => cacheHit(seen).map(({ subject }) => subject),
    },
    { rule: "lock-wait", unit: "ms", of: waited },
    { rule: "busy-pool", unit: "fraction", of: busyPool },
    { rule: "stale-statistics", unit: "fraction", of: stale },
  ];
}

const callerIn =
  ({ callers }: Evidence) =>
  (statement: string) =>
    callers.get(statement) ?? null;

/** The note begins with the statement that would make the index. */
function unindexed({ plans, catalog }: Evidence): readonly Found[] {
  const explained = [...plans].map(([statement, plan]) => ({ statement, plan }));
  return proposeIndexes(explained, catalog).map(({ table, statement, sql, rows, cost, costThen }) => ({
    subject: table,
    name: shortStatement(statement),
    value: rows,
    note: `${sql} would make that about ${gainOf(cost, costThen)}, where reading one page in order costs 1`,
  }));
}

const gainOf = (cost: number, costThen: number) =>
  `${Math.round(cost / costThen)} times cheaper by the planner's estimate: ${Math.round(costThen)} instead of ${Math.round(cost)}`;

function unused({ catalog, indexScans, plans }: Evidence): readonly Found[] {
  // The server counts what a session did up to some seconds later: what a plan takes is not without use.
  const planned = new Set([...plans.values()].flatMap((plan) => plan.map(({ index }) => index)));
  return catalog.indexes
    .filter((index) => !index.isUnique && !planned.has(index.name) && (indexScans.get(identityOf(index)) ?? 0) === 0)
    .map(({ name, table, bytes, definition }) => ({ subject: table, name, value: bytes, note: definition }));
}

function doubled({ catalog }: Evidence): readonly Found[] {
  return duplicates(catalog.indexes).map(({ index, by }) => ({
    subject: index.table,
    name: index.name,
    value: index.bytes,
    note: `${index.definition}; ${by.name} is ${by.definition}`,
  }));
}

function cacheHit({ loaded }: Evidence): readonly Found[] {
  const { hit, read } = total(loaded.statements.values());
  return hit + read < LEAST_BLOCKS
    ? []
    : [{ subject: TARGET, name: null, value: hit / (hit + read), note: "of the database's shared buffers" }];
}

function waited({ waits }: Evidence): readonly Found[] {
  return waits.map(({ statement, table, ms }) => ({
    subject: table ?? TARGET,
    name: statement === null ? null : shortStatement(statement),
    value: ms,
    note: null,
  }));
}

function stale({ catalog }: Evidence): readonly Found[] {
  return catalog.tables
    .filter(({ rows, deadRows }) => rows + deadRows >= LARGE)
    .map((table) => ({
      subject: table.name,
      name: null,
      value: isUnknown(table) ? 1 : table.deadRows / (table.rows + table.deadRows),
      note: lastCare(table),
    }));
}

/**
 * Whether it was filled and never analysed, so that the planner knows nothing of its values. A copy of a database has statistics and
 * no day of them; but what most rows of a table were written into since is no copy.
 */
const isUnknown = ({ rows, modified, analyzed }: Table) => analyzed === null && rows >= LARGE && modified * 2 >= rows;

function lastCare({ vacuumed, analyzed }: Table): string {
  const ago = (days: number | null) =>
    days === null ? "never" : days < 1 ? "today" : `${Math.floor(days)} ${days < 2 ? "day" : "days"} ago`;
  return `last vacuumed ${ago(vacuumed)}, last analysed ${ago(analyzed)}`;
}
