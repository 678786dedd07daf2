/** The script's thresholds, evaluated by us: a side, without the warm-up, over all rounds and a round at a time. */

import type { Unit } from "../../model/metric.ts";
import type { LimitSeries, Side } from "../../model/series.ts";
import type { Source } from "../../model/source.ts";
import { asName } from "../subject.ts";
import { type Aggregate, createAggregate, mergeAggregates } from "./fold/aggregate.ts";
import { parseThreshold, type Selector, type Threshold } from "./threshold.ts";

/** What a threshold's metric and filter selected in each kept round; null: no sample. */
type SelectedRounds = Readonly<Record<Side, readonly (Aggregate | null)[]>>;

/** Of the whole k6 process: one iteration serves both sides. */
const JOINT = /^(iteration_duration|iterations|dropped_iterations|group_duration|vus|vus_max|data_sent|data_received)$/;

/** Why a threshold on this selector cannot be judged in rounds, in words; null when it can. */
export function unjudged({ metric, tags }: Selector, scenarios: readonly string[]): string | null {
  if (JOINT.test(metric)) return "one iteration serves both sides here, so it cannot be told apart a side";
  const { scenario } = tags;
  return scenario !== undefined && !scenarios.includes(scenario)
    ? `the scenario ${asName(scenario)} does not run in rounds`
    : null;
}

export interface LimitInput {
  /** The metric with its filter, as the script has it. */
  readonly selector: string;
  /** Where an expression stands; null where that is not known. */
  readonly placeOf: (expression: string) => Source | null;
  /** Put before the name where several scripts have thresholds. */
  readonly prefix: string;
  readonly expressions: readonly string[];
  readonly isTime: boolean;
  readonly rounds: SelectedRounds;
  /** Seconds that one round measured. */
  readonly seconds: number;
}

export interface Limits {
  readonly limits: readonly LimitSeries[];
  readonly notWeighed: readonly string[];
}

/**
 * One limit an expression. `count` is not judged: it depends on how long the script runs, and a round is not the script's
 * own length.
 */
export function limitsOf({ selector, placeOf, prefix, expressions, isTime, rounds, seconds }: LimitInput): Limits {
  const limits: LimitSeries[] = [];
  const notWeighed: string[] = [];
  for (const expression of expressions) {
    const threshold = parseThreshold(expression);
    const name = asName(`${prefix}${selector} ${expression.trim()}`);
    if (!threshold) notWeighed.push(`Threshold ${name}: not understood.`);
    else if (threshold.aggregator === "count") {
      notWeighed.push(
        `Threshold ${name}: a count depends on the length of the run, and a round is shorter than the script.`,
      );
    } else {
      const { operator, limit } = threshold;
      const value = (all: readonly Aggregate[]) => evaluate(threshold, all, seconds);
      const sides = <T>(of: (aggregates: readonly (Aggregate | null)[]) => T) => ({
        base: of(rounds.base),
        head: of(rounds.head),
      });
      limits.push({
        name,
        level: "max",
        judged: "interval",
        at: placeOf(expression),
        operator,
        limit,
        unit: unitOf(threshold, isTime, [...rounds.base, ...rounds.head].find((one) => one !== null)?.kind),
        pooled: sides((all) => value(all.filter((one) => one !== null))),
        rounds: sides((all) => all.map((one) => (one === null ? null : value([one])))),
      });
    }
  }
  return { limits, notWeighed };
}

/** null where there is no sample, or the metric's type has no such value. */
function evaluate({ aggregator, quantile }: Threshold, all: readonly Aggregate[], seconds: number): number | null {
  if (all.length === 0) return null;
  const merged = all.reduce((a, b) => mergeAggregates(a, b), createAggregate(all[0]!.kind));
  const value = aggregated(merged, aggregator, quantile, seconds * all.length);
  return Number.isFinite(value) ? value : null;
}

function aggregated(
  all: Aggregate,
  aggregator: Threshold["aggregator"],
  quantile: number | null,
  seconds: number,
): number {
  if (all.kind === "rate") return aggregator === "rate" ? all.events / all.total : Number.NaN;
  if (all.kind === "counter") return aggregator === "rate" ? all.sum / seconds : Number.NaN;
  if (all.kind === "gauge") return aggregator === "value" ? all.last : Number.NaN;
  switch (aggregator) {
    case "avg":
      return all.mean;
    case "min":
      return all.min;
    case "max":
      return all.max;
    case "med":
      return all.quantile(0.5);
    case "p":
      return all.quantile(quantile ?? 0.5);
    default:
      return Number.NaN;
  }
}

/** The rate of a Rate is a share, that of a Counter is a second. */
function unitOf({ aggregator }: Threshold, isTime: boolean, kind: Aggregate["kind"] | undefined): Unit {
  if (aggregator === "rate") return kind === "counter" ? "number" : "fraction";
  return isTime ? "ms" : "number";
}
