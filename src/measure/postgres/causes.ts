/** Which statements, plans and indexes are behind what endpoints ask of the database. Pure. */
import type { Cause } from "../../model/cause.ts";
import type { Index } from "./catalog.ts";
import { type Counters, NONE, total } from "./counters.ts";
import type { Asked, Both, Evidence } from "./evidence.ts";
import { onlyIn } from "./indexes.ts";
import { idOf, type MetricName } from "./metrics.ts";
import { planChange } from "./plan.ts";
import { shortStatement } from "./text.ts";

const MOST = 8;
/** Of the whole change; a smaller part explains nothing. */
const LEAST_SHARE = 0.02;

interface Quantity {
  readonly metric: MetricName;
  readonly unit: Cause["unit"];
  /** A change a request that is none, in `unit`. */
  readonly least: number;
  readonly of: (counters: Counters) => number;
  /** Whether a plan or an index can be behind it. */
  readonly isByPlan: boolean;
}

const QUANTITIES: readonly Quantity[] = [
  { metric: "queries", unit: "count", least: 0.005, of: ({ calls }) => calls, isByPlan: false },
  { metric: "rows", unit: "count", least: 0.005, of: ({ rows }) => rows, isByPlan: false },
  { metric: "blocks", unit: "count", least: 1, of: ({ hit, read }) => hit + read, isByPlan: true },
  { metric: "time", unit: "ms", least: 0.05, of: ({ ms }) => ms, isByPlan: true },
];

/** For each metric of an endpoint that both sides have, the largest part first; of what hardly moved there is none. */
export function causesOf({ base, head }: Both): readonly Cause[] {
  if (base === null || head === null) return [];
  return [...head.endpoints].flatMap(([endpoint, after]) => {
    const before = base.endpoints.get(endpoint);
    if (before === undefined || before.requests === 0 || after.requests === 0) return [];
    return QUANTITIES.flatMap((quantity) => ofMetric(quantity, endpoint, { before, after }, { base, head }));
  });
}

interface Part {
  readonly statement: string;
  /** A request; null: never asked on that side. */
  readonly base: number | null;
  readonly head: number | null;
}

function ofMetric(
  quantity: Quantity,
  endpoint: string,
  { before, after }: Readonly<Record<"before" | "after", Asked>>,
  sides: Readonly<Record<"base" | "head", Evidence>>,
): readonly Cause[] {
  const whole = perRequest(quantity, after) - perRequest(quantity, before);
  if (Math.abs(whole) < quantity.least) return [];
  const least = Math.max(quantity.least, LEAST_SHARE * Math.abs(whole));
  const parts = partsOf(quantity, before, after)
    .filter((part) => Math.abs(growth(part)) >= least)
    .sort((x, y) => Math.abs(growth(y)) - Math.abs(growth(x)))
    .slice(0, MOST);
  const shared = { metric: idOf(quantity.metric, endpoint), at: null };
  const statements = parts.flatMap(({ statement, ...numbers }): readonly Cause[] => {
    const name = shortStatement(statement);
    const note = sides.head.callers.get(statement) ?? sides.base.callers.get(statement) ?? null;
    const plan = quantity.isByPlan ? changeOfPlan(statement, sides) : null;
    return [
      { ...shared, kind: "statement", name, ...numbers, unit: quantity.unit, whole, note },
      ...(plan === null
        ? []
        : [
            {
              ...shared,
              kind: "plan" as const,
              name,
              base: null,
              head: null,
              unit: quantity.unit,
              whole: null,
              note: plan,
            },
          ]),
    ];
  });
  const indexes = quantity.isByPlan ? changedIndexes(parts, sides) : [];
  return [...indexes.map((index) => ({ ...shared, ...index })), ...statements];
}

const growth = ({ base, head }: Part) => (head ?? 0) - (base ?? 0);

const perRequest = ({ of }: Quantity, { requests, statements }: Asked) => of(total(statements.values())) / requests;

function partsOf({ of }: Quantity, before: Asked, after: Asked): readonly Part[] {
  const part = (asked: Asked, statement: string) =>
    asked.statements.has(statement) ? of(asked.statements.get(statement) ?? NONE) / asked.requests : null;
  return [...new Set([...after.statements.keys(), ...before.statements.keys()])].map((statement) => ({
    statement,
    base: part(before, statement),
    head: part(after, statement),
  }));
}

function changeOfPlan(statement: string, { base, head }: Readonly<Record<"base" | "head", Evidence>>): string | null {
  const [was, is] = [base.plans.get(statement), head.plans.get(statement)];
  return was === undefined || is === undefined ? null : planChange(was, is);
}

/** Indexes that one side alone has, and the other's statements could have used: by the plan, else by the name of their table. */
function changedIndexes(
  parts: readonly Part[],
  { base, head }: Readonly<Record<"base" | "head", Evidence>>,
): readonly Omit<Cause, "metric" | "at">[] {
  const touched = (index: Index, { plans }: Evidence) =>
    parts.some(({ statement }) => {
      const plan = plans.get(statement);
      if (plan !== undefined) return plan.some((step) => step.index === index.name);
      return wordsOf(statement).has(unquoted(index.table.slice(index.table.lastIndexOf(".") + 1)).toLowerCase());
    });
  const found = (index: Index, numbers: Pick<Cause, "base" | "head">): Omit<Cause, "metric" | "at"> => ({
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
  ].slice(0, MOST);
}

const unquoted = (name: string) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

const wordsOf = (statement: string): ReadonlySet<string> => new Set(statement.toLowerCase().split(/[^\p{L}\p{N}_]+/u));
