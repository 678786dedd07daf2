// src/measure/postgres/plan.ts
import { z } from "../../vendor/zod.js";
import { planDifference } from "../plans.js";
var node = z.object({
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
  }
});
var explained = z.tuple([z.object({ Plan: node })]);
function readPlan(json) {
  try {
    const read = explained.safeParse(json);
    return read.success ? stepsOf(read.data[0].Plan, null) : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
function stepsOf(of, joined) {
  const step = {
    type: of["Node Type"],
    schema: of.Schema,
    relation: of["Relation Name"],
    alias: of.Alias,
    // The heap scan of a bitmap names no index itself.
    index: of["Index Name"] ?? of.Plans.find((child) => child["Node Type"] === "Bitmap Index Scan")?.["Index Name"] ?? null,
    filter: of.Filter,
    rows: of["Plan Rows"],
    cost: of["Total Cost"],
    joined
  };
  const condition = of["Hash Cond"] ?? of["Merge Cond"];
  const below = (child) => {
    if (of["Node Type"] === "Hash" || of["Node Type"] === "Sort") return joined;
    const other = of.Plans.find((one) => one !== child);
    if (condition === void 0 || other === void 0) return null;
    return { condition, rows: of["Plan Rows"], others: other["Plan Rows"] };
  };
  return [step, ...of.Plans.flatMap((child) => stepsOf(child, below(child)))];
}
function planChange(base, head) {
  return planDifference(base.flatMap(access), head.flatMap(access)) ?? planDifference(base.flatMap(join), head.flatMap(join));
}
function access({ type, relation, index }) {
  if (relation === null) return [];
  return [index === null ? `${type} on ${relation}` : `${type} using ${index}`];
}
var join = ({ type }) => type === "Nested Loop" || type.endsWith(" Join") ? [type] : [];
export {
  planChange,
  readPlan
};
