/** Which rows a reader sees first: what moved, worst first; the rest is folded. */
import type { Change, Comparison } from "../../model/comparison.ts";
import { parseMetricId } from "../../model/metric.ts";
import type { BudgetCheck } from "../../model/verdict.ts";

export interface Rows {
  /** What moved, and gating metrics that are not settled; worst first. */
  readonly moved: readonly Comparison[];
  /** Everything else, by collector, in order of id. */
  readonly settled: ReadonlyMap<string, readonly Comparison[]>;
}

const SEVERITY: readonly (readonly [role: "gate" | "watch", change: Change])[] = [
  ["gate", "regressed"],
  ["gate", "missing"],
  ["gate", "inconclusive"],
  ["watch", "regressed"],
  ["watch", "missing"],
  ["gate", "improved"],
  ["watch", "improved"],
  ["gate", "new"],
  ["watch", "new"],
];

export function rowsOf(comparisons: readonly Comparison[]): Rows {
  const moved = comparisons.filter((one) => severity(one) < SEVERITY.length);
  const rest = comparisons.filter((one) => severity(one) === SEVERITY.length);
  const settled = new Map<string, Comparison[]>();
  for (const one of rest.toSorted(byId)) {
    const collector = parseMetricId(one.metric.id)?.collector ?? "other";
    const group = settled.get(collector);
    if (group) group.push(one);
    else settled.set(collector, [one]);
  }
  return { moved: moved.toSorted(worstFirst), settled };
}

const OUTCOMES: readonly BudgetCheck["outcome"][] = ["broken", "broken-by-estimate", "no-samples", "kept"];

/** Worst first; among equals in the order given. */
export function budgetRows(budgets: readonly BudgetCheck[]): {
  readonly open: readonly BudgetCheck[];
  readonly kept: readonly BudgetCheck[];
} {
  const rank = ({ outcome, level }: BudgetCheck) => 2 * OUTCOMES.indexOf(outcome) + (level === "max" ? 0 : 1);
  return {
    open: budgets.filter(({ outcome }) => outcome !== "kept").toSorted((a, b) => rank(a) - rank(b)),
    kept: budgets.filter(({ outcome }) => outcome === "kept"),
  };
}

const ORDER: readonly Change[] = ["regressed", "missing", "inconclusive", "improved", "new", "unchanged"];

/** "Gating: 2 regressed, 3 unchanged. Watched: 1 inconclusive." Empty when nothing was compared. */
export function countLine(comparisons: readonly Comparison[]): string {
  const counts = (role: "gate" | "watch") => changes(comparisons.filter(({ rule }) => rule.role === role));
  return [
    ["Gating", counts("gate")],
    ["Watched", counts("watch")],
  ]
    .filter(([, said]) => said !== "")
    .map(([role, said]) => `${role}: ${said}.`)
    .join(" ");
}

function changes(comparisons: readonly Comparison[]): string {
  return ORDER.map((change) => [comparisons.filter((one) => one.change === change).length, change] as const)
    .filter(([count]) => count > 0)
    .map(([count, change]) => `${count} ${change}`)
    .join(", ");
}

function severity({ rule, change }: Comparison): number {
  const index = SEVERITY.findIndex(([role, of]) => role === rule.role && of === change);
  return index < 0 ? SEVERITY.length : index;
}

function worstFirst(a: Comparison, b: Comparison): number {
  return severity(a) - severity(b) || harm(b) - harm(a) || byId(a, b);
}

/** How much worse, in units of what the gate promises to find, so that milliseconds and bytes can be set in one order. */
function harm({ metric, rule, effect }: Comparison): number {
  if (effect === null || !Number.isFinite(effect.value)) return 0;
  const unit = rule.detect || rule.tolerate.relative || rule.tolerate.absolute || 1;
  return ((metric.better === "lower" ? 1 : -1) * effect.value) / unit;
}

/** By code units: the same order on every machine. */
function byId(a: Comparison, b: Comparison): number {
  return a.metric.id < b.metric.id ? -1 : a.metric.id > b.metric.id ? 1 : 0;
}
