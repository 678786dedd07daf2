import type { Comparison } from "../model/comparison.ts";
import {
  type ExactSeries,
  inRounds,
  type LimitSeries,
  type RateSeries,
  type SampledSeries,
  type Series,
} from "../model/series.ts";
import type { BudgetCheck } from "../model/verdict.ts";
import { buildSpread } from "./exact.ts";
import { present, typicalHead } from "./pairs.ts";
import { share, unlessEmpty } from "./rate.ts";
import { hodgesLehmann } from "./statistics/hodges-lehmann.ts";

type Operator = LimitSeries["operator"];

const LEVEL = 0.95;

export interface BudgetInput {
  readonly series: readonly Series[];
  /** Of the same metrics: they carry the rules with their limits, and what base gave or stored jobs in its place. */
  readonly comparisons: readonly Comparison[];
  /** Limits that tools' own configs state. */
  readonly limits: readonly LimitSeries[];
  /** On an unfit runner nothing that varies by chance is broken for certain. */
  readonly isUnfit?: boolean;
}

/**
 * Every absolute limit, judged on head: the `warn` and `max` of the metrics' rules, then the tools' own. They hold whether
 * or not there is a base, and are no part of the promise about false alarms.
 */
export function checkBudgets({ series, comparisons, limits, isUnfit = false }: BudgetInput): readonly BudgetCheck[] {
  const byId = new Map(series.map((one) => [one.metric.id, one]));
  const ofRules = comparisons.flatMap((comparison) => {
    const one = byId.get(comparison.metric.id);
    return one === undefined ? [] : checkRule(comparison, one);
  });
  const varies = new Set(limits.filter(({ judged }) => judged === "interval").map(({ name }) => name));
  return [...ofRules, ...limits.map(checkLimit)].map((check) => {
    const isExact = check.metric === null ? !varies.has(check.name) : byId.get(check.metric)?.kind === "exact";
    return isUnfit && !isExact && check.outcome === "broken" ? { ...check, outcome: "broken-by-estimate" } : check;
  });
}

function checkRule({ metric, rule, base }: Comparison, one: Series): readonly BudgetCheck[] {
  // A file that is gone keeps every limit on its size; an endpoint that gave no sample, or lost its counts, keeps none.
  if (one.kind === "exact" && one.head === null && !one.lost?.includes("head")) return [];
  // A count may be set beside base by the two nearest of its rounds: its limit is on all of head's.
  const series = inRounds(one);
  const head = series.kind === "exact" ? series.head : typicalHead(series);
  const operator = metric.better === "higher" ? ">=" : "<=";
  return (["max", "warn"] as const).flatMap((level) => {
    const limit = rule[level];
    if (limit === undefined) return [];
    const outcome =
      series.kind === "exact"
        ? judgeExact(series, operator, limit)
        : judgeLimit(head, roundsOf(series), operator, limit);
    const at = rule.limitsAt?.[level] ?? null;
    return [{ name: metric.id, metric: metric.id, level, operator, limit, unit: metric.unit, base, head, outcome, at }];
  });
}

function checkLimit({ name, level, judged, operator, limit, unit, pooled, rounds, at }: LimitSeries): BudgetCheck {
  const { base, head } = pooled;
  const outcome =
    judged === "value" ? judgeValue(head, operator, limit) : judgeLimit(head, present(rounds.head), operator, limit);
  return { name, metric: null, level, operator, limit, unit, base, head, outcome, at };
}

/** Of a value that does not vary by chance. */
function judgeValue(value: number | null, operator: Operator, limit: number): BudgetCheck["outcome"] {
  if (value === null) return "no-samples";
  return holds(value, operator, limit) ? "kept" : "broken";
}

/**
 * The limit is about head alone, but head was built once: only what breaks it by more than two builds of base differ is
 * certain, as for regressed.
 */
function judgeExact(series: ExactSeries, operator: Operator, limit: number): BudgetCheck["outcome"] {
  const outcome = judgeValue(series.head, operator, limit);
  const isDoubted = outcome === "broken" && Math.abs(series.head! - limit) <= buildSpread(series);
  return isDoubted ? "broken-by-estimate" : outcome;
}

/** All of head's: a comparison's own numbers are those of the rounds up to its look. */
function roundsOf(series: SampledSeries | RateSeries): readonly number[] {
  return series.kind === "rate" ? present(series.head.map(unlessEmpty)).map(share) : present(series.head);
}

/**
 * Broken for certain when the point estimate breaks the limit and so does the whole 95 % interval over head's rounds; by
 * the estimate only when the interval reaches back over the limit or there are too few rounds for one of 95 %.
 */
function judgeLimit(
  point: number | null,
  rounds: readonly number[],
  operator: Operator,
  limit: number,
): BudgetCheck["outcome"] {
  if (point === null) return "no-samples";
  if (holds(point, operator, limit)) return "kept";
  if (rounds.length === 0) return "broken-by-estimate";
  const { low, high, coverage } = hodgesLehmann(rounds, LEVEL);
  return coverage >= LEVEL && wholeIntervalBreaks(low, high, operator, limit) ? "broken" : "broken-by-estimate";
}

const HOLDS: Readonly<Record<Operator, (value: number, limit: number) => boolean>> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "==": (value, limit) => value === limit,
  "!=": (value, limit) => value !== limit,
};

function holds(value: number, operator: Operator, limit: number): boolean {
  return HOLDS[operator](value, limit);
}

/** Whether no value of [low, high] satisfies the limit. */
function wholeIntervalBreaks(low: number, high: number, operator: Operator, limit: number): boolean {
  if (operator === "==") return limit < low || limit > high;
  return !holds(low, operator, limit) && !holds(high, operator, limit) && (operator !== "!=" || low === high);
}
