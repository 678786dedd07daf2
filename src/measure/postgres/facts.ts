/** What rules are judged by. Pure. */
import type { Fact, RuleId } from "../../model/finding.ts";
import type { Side } from "../../model/series.ts";
import type { Table } from "./catalog.ts";
import { total } from "./counters.ts";
import type { Both, Evidence } from "./evidence.ts";
import { duplicates, identityOf } from "./indexes.ts";
import { TARGET } from "./metrics.ts";
import { proposeIndexes } from "./propose.ts";
import { shortStatement } from "./text.ts";

/** Facts of one rule, the largest. */
const MOST = 50;
/** Rows of a table below which its dead ones are nobody's trouble. */
const LARGE = 1000;

/** Read; of fewer a share says nothing. */
const LEAST_BLOCKS = 1000;

/** One number of one side. */
interface Seen {
  readonly subject: string;
  readonly name: string | null;
  readonly value: number;
  readonly note: string | null;
}

interface Rule {
  readonly rule: RuleId;
  readonly unit: Fact["unit"];
  readonly of: (evidence: Evidence, after: number) => readonly Seen[];
}

const RULES: readonly Rule[] = [
  { rule: "n-plus-one", unit: "count", of: repeated },
  { rule: "slow-statement", unit: "ms", of: slow },
  { rule: "missing-index", unit: "count", of: unindexed },
  { rule: "unused-index", unit: "bytes", of: unused },
  { rule: "duplicate-index", unit: "bytes", of: doubled },
  { rule: "low-cache-hit", unit: "fraction", of: cacheHit },
  { rule: "lock-wait", unit: "ms", of: waited },
  { rule: "busy-pool", unit: "fraction", of: pool },
  { rule: "stale-statistics", unit: "fraction", of: stale },
];

/** `repeatedAfter`: requests of an endpoint that must be exceeded before a statement of it is said to be repeated. */
export function factsOf(both: Both, repeatedAfter: number): readonly Fact[] {
  return RULES.flatMap(({ rule, unit, of }) => {
    const facts = new Map<string, Fact>();
    for (const side of ["head", "base"] as const satisfies readonly Side[]) {
      const evidence = both[side];
      if (evidence === null) continue;
      const numbers = [...of(evidence, repeatedAfter)].sort((x, y) => y.value - x.value).slice(0, MOST);
      for (const { subject, name, value, note } of numbers) {
        const key = JSON.stringify([subject, name]);
        const known = facts.get(key) ?? {
          rule,
          collector: "postgres",
          subject,
          name,
          unit,
          note,
          at: null,
          base: null,
          head: null,
        };
        facts.set(key, known[side] === null ? { ...known, [side]: value } : known);
      }
    }
    return [...facts.values()].slice(0, MOST);
  });
}

function repeated({ endpoints, callers }: Evidence, after: number): readonly Seen[] {
  return [...endpoints].flatMap(([subject, { requests, statements }]) =>
    requests <= after
      ? []
      : [...statements].flatMap(([statement, { calls }]) =>
          calls <= requests
            ? []
            : [
                {
                  subject,
                  name: shortStatement(statement),
                  value: calls / requests,
                  note: callers.get(statement) ?? null,
                },
              ],
        ),
  );
}

function slow({ loaded, endpoints, callers }: Evidence): readonly Seen[] {
  const seenAt = (statement: string) => [...endpoints].find(([, asked]) => asked.statements.has(statement))?.[0];
  return [...loaded.statements].map(([statement, { ms, calls }]) => ({
    subject: seenAt(statement) ?? TARGET,
    name: shortStatement(statement),
    value: ms / calls,
    note: callers.get(statement) ?? null,
  }));
}

/** The note begins with the statement that would make the index. */
function unindexed({ plans, catalog }: Evidence): readonly Seen[] {
  const explained = [...plans].map(([statement, plan]) => ({ statement, plan }));
  return proposeIndexes(explained, catalog).map(({ table, statement, sql, rows, cost, costThen }) => ({
    subject: table,
    name: shortStatement(statement),
    value: rows,
    note: `${sql} would take the planner's cost of it from ${Math.round(cost)} to about ${Math.round(costThen)}`,
  }));
}

function unused({ catalog, indexScans, plans }: Evidence): readonly Seen[] {
  // The server counts what a session did up to some seconds later: what a plan takes is not without use.
  const planned = new Set([...plans.values()].flatMap((plan) => plan.map(({ index }) => index)));
  return catalog.indexes
    .filter((index) => !index.isUnique && !planned.has(index.name) && (indexScans.get(identityOf(index)) ?? 0) === 0)
    .map(({ name, table, bytes, definition }) => ({ subject: table, name, value: bytes, note: definition }));
}

function doubled({ catalog }: Evidence): readonly Seen[] {
  return duplicates(catalog.indexes).map(({ index, by }) => ({
    subject: index.table,
    name: index.name,
    value: index.bytes,
    note: `${index.definition}; ${by.name} is ${by.definition}`,
  }));
}

function cacheHit({ loaded }: Evidence): readonly Seen[] {
  const { hit, read } = total(loaded.statements.values());
  return hit + read < LEAST_BLOCKS
    ? []
    : [{ subject: TARGET, name: null, value: hit / (hit + read), note: "of the database's shared buffers" }];
}

function waited({ waits }: Evidence): readonly Seen[] {
  return waits.map(({ statement, table, ms }) => ({
    subject: table ?? TARGET,
    name: statement === null ? null : shortStatement(statement),
    value: ms,
    note: null,
  }));
}

function pool({ connections, maxConnections }: Evidence): readonly Seen[] {
  if (maxConnections === 0) return [];
  const note = `${connections} of ${maxConnections}`;
  return [{ subject: TARGET, name: null, value: connections / maxConnections, note }];
}

function stale({ catalog }: Evidence): readonly Seen[] {
  return catalog.tables
    .filter(({ rows, deadRows }) => rows + deadRows >= LARGE)
    .map((table) => ({
      subject: table.name,
      name: null,
      value: table.deadRows / (table.rows + table.deadRows),
      note: lastCare(table),
    }));
}

function lastCare({ vacuumed, analyzed }: Table): string {
  const ago = (days: number | null) =>
    days === null ? "never" : days < 1 ? "today" : `${Math.floor(days)} ${days < 2 ? "day" : "days"} ago`;
  return `last vacuumed ${ago(vacuumed)}, last analysed ${ago(analyzed)}`;
}
