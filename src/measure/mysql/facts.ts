/** What rules are judged by. Pure. */
import type { Fact } from "../../model/finding.ts";
import type { Side } from "../../model/series.ts";
import type { FactRule, Found } from "../fact-rule.ts";
import { gatherFacts } from "../facts.ts";
import { ALL, createRanges, type Ranges, type SideRanges } from "../ranges.ts";
import { busyPool, repeatedStatements, senderOf, slowStatements } from "../statement-facts.ts";
import { shortStatement, wordsOf } from "../statements.ts";
import { TARGET } from "../watched.ts";
import { keyOf } from "./catalog.ts";
import type { Counters } from "./counters.ts";
import { definitionOf, duplicates } from "./indexes.ts";
import type { Seen } from "./seen.ts";

/** Rows read for each that is sent, from which a scan of a whole table is no way to find them. */
const WASTED = 10;

/** `repeatedAfter`: requests of an endpoint that must be exceeded before a statement of it is said to be repeated. */
export function factsOf(
  sides: Readonly<Record<Side, Seen>>,
  repeatedAfter: number,
  ranges: SideRanges<Seen>,
): readonly Fact[] {
  return gatherFacts("mysql", rulesOf(repeatedAfter), sides, ranges);
}

/** Of what was seen in one round each: in one there may be as few requests of an endpoint as one. */
export const newRanges = (): Ranges<Seen> => createRanges(rulesOf(0));

function rulesOf(repeatedAfter: number): readonly FactRule<Seen>[] {
  const looked = ({ loaded }: Seen) => (loaded.requests === 0 ? [] : [ALL]);
  return [
    {
      ...{ rule: "n-plus-one", unit: "count", looked: ({ endpoints }) => endpoints.keys() },
      of: (seen) => repeatedStatements(seen, repeatedAfter, () => null),
    },
    { rule: "slow-statement", unit: "ms", of: (seen) => slowStatements(seen, () => null), looked },
    { rule: "missing-index", unit: "count", of: unindexed, looked },
    { rule: "unused-index", unit: "bytes", of: unused, looked },
    { rule: "duplicate-index", unit: "bytes", of: doubled, looked },
    // Without anything that is read there is no share, which is not nothing.
    {
      rule: "low-cache-hit",
      unit: "fraction",
      of: cacheHit,
      looked: (seen) => cacheHit(seen).map(({ subject }) => subject),
    },
    { rule: "lock-wait", unit: "ms", of: waited, looked },
    { rule: "busy-pool", unit: "fraction", of: busyPool, looked },
  ];
}

function unindexed(seen: Seen): readonly Found[] {
  const isWasteful = ({ unindexed, calls, examined, sent }: Counters) =>
    unindexed * 2 >= calls && examined > WASTED * sent;
  const all = [...seen.endpoints.values(), seen.loaded].flatMap(({ statements }) => [...statements]);
  return all
    .filter(([, counters]) => isWasteful(counters))
    .map(([statement, { examined, sent, calls }]) => ({
      subject: tableOf(seen, statement),
      name: shortStatement(statement),
      key: statement,
      value: examined / calls,
      note: `for ${rowsOf(sent / calls)} returned, asked by ${nameOf(senderOf(seen, statement))}`,
    }));
}

const rowsOf = (each: number) => (Math.round(each) === 1 ? "1 row" : `${Math.round(each)} rows`);
const nameOf = (sender: string) => (sender === TARGET ? "the target" : sender);

/** The largest table that it names. */
function tableOf({ catalog }: Seen, statement: string): string {
  const words = wordsOf(statement);
  return catalog?.tables.find(({ name }) => words.has(name.toLowerCase()))?.name ?? TARGET;
}

function unused({ catalog, indexReads }: Seen): readonly Found[] {
  return (catalog?.indexes ?? [])
    .filter((index) => !index.isUnique && (indexReads.get(keyOf(index)) ?? 0) === 0)
    .map((index) => ({
      subject: index.table,
      name: index.name,
      value: index.bytes,
      note: `${definitionOf(index)}; about, as a part of all indexes of the table`,
    }));
}

function doubled({ catalog }: Seen): readonly Found[] {
  return (catalog ? duplicates(catalog) : []).map(({ index, by }) => ({
    subject: index.table,
    name: index.name,
    value: index.bytes,
    note: `${definitionOf(index)}; ${by.name} is ${definitionOf(by)}`,
  }));
}

function cacheHit({ pages: { asked, fetched } }: Seen): readonly Found[] {
  if (asked === 0) return [];
  const note = "of the buffer pool, which all databases of the server share";
  return [{ subject: TARGET, name: null, value: (asked - fetched) / asked, note }];
}

function waited({ waits }: Seen): readonly Found[] {
  return [...waits].map(([statement, value]) => ({
    subject: TARGET,
    name: statement === "" ? null : shortStatement(statement),
    value,
    note: null,
  }));
}
