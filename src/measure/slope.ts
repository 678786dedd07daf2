/** How fast something grows, and how little it may be for certain. Pure. */
import jStat from "jstat";
import { mean, median, sampleStandardDeviation } from "simple-statistics";

/** With fewer values an interval says nothing that could be acted on. */
const ENOUGH = 5;

/**
 * The lower bound of the two-sided 95 % interval of the mean, by Student's t; null for fewer than five values. Rounds that
 * disagree lower it, so that one strange round makes nothing certain.
 */
export function lowerBound(values: readonly number[]): number | null {
  if (values.length < ENOUGH) return null;
  const quantile = jStat.studentt.inv(0.975, values.length - 1);
  return mean([...values]) - (quantile * sampleStandardDeviation([...values])) / Math.sqrt(values.length);
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The median of the slopes between all pairs of points (Theil 1950, Sen 1968): a fall or a leap of some points leaves it
 * alone. null where no two points differ in x.
 */
export function theilSen(points: readonly Point[]): number | null {
  const slopes = points.flatMap((one, index) =>
    points.slice(index + 1).flatMap((other) => (other.x === one.x ? [] : [(other.y - one.y) / (other.x - one.x)])),
  );
  return slopes.length === 0 ? null : median(slopes);
}
