import type { Baseline } from "../model/baseline.ts";
import { type Comparison, UNDIRECTED } from "../model/comparison.ts";
import type { MetricId } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import type { Plan } from "../model/plan.ts";
import type { Series } from "../model/series.ts";
import { meantBy, type OfKind, type Prepared, prepare, prepareStored, valuesOf } from "./prepare.ts";
import { lostByHead, withRecorded } from "./recorded.ts";
import { resolveRule, unmatchedGlobs } from "./rules.ts";
import { type AtLooks, decideAlone, decideAtLooks, planOnce } from "./sequential.ts";
import { holm } from "./statistics/holm.ts";
import { decideStored } from "./stored.ts";

/**
 * What earlier jobs stored, and what for. recorded: stands for a base that was not measured, for exact metrics; whatever
 * varies by chance stays without a base. stored: besides, such a metric is set against how much it varies over stored jobs.
 * beside: base was measured; stored jobs may clear a metric early.
 */
export interface Against {
  readonly kind: "recorded" | "stored" | "beside";
  readonly baseline: Baseline;
}

export interface CompareInput {
  readonly against?: Against | null;
  /** One a metric id. */
  readonly series: readonly Series[];
  readonly overrides: readonly MetricOverride[];
  /** False alarms allowed, all gating metrics together: 0.01 is 1 %. */
  readonly falseAlarms: number;
  /** When it may be decided; null or absent: once, over all rounds. */
  readonly plan?: Plan | null;
  /** As in Deciding; absent: all rounds are used. */
  readonly stopping?: boolean;
}

export interface Compared {
  /** In the order of the series, then what only stored jobs have; without those whose role is off. */
  readonly comparisons: readonly Comparison[];
  /** As compared: with stored values where base has none of its own. */
  readonly series: readonly Series[];
  /** The number of metrics that the false alarms were split over: gating, statistical, with something to be set against. */
  readonly family: number;
  /** Collectors that need no further round. One without gating metrics is not among them. */
  readonly ended: AtLooks["ended"];
  /** What stored jobs showed unchanged. */
  readonly cleared: readonly MetricId[];
  /** Globs of the config that match no metric. */
  readonly unmatchedGlobs: readonly string[];
}

/**
 * Compares every metric. The false alarms are split over the gating ones alone; a watched metric is tested by itself, over
 * all rounds, at the plain `falseAlarms`, so that watching more never costs the gating metrics any power.
 */
export function compareAll(input: CompareInput): Compared {
  const { series: measured, overrides, against = null } = input;
  const series = seriesAgainst(measured, against);
  const known = against === null ? null : valuesOf(against.baseline);
  const prepared = series.flatMap((one): readonly Prepared[] => {
    const rule = resolveRule(one.metric, overrides);
    if (rule === "off") return [];
    const metric = meantBy(one, overrides);
    return [against?.kind === "stored" ? prepareStored(one, metric, rule, known!) : prepare(one, metric, rule, known)];
  });
  const gating = prepared.filter(({ kind, rule }) => kind !== "settled" && rule.role === "gate");
  const stored = decideBesideJobs(prepared, input.falseAlarms);
  const paired = decidePaired(prepared, input);
  const comparisons = prepared.map((one) => {
    if (one.kind === "settled") return one.comparison;
    return one.kind === "stored" ? stored.get(one)! : paired.comparisons.get(one)!;
  });
  return {
    comparisons: comparisons.map((one) => withRoleReason(undirected(one))),
    series,
    family: Math.max(gating.length, input.plan?.family ?? 0),
    ended: paired.ended,
    cleared: [...paired.cleared].map(({ id }) => id),
    unmatchedGlobs: unmatchedGlobs(
      series.map(({ metric }) => metric.id),
      overrides,
    ),
  };
}

function seriesAgainst(series: readonly Series[], against: Against | null): readonly Series[] {
  if (against === null || against.kind === "beside") return series;
  const recorded = withRecorded(series, against.baseline);
  return against.kind === "stored" ? [...recorded, ...lostByHead(series, against.baseline)] : recorded;
}

/** Holm over the gating metrics, once for each direction. */
function decideBesideJobs(prepared: readonly Prepared[], falseAlarms: number): ReadonlyMap<Prepared, Comparison> {
  const all = prepared.filter((one): one is OfKind<"stored"> => one.kind === "stored");
  const gating = all.filter(({ rule }) => rule.role === "gate");
  const worse = holm(
    gating.map(({ tested }) => tested.pWorse),
    gating.length,
  );
  const better = holm(
    gating.map(({ tested }) => tested.pBetter),
    gating.length,
  );
  return new Map(
    all.map((one) => {
      const i = gating.indexOf(one);
      const plain = { worse: one.tested.pWorse, better: one.tested.pBetter };
      const adjusted = i < 0 ? plain : { worse: worse[i]!, better: better[i]! };
      return [one, decideStored(one.tested, { falseAlarms, divisor: i < 0 ? 1 : gating.length, adjusted })];
    }),
  );
}

function decidePaired(
  prepared: readonly Prepared[],
  { plan, falseAlarms, stopping = false }: CompareInput,
): Omit<AtLooks, "comparisons"> & { readonly comparisons: ReadonlyMap<Prepared, Comparison> } {
  const all = prepared.filter((one): one is OfKind<"paired"> => one.kind === "paired");
  const gating = all.filter(({ rule }) => rule.role === "gate").map(({ candidate }) => candidate);
  const decided = decideAtLooks(gating, { plan: plan ?? planOnce(gating), falseAlarms, stopping });
  const comparisonOf = ({ candidate }: OfKind<"paired">) =>
    decided.comparisons.get(candidate) ?? decideAlone(candidate, falseAlarms);
  return { ...decided, comparisons: new Map(all.map((one) => [one, comparisonOf(one)])) };
}

/**
 * What moved, and nobody has said which way is better: watched it is changed, for better or worse; gating it is not decided,
 * as half of what it may do would pass.
 */
function undirected(comparison: Comparison): Comparison {
  const { metric, rule, change } = comparison;
  if (metric.better !== null) return comparison;
  const told = { ...comparison, p: null, pAdjusted: null };
  if (change !== "regressed" && change !== "improved") return told;
  if (rule.role === "watch") return { ...told, change: "changed" };
  return { ...told, change: "inconclusive", note: UNDIRECTED };
}

/** A metric that its collector lowered to watching says so, before anything else. */
function withRoleReason(comparison: Comparison): Comparison {
  const { metric, rule, note } = comparison;
  if (rule.role !== "watch" || metric.roleReason === undefined) return comparison;
  const watched = `watched only: ${metric.roleReason}`;
  return { ...comparison, note: note === undefined ? watched : `${watched}; ${note}` };
}
