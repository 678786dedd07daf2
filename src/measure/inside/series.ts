/** What kept rounds gave, gathered into series. Pure. */
import type { Metric, MetricId } from "../../model/metric.ts";
import { FIRST_LOOK } from "../../model/plan.ts";
import { type Count, type Series, SIDES, type Side, type Value } from "../../model/series.ts";
import { controlMetric } from "./control.ts";

/** One kept round. */
export interface RoundValues {
  readonly control: Readonly<Partial<Record<Side, number>>>;
  readonly values: Readonly<Record<Side, ReadonlyMap<MetricId, Value>>>;
}

export interface Gathered {
  readonly series: readonly Series[];
  readonly notes: readonly string[];
}

/** One series a metric that any round gave, in order of ids, after the control's. */
export function gather(metrics: ReadonlyMap<MetricId, Metric>, rounds: readonly RoundValues[]): Gathered {
  if (rounds.length === 0) return { series: [], notes: [] };
  const timed = (side: Side) => rounds.map(({ control }) => control[side] ?? null);
  const control: Series = { kind: "sampled", metric: controlMetric, base: timed("base"), head: timed("head") };
  const rows = [...metrics.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((metric) => seriesOf(metric, (side) => rounds.map(({ values }) => values[side].get(metric.id) ?? null)));
  return {
    series: [control, ...rows.flatMap(({ series }) => series)],
    notes: rows.flatMap(({ note }) => note ?? []),
  };
}

interface Row {
  /** None where neither side gave a value. */
  readonly series: readonly Series[];
  readonly note?: string;
}

function seriesOf(metric: Metric, values: (side: Side) => readonly Value[]): Row {
  const [base, head] = [values("base"), values("head")];
  if (metric.kind === "rate") return { series: [{ kind: "rate", metric, base: counts(base), head: counts(head) }] };
  const sides = { base: numbers(base), head: numbers(head) };
  return metric.kind === "exact" ? exactSeries(metric, sides) : { series: [{ kind: "sampled", metric, ...sides }] };
}

type Sides = Readonly<Record<Side, readonly (number | null)[]>>;

/**
 * Exact as long as all rounds of each side agree. Where they do not, but every value of one side is beyond every value of the
 * other, over as many rounds as a first look takes, the two nearest are set against each other: that a count varies must not
 * hide that it has risen in each round (by chance alone one metric in 6,435 comes apart so, 2 of the 12,870 orders of 8 and 8).
 * Else it is watched.
 */
function exactSeries(metric: Metric, sides: Sides): Row {
  const base = distinct(sides.base);
  const head = distinct(sides.head);
  if (base.length === 0 && head.length === 0) return { series: [] };
  if (base.length <= 1 && head.length <= 1) {
    return { series: [{ kind: "exact", metric, base: base[0] ?? null, head: head[0] ?? null }] };
  }
  const varying = SIDES.filter((side) => distinct(sides[side]).length > 1);
  const seen = varying.map((side) => `${side} ${list(distinct(sides[side]))}`).join("; ");
  const nearest = SIDES.every((side) => present(sides[side]).length >= FIRST_LOOK) ? nearestOf(base, head) : null;
  if (nearest !== null) {
    const note = `${metric.id}: not the same in every round (${seen}), but no round of one side is within those of the other, so the two nearest values are set against each other.`;
    return { series: [{ kind: "exact", metric, ...nearest }], note };
  }
  const sampled: Metric = { ...metric, kind: "sampled" };
  const roleReason = `it is not the same in every round (${seen})`;
  const lowered: Metric = metric.role === "gate" ? { ...sampled, role: "watch", roleReason } : sampled;
  return { series: [{ kind: "sampled", metric: lowered, ...sides }] };
}

/** null where the sides overlap. Both rise. */
function nearestOf(base: readonly number[], head: readonly number[]): Readonly<Record<Side, number>> | null {
  if (base.at(-1)! < head[0]!) return { base: base.at(-1)!, head: head[0]! };
  if (head.at(-1)! < base[0]!) return { base: base[0]!, head: head.at(-1)! };
  return null;
}

const present = (values: readonly (number | null)[]) => values.filter((value) => value !== null);

/** Rising. */
const distinct = (values: readonly (number | null)[]) => [...new Set(present(values))].sort((a, b) => a - b);

const MOST_LISTED = 4;

function list(values: readonly number[]): string {
  const shown = values.slice(0, MOST_LISTED).map((value) => Number(value.toPrecision(6)));
  return `${shown.join(", ")}${values.length > MOST_LISTED ? ", …" : ""}`;
}

const numbers = (values: readonly Value[]) => values.map((value) => (typeof value === "number" ? value : null));
const counts = (values: readonly Value[]): readonly (Count | null)[] =>
  values.map((value) => (typeof value === "object" ? value : null));
