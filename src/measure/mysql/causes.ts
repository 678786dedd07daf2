/** Which statements and indexes are behind what endpoints ask of the database. Pure. */
import type { Cause } from "../../model/cause.ts";
import type { Side } from "../../model/series.ts";
import { shortened } from "../subject.ts";
import { type Counters, total } from "./counters.ts";
import { definitionOf, onlyIn } from "./indexes.ts";
import { idOf, type MetricName } from "./metrics.ts";
import type { Asked, Seen } from "./seen.ts";

type Sides = Readonly<Record<Side, Seen>>;

const MOST = 8;
/** Characters of a statement's name in a sentence. */
const LONGEST = 200;
/** Of the whole change; a smaller part explains nothing. */
const LEAST_SHARE = 0.02;

interface Quantity {
  readonly metric: MetricName;
  readonly unit: Cause["unit"];
  /** A change a request that is none, in `unit`. */
  readonly least: number;
  readonly of: (counters: Counters) => number;
}

const QUERIES: Quantity = { metric: "queries", unit: "count", least: 0.005, of: ({ calls }) => calls };
/** An index can be behind these. */
const BY_PLAN: readonly Quantity[] = [
  { metric: "rows", unit: "count", least: 1, of: ({ examined }) => examined },
  { metric: "time", unit: "ms", least: 0.05, of: ({ ms }) => ms },
];

export const shortStatement = (text: string): string => shortened(text, LONGEST);

/** For each metric of an endpoint that both sides have, the largest part first; of what hardly moved there is none. */
export function causesOf({ base, head }: Sides): readonly Cause[] {
  return [...head.endpoints].flatMap(([endpoint, after]) => {
    const before = base.endpoints.get(endpoint);
    if (!before || before.requests === 0 || after.requests === 0) return [];
    return [
      ...statementCauses(QUERIES, endpoint, before, after),
      ...BY_PLAN.flatMap((quantity) => {
        const statements = statementCauses(quantity, endpoint, before, after);
        return [...indexCauses(quantity, endpoint, statements, { base, head }), ...statements];
      }),
    ];
  });
}

function statementCauses(
  { metric, unit, least, of }: Quantity,
  endpoint: string,
  before: Asked,
  after: Asked,
): readonly Cause[] {
  const sum = ({ requests, statements }: Asked) => of(total(statements.values())) / requests;
  const part = ({ requests, statements }: Asked, statement: string) => {
    const counters = statements.get(statement);
    return counters === undefined ? null : of(counters) / requests;
  };
  const whole = sum(after) - sum(before);
  const smallest = Math.max(least, LEAST_SHARE * Math.abs(whole));
  const change = ({ base, head }: Pick<Cause, "base" | "head">) => Math.abs((head ?? 0) - (base ?? 0));
  return [...new Set([...after.statements.keys(), ...before.statements.keys()])]
    .map((statement) => ({
      ...({ metric: idOf(metric, endpoint), kind: "statement", name: shortStatement(statement), unit, whole } as const),
      ...{ base: part(before, statement), head: part(after, statement), note: null, at: null },
    }))
    .filter((cause) => change(cause) >= smallest)
    .sort((one, other) => change(other) - change(one))
    .slice(0, MOST);
}

/** Indexes that one side alone has, of tables that the statements name. */
function indexCauses(
  { metric }: Quantity,
  endpoint: string,
  statements: readonly Cause[],
  { base, head }: Sides,
): readonly Cause[] {
  if (!base.catalog || !head.catalog) return [];
  const isNamed = (table: string) => statements.some(({ name }) => tablesOf(name).has(table.toLowerCase()));
  const shared = { metric: idOf(metric, endpoint), kind: "index", unit: "bytes", whole: null, at: null } as const;
  const found = [
    ...onlyIn(base.catalog, head.catalog).map((index) => ({ index, base: index.bytes, head: null })),
    ...onlyIn(head.catalog, base.catalog).map((index) => ({ index, base: null, head: index.bytes })),
  ];
  return found
    .filter(({ index }) => isNamed(index.table))
    .slice(0, MOST)
    .map(({ index, ...numbers }) => ({
      ...shared,
      ...numbers,
      name: index.name,
      note: `on ${index.table} ${definitionOf(index)}`,
    }));
}

/** Words of a statement in small letters: a name of a table is one of them. */
export const tablesOf = (statement: string): ReadonlySet<string> =>
  new Set(statement.toLowerCase().split(/[^\p{L}\p{N}_$]+/u));
