/** Which rows a reader sees first: what moved, worst first; the rest is folded. */
import type { Change, Comparison } from "../../../model/comparison.ts";
import { type MetricId, parseMetricId } from "../../../model/metric.ts";
import type { BudgetCheck } from "../../../model/verdict.ts";

export interface Rows {
  /** What moved, worst first. */
  readonly moved: readonly Comparison[];
  /** Gating metrics that are not settled, worst first. */
  readonly open: readonly Comparison[];
  /** Everything else, by collector, in order of id. */
  readonly settled: ReadonlyMap<string, readonly Comparison[]>;
}

const SEVERITY: readonly (readonly [role: "gate" | "watch", change: Change])[] = [
  ["gate", "regressed"],
  ["gate", "missing"],
  ["watch", "regressed"],
  ["watch", "missing"],
  ["watch", "changed"],
  ["gate", "improved"],
  ["watch", "improved"],
  ["gate", "new"],
  ["watch", "new"],
];

export function rowsOf(comparisons: readonly Comparison[]): Rows {
  const moved = comparisons.filter(isMoved);
  const open = comparisons.filter(isOpen);
  const rest = comparisons.filter((one) => !isMoved(one) && !isOpen(one));
  const settled = new Map<string, Comparison[]>();
  for (const one of rest.toSorted(byId)) {
    const collector = parseMetricId(one.metric.id)?.collector ?? "other";
    const group = settled.get(collector);
    if (group) group.push(one);
    else settled.set(collector, [one]);
  }
  return { moved: moved.toSorted(worstFirst), open: open.toSorted(worstFirst), settled };
}

/** A file that grew moves half a dozen watched sizes: beside what gates, more of them hide what a reader looks for. */
const MOST_WATCHED = 3;

/** What of the rows that moved a reader sees first: all that gates, and the worst that is watched, in the same order. */
export function shownOf(moved: readonly Comparison[]): Record<"shown" | "rest", readonly Comparison[]> {
  const watched = moved.filter(({ rule }) => rule.role === "watch");
  const rest = new Set(watched.slice(MOST_WATCHED));
  return { shown: moved.filter((one) => !rest.has(one)), rest: [...rest] };
}

/** Zero on both sides is nothing that moved, however little may be known of it. */
const isZero = ({ base, head }: Comparison) => base === 0 && head === 0;
const isMoved = (one: Comparison) => severity(one) < SEVERITY.length && !isZero(one);
const isOpen = (one: Comparison) => one.rule.role === "gate" && one.change === "inconclusive";

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

/** In the order in which a reader asks; the page sorts and filters its table by the position in it. */
export const RESULTS = [
  "regressed",
  "accepted",
  "missing",
  "inconclusive",
  "improved",
  "changed",
  "new",
  "unchanged",
] as const satisfies readonly (Change | "accepted")[];

const NONE: ReadonlySet<MetricId> = new Set();

/** "Gating: 2 regressed, 3 unchanged. Watched: 1 inconclusive." Empty when nothing was compared. */
export function countLine(comparisons: readonly Comparison[], accepted = NONE): string {
  const counts = (role: "gate" | "watch") =>
    changes(
      comparisons.filter(({ rule }) => rule.role === role),
      accepted,
    );
  return [
    ["Gating", counts("gate")],
    ["Watched", counts("watch")],
  ]
    .filter(([, said]) => said !== "")
    .map(([role, said]) => `${role}: ${said}.`)
    .join(" ");
}

/** "2 regressed, 3 unchanged". */
export function changes(comparisons: readonly Comparison[], accepted = NONE): string {
  const counts = new Map<string, number>();
  for (const { metric, change } of comparisons) {
    const said = accepted.has(metric.id) ? "accepted" : change;
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return RESULTS.flatMap((change) => (counts.has(change) ? [`${counts.get(change)} ${change}`] : [])).join(", ");
}

function severity({ rule, change }: Comparison): number {
  const index = SEVERITY.findIndex(([role, of]) => role === rule.role && of === change);
  return index < 0 ? SEVERITY.length : index;
}

function worstFirst(a: Comparison, b: Comparison): number {
  return severity(a) - severity(b) || weight(b) - weight(a) || byId(a, b);
}

/** Of what got better the largest gain comes first. */
function weight(one: Comparison): number {
  if (one.change === "changed") return Math.abs(harm(one));
  return one.change === "improved" ? -harm(one) : harm(one);
}

/** How much worse, in units of what the gate promises to find, so that milliseconds and bytes can be set in one order. */
function harm({ metric, rule, effect }: Comparison): number {
  if (effect === null || !Number.isFinite(effect.value)) return 0;
  const unit = rule.detect || rule.tolerate.relative || rule.tolerate.absolute || 1;
  return ((metric.better === "higher" ? -1 : 1) * effect.value) / unit;
}

/** By code units: the same order on every machine. */
function byId(a: Comparison, b: Comparison): number {
  return a.metric.id < b.metric.id ? -1 : a.metric.id > b.metric.id ? 1 : 0;
}
