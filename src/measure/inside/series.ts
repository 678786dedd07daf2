/** What kept rounds gave, gathered into series. Pure. */
import { chanceOfOrder, chanceOfTwo } from "../../model/chance.ts";
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
  const valuesOf = ({ id }: Metric, side: Side) => rounds.map(({ values }) => values[side].get(id) ?? null);
  const varying = [...metrics.values()].filter(
    (metric) => metric.kind === "exact" && SIDES.some((side) => distinct(numbers(valuesOf(metric, side))).length > 1),
  ).length;
  const rows = [...metrics.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((metric) => seriesOf(metric, (side) => valuesOf(metric, side), varying));
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

function seriesOf(metric: Metric, values: (side: Side) => readonly Value[], varying: number): Row {
  const [base, head] = [values("base"), values("head")];
  if (metric.kind === "rate") return { series: [{ kind: "rate", metric, base: counts(base), head: counts(head) }] };
  const sides = { base: numbers(base), head: numbers(head) };
  return metric.kind === "exact"
    ? exactSeries(metric, sides, varying)
    : { series: [{ kind: "sampled", metric, ...sides }] };
}

type Sides = Readonly<Record<Side, readonly (number | null)[]>>;

/**
 * Exact as long as all rounds of each side agree. Where they do not, but every value of one side is beyond every value of the
 * other, over as many rounds as a first look takes, the two nearest are set against each other: that a count varies must not
 * hide that it has risen in each round. Else it is watched. What differs in fewer rounds than tell it from chance is doubtful.
 */
function exactSeries(metric: Metric, sides: Sides, varying: number): Row {
  const base = distinct(sides.base);
  const head = distinct(sides.head);
  if (base.length === 0 && head.length === 0) return { series: [] };
  const rounds = Math.min(...SIDES.map((side) => present(sides[side]).length));
  if (base.length <= 1 && head.length <= 1) {
    const one = { kind: "exact", metric, base: base[0] ?? null, head: head[0] ?? null } as const;
    const isDoubtful = rounds > 0 && one.base !== one.head && (varying + 1) * chanceOfTwo(rounds, rounds) > CHANCE;
    return { series: [isDoubtful ? { ...one, doubt: doubtOf(rounds, varying) } : one] };
  }
  const differing = SIDES.filter((side) => distinct(sides[side]).length > 1);
  const seen = differing.map((side) => `${side} ${list(distinct(sides[side]))}`).join("; ");
  const nearest = rounds >= FIRST_LOOK ? nearestOf(base, head) : null;
  if (nearest !== null) {
    const note = `${metric.id}: not the same in every round (${seen}), but no round of one side is within those of the other, so the two nearest values are set against each other.`;
    const one = { kind: "exact", metric, ...nearest } as const;
    const isDoubtful = varying * chanceOfOrder(rounds, rounds) > CHANCE;
    return { series: [isDoubtful ? { ...one, doubt: doubtOf(rounds, varying) } : one], note };
  }
  const sampled: Metric = { ...metric, kind: "sampled" };
  const roleReason = `it is not the same in every round (${seen})`;
  const lowered: Metric = metric.role === "gate" ? { ...sampled, role: "watch", roleReason } : sampled;
  return { series: [{ kind: "sampled", metric: lowered, ...sides }] };
}

/**
 * How probable it may be that identical builds get a count that is worse by chance: a part of the false alarms of which the tests,
 * simulated, leave half. Each count that varies has its chance to come apart, and so has what looks constant beside them.
 */
const CHANCE = 0.002;

function doubtOf(rounds: number, varying: number): string {
  const beside =
    varying === 0 ? "" : ` beside ${varying} such ${varying === 1 ? "count that varies" : "counts that vary"}`;
  return `it was counted in ${rounds} ${rounds === 1 ? "round" : "rounds"} of each side, too few to tell it from chance${beside}`;
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
