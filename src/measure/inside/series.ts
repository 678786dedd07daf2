/** What kept rounds gave, gathered into series. Pure. */
import type { Metric, MetricId } from "../../model/metric.ts";
import { type Count, type Series, SIDES, type Side, type Value } from "../../model/series.ts";
import { judgeCounts } from "../counted.ts";
import { controlMetric } from "./control.ts";

/** One kept round. */
export interface RoundValues {
  readonly control: Readonly<Partial<Record<Side, number>>>;
  readonly values: Readonly<Record<Side, ReadonlyMap<MetricId, Value>>>;
}

/** One series a metric that any round gave, in order of ids, after the control's. */
export function gather(metrics: ReadonlyMap<MetricId, Metric>, rounds: readonly RoundValues[]): readonly Series[] {
  if (rounds.length === 0) return [];
  const timed = (side: Side) => rounds.map(({ control }) => control[side] ?? null);
  const control: Series = { kind: "sampled", metric: controlMetric, base: timed("base"), head: timed("head") };
  const valuesOf = ({ id }: Metric, side: Side) => rounds.map(({ values }) => values[side].get(id) ?? null);
  // What a round tells nothing of was not there; what it gives no value for was.
  const lostOf = ({ id }: Metric) => SIDES.filter((side) => rounds.some(({ values }) => values[side].get(id) === null));
  const told = [...metrics.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((metric) =>
      seriesOf(metric, { base: valuesOf(metric, "base"), head: valuesOf(metric, "head") }, lostOf(metric)),
    );
  return judgeCounts([control, ...told]);
}

function seriesOf(
  metric: Metric,
  { base, head }: Readonly<Record<Side, readonly Value[]>>,
  lost: readonly Side[],
): Series {
  if (metric.kind === "rate") return { kind: "rate", metric, base: counts(base), head: counts(head) };
  const sides = { base: numbers(base), head: numbers(head) };
  if (metric.kind === "sampled") return { kind: "sampled", metric, ...sides };
  const counted = { kind: "sampled", metric: { ...metric, kind: "sampled" }, counted: metric.role, ...sides } as const;
  return lost.length === 0 ? counted : { ...counted, lost };
}

const numbers = (values: readonly Value[]) => values.map((value) => (typeof value === "number" ? value : null));
const counts = (values: readonly Value[]): readonly (Count | null)[] =>
  values.map((value) => (typeof value === "object" ? value : null));
