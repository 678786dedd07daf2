/** Which statements, plans and indexes are behind what endpoints ask of the database. Pure. */
import type { Cause } from "../../model/cause.ts";
import type { Side } from "../../model/series.ts";
import { planDifference } from "../plans.ts";
import { causesOfStatements, type Known, type Quantity, type Reason, wordsOf } from "../statements.ts";
import type { Counters } from "./counters.ts";
import { definitionOf, onlyIn } from "./indexes.ts";
import { idOf, type MetricName } from "./metrics.ts";
import type { Seen } from "./seen.ts";

type Sides = Readonly<Record<Side, Seen>>;

const QUANTITIES: readonly Quantity<MetricName, Counters>[] = [
  { metric: "queries", unit: "count", least: 0.005, of: ({ calls }) => calls, isByPlan: false },
  { metric: "rows", unit: "count", least: 1, of: ({ examined }) => examined, isByPlan: true },
  { metric: "time", unit: "ms", least: 0.005, of: ({ ms }) => ms, isByPlan: true },
];

export function causesOf({ base, head }: Sides): readonly Cause[] {
  const known: Known<MetricName> = {
    idOf,
    noteOf: () => null,
    planChange(statement) {
      const [was, is] = [base.plans.get(statement), head.plans.get(statement)];
      return was === undefined || is === undefined ? null : planDifference(was, is);
    },
    indexesOf: (statements) => changedIndexes(statements, { base, head }),
  };
  return causesOfStatements(QUANTITIES, { base: base.endpoints, head: head.endpoints }, known);
}

/** Of tables that the statements name. */
function changedIndexes(statements: readonly string[], { base, head }: Sides): readonly Reason[] {
  if (!base.catalog || !head.catalog) return [];
  const words = statements.map(wordsOf);
  const found = [
    ...onlyIn(base.catalog, head.catalog).map((index) => ({ index, base: index.bytes, head: null })),
    ...onlyIn(head.catalog, base.catalog).map((index) => ({ index, base: null, head: index.bytes })),
  ];
  return found
    .filter(({ index }) => words.some((one) => one.has(index.table.toLowerCase())))
    .map(({ index, ...numbers }) => ({
      ...({ kind: "index", name: index.name, unit: "bytes", whole: null } as const),
      ...numbers,
      note: `on ${index.table} ${definitionOf(index)}`,
    }));
}
