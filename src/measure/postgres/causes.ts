/** Which statements, plans and indexes are behind what endpoints ask of the database. Pure. */
import type { Cause } from "../../model/cause.ts";
import type { Side } from "../../model/series.ts";
import { causesOfStatements, type Known, type Quantity, type Reason, wordsOf } from "../statements.ts";
import type { Index } from "./catalog.ts";
import type { Counters } from "./counters.ts";
import type { Both, Evidence } from "./evidence.ts";
import { onlyIn } from "./indexes.ts";
import { idOf, type MetricName } from "./metrics.ts";
import { planChange } from "./plan.ts";

type Sides = Readonly<Record<Side, Evidence>>;

const QUANTITIES: readonly Quantity<MetricName, Counters>[] = [
  { metric: "queries", unit: "count", least: 0.005, of: ({ calls }) => calls, isByPlan: false },
  { metric: "rows", unit: "count", least: 0.005, of: ({ rows }) => rows, isByPlan: false },
  { metric: "blocks", unit: "count", least: 1, of: ({ hit, read }) => hit + read, isByPlan: true },
  { metric: "time", unit: "ms", least: 0.005, of: ({ ms }) => ms, isByPlan: true },
];

export function causesOf({ base, head }: Both): readonly Cause[] {
  if (base === null || head === null) return [];
  const known: Known<MetricName> = {
    idOf,
    noteOf: (statement) => head.callers.get(statement) ?? base.callers.get(statement) ?? null,
    planChange(statement) {
      const [was, is] = [base.plans.get(statement), head.plans.get(statement)];
      return was === undefined || is === undefined ? null : planChange(was, is);
    },
    indexesOf: (statements) => changedIndexes(statements, { base, head }),
  };
  return causesOfStatements(QUANTITIES, { base: base.endpoints, head: head.endpoints }, known);
}

/** Those that a statement uses by its plan, or, where it has none, whose table it names. */
function changedIndexes(statements: readonly string[], { base, head }: Sides): readonly Reason[] {
  const touched = (index: Index, { plans }: Evidence) =>
    statements.some((statement) => {
      const plan = plans.get(statement);
      if (plan !== undefined) return plan.some((step) => step.index === index.name);
      return wordsOf(statement).has(unquoted(index.table.slice(index.table.lastIndexOf(".") + 1)).toLowerCase());
    });
  const found = (index: Index, numbers: Pick<Cause, "base" | "head">): Reason => ({
    ...{ kind: "index", name: index.name, unit: "bytes", whole: null },
    ...numbers,
    note: `on ${index.table}, ${index.definition}`,
  });
  const [gone, come] = [
    onlyIn(base.catalog.indexes, head.catalog.indexes),
    onlyIn(head.catalog.indexes, base.catalog.indexes),
  ];
  return [
    ...gone.filter((index) => touched(index, base)).map((index) => found(index, { base: index.bytes, head: null })),
    ...come.filter((index) => touched(index, head)).map((index) => found(index, { base: null, head: index.bytes })),
  ];
}

const unquoted = (name: string) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);
