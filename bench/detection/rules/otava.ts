import jStat from "jstat";
import { RUNS_OF_A_VALUE, valueOfJob } from "../noise.ts";
import { largestDivergence, type Split } from "./e-divisive.ts";
import { type Rule, USUAL } from "./rule.ts";

export interface OtavaSettings {
  readonly window: number;
  readonly maxP: number;
  readonly minMagnitude: number;
}

export interface ChangePoint {
  /** Index of the first value after the change. */
  readonly index: number;
  readonly p: number;
  readonly before: number;
  readonly after: number;
}

/**
 * compute_change_points of Apache Otava (otava/analysis.py; Fleming et al. 2023, "Hunter"): E-divisive splits in windows
 * that overlap by half, kept while a t-test gives p below ten times the level; then the weakest are merged away.
 */
export function changePoints(series: readonly number[], settings: OtavaSettings): readonly ChangePoint[] {
  return merge(weakChangePoints(series, settings), series, settings);
}

function weakChangePoints(series: readonly number[], { window, maxP }: OtavaSettings): readonly number[] {
  const found = new Set<number>();
  const step = Math.floor(window / 2);
  for (let start = 0; start < series.length; ) {
    const inWindow = splitWindow(series.slice(start, start + window), 10 * maxP).map((index) => index + start);
    for (const index of inWindow) found.add(index);
    start = Math.max(inWindow.at(-1) ?? 0, start + step);
  }
  return [...found].sort((a, b) => a - b);
}

/** The split that diverges most, over and over, until the best that is left is not significant. */
function splitWindow(values: readonly number[], level: number): readonly number[] {
  const found: number[] = [];
  while (true) {
    const edges = [0, ...found, values.length];
    const best = edges
      .slice(1)
      .map((to, i) => largestDivergence(values, edges[i]!, to))
      .filter((split): split is Split => split !== null)
      .reduce<Split | null>((top, split) => (top === null || split.divergence > top.divergence ? split : top), null);
    if (best === null || describe(values, found, best.index).p > level) return found;
    found.push(best.index);
    found.sort((a, b) => a - b);
  }
}

function merge(
  weak: readonly number[],
  series: readonly number[],
  { maxP, minMagnitude }: OtavaSettings,
): readonly ChangePoint[] {
  let points = weak.map((index) => describe(series, weak, index));
  while (points.length > 0) {
    const insignificant = points.reduce((worst, one) => (one.p > worst.p ? one : worst));
    const smallest = points.reduce((least, one) => (magnitude(one) < magnitude(least) ? one : least));
    if (insignificant.p < maxP && magnitude(smallest) > minMagnitude) return points;
    const at = points.indexOf(insignificant.p < maxP ? smallest : insignificant);
    const kept = points.toSpliced(at, 1);
    const indexes = kept.map(({ index }) => index);
    // As Otava does: the two behind the dropped one are looked at anew, the one before it is not.
    points = kept.map((one, i) => (i === at || i === at + 1 ? describe(series, indexes, one.index) : one));
  }
  return points;
}

function magnitude({ before, after }: ChangePoint): number {
  const relative = (from: number, to: number) => (from === 0 ? 0 : Math.abs(to / from - 1));
  return Math.max(relative(before, after), relative(after, before));
}

/** A change point between its neighbours: the pooled two-sided t-test, with standard deviations over n as Otava feeds it. */
function describe(series: readonly number[], points: readonly number[], index: number): ChangePoint {
  const from = points.findLast((one) => one < index) ?? 0;
  const to = points.find((one) => one > index) ?? series.length;
  const [left, right] = [moments(series, from, index), moments(series, index, to)];
  const df = to - from - 2;
  const pooled = ((index - from - 1) * left.variance + (to - index - 1) * right.variance) / df;
  const error = Math.sqrt(pooled * (1 / (index - from) + 1 / (to - index)));
  const difference = Math.abs(right.mean - left.mean);
  const differsFromConstant = difference === 0 ? 1 : 0;
  const p = df <= 0 ? 1 : error === 0 ? differsFromConstant : 2 * jStat.studentt.cdf(-difference / error, df);
  return { index, p, before: left.mean, after: right.mean };
}

function moments(series: readonly number[], from: number, to: number): { mean: number; variance: number } {
  let [sum, squares] = [0, 0];
  for (let i = from; i < to; i++) sum += series[i]!;
  const mean = sum / (to - from);
  for (let i = from; i < to; i++) squares += (series[i]! - mean) ** 2;
  return { mean, variance: squares / (to - from) };
}

/** Nyrkiö's settings. */
const NYRKIO: OtavaSettings = { window: 50, maxP: 0.001, minMagnitude: 0.05 };

/** The pull request's value goes behind main's; it is flagged when a change begins exactly there. Upward ones count. */
export const otava: Rule = {
  ...USUAL,
  name: "Nyrkiö / Otava",
  against: "stored jobs",
  atMost: 2000,
  judge: ({ metrics }) => ({
    alarm: metrics.some(({ head, history }) => {
      const last = changePoints([...history, valueOfJob(head)], NYRKIO).find(({ index }) => index === history.length);
      return last !== undefined && last.after > last.before;
    }),
    rounds: RUNS_OF_A_VALUE,
  }),
};
