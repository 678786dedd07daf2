/** What each chart is drawn from: plain data, safe as JSON, so that the same builder runs here and in the page. */
import type { Effect } from "../../../../model/comparison.ts";
import type { Distribution, Timeline, Tree } from "../../../../model/details.ts";
import type { Metric, Unit } from "../../../../model/metric.ts";

/** What of a metric says how to write and read its changes. */
export type Measured = Pick<Metric, "unit" | "scale" | "better">;

/** Every kept round of one metric. */
export interface RoundsChart {
  readonly kind: "rounds";
  readonly measured: Measured;
  /** One entry a kept round, in the metric's unit (for a rate its share, 0–1); null: that round gave none. */
  readonly base: readonly (number | null)[];
  readonly head: readonly (number | null)[];
}

/** What an estimate is held against, as sizes of an effect. */
export interface Limits {
  readonly measured: Measured;
  /** Both parts of it as one: what an estimate must exceed to block; 0: anything. */
  readonly tolerate: number;
  /** As in the rule; null where nothing is promised for the metric. */
  readonly detect: number | null;
  /** Base, where percentages of it say nothing: these are then said in its unit. */
  readonly tinyBase?: number;
}

/** Where the estimate and its 95 % interval lie on the axis of change. */
export interface IntervalChart extends Limits {
  readonly kind: "interval";
  readonly effect: Effect;
}

/** What was known at each look, by rising rounds: the interval is the unadjusted one. */
export interface LooksChart extends Limits {
  readonly kind: "looks";
  readonly looks: readonly { readonly rounds: number; readonly effect: Effect }[];
  /** Rounds at the look that settled the metric; null: none did. */
  readonly settledAt: number | null;
}

export type DistributionChart = Distribution;
export type TimelineChart = Timeline;
export type TreeChart = Tree;

/** Head among the values of stored jobs. */
export interface HistoryChart {
  readonly kind: "history";
  readonly unit: Unit;
  /** Oldest first. */
  readonly values: readonly number[];
  readonly median: number;
  /** The usual range. */
  readonly low: number;
  readonly high: number;
  readonly head: number;
}

export type ChartData =
  | RoundsChart
  | IntervalChart
  | LooksChart
  | DistributionChart
  | TimelineChart
  | TreeChart
  | HistoryChart;

export type ChartOf<Kind extends ChartData["kind"]> = Extract<ChartData, { readonly kind: Kind }>;
