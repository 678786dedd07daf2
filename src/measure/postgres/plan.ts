/** Plans as EXPLAIN (VERBOSE, FORMAT JSON) writes them, and what differs between two. Pure. */
import { z } from "zod";
import { planDifference } from "../plans.ts";

/** A step of a plan. Costs are the planner's: 1 is about a page that is read in order. */
export interface Step {
  /** "Seq Scan", "Index Scan", "Hash Join". */
  readonly type: string;
  readonly schema: string;
  readonly relation: string | null;
  /** What conditions call the relation. */
  readonly alias: string | null;
  readonly index: string | null;
  /** What rows are thrown away by. */
  readonly filter: string | null;
  /** That are expected to be left. */
  readonly rows: number;
  readonly cost: number;
  /** Of a scan that is one side of a join by hash or merge: what joins, and the rows of join and other side. */
  readonly joined: { readonly condition: string; readonly rows: number; readonly others: number } | null;
}

export type Plan = readonly Step[];

const node = z.object({
  "Node Type": z.string(),
  Schema: z.string().default(""),
  "Relation Name": z.string().nullable().default(null),
  Alias: z.string().nullable().default(null),
  "Index Name": z.string().nullable().default(null),
  Filter: z.string().nullable().default(null),
  "Hash Cond": z.string().optional(),
  "Merge Cond": z.string().optional(),
  "Plan Rows": z.number(),
  "Total Cost": z.number(),
  get Plans() {
    return z.array(node).default([]);
  },
});
type Node = z.output<typeof node>;

const explained = z.tuple([z.object({ Plan: node })]);

/** All its steps, from the top; null where it is no plan, or one of more levels than anybody reads. */
export function readPlan(json: unknown): Plan | null {
  try {
    const read = explained.safeParse(json);
    return read.success ? stepsOf(read.data[0].Plan, null) : null;
  } catch (error) {
    // Of our stack: how deep a plan is, its statement says.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function stepsOf(of: Node, joined: Step["joined"]): Plan {
  const step: Step = {
    type: of["Node Type"],
    schema: of.Schema,
    relation: of["Relation Name"],
    alias: of.Alias,
    // The heap scan of a bitmap names no index itself.
    index:
      of["Index Name"] ?? of.Plans.find((child) => child["Node Type"] === "Bitmap Index Scan")?.["Index Name"] ?? null,
    filter: of.Filter,
    rows: of["Plan Rows"],
    cost: of["Total Cost"],
    joined,
  };
  const condition = of["Hash Cond"] ?? of["Merge Cond"];
  const below = (child: Node): Step["joined"] => {
    // What is hashed or sorted on the way is the join's.
    if (of["Node Type"] === "Hash" || of["Node Type"] === "Sort") return joined;
    const other = of.Plans.find((one) => one !== child);
    if (condition === undefined || other === undefined) return null;
    return { condition, rows: of["Plan Rows"], others: other["Plan Rows"] };
  };
  return [step, ...of.Plans.flatMap((child) => stepsOf(child, below(child)))];
}

/** "Index Scan using orders_customer_idx → Seq Scan on orders": how rows are found, else how joined; null: as before. */
export function planChange(base: Plan, head: Plan): string | null {
  return (
    planDifference(base.flatMap(access), head.flatMap(access)) ?? planDifference(base.flatMap(join), head.flatMap(join))
  );
}

function access({ type, relation, index }: Step): readonly string[] {
  if (relation === null) return [];
  return [index === null ? `${type} on ${relation}` : `${type} using ${index}`];
}

const join = ({ type }: Step): readonly string[] => (type === "Nested Loop" || type.endsWith(" Join") ? [type] : []);
