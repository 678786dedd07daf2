// src/measure/inside/series.ts
import { chanceOfOrder, chanceOfTwo } from "../../model/chance.js";
import { FIRST_LOOK } from "../../model/plan.js";
import { SIDES } from "../../model/series.js";
import { controlMetric } from "./control.js";
function gather(metrics, rounds) {
  if (rounds.length === 0) return { series: [], notes: [] };
  const timed = (side) => rounds.map(({ control: control2 }) => control2[side] ?? null);
  const control = { kind: "sampled", metric: controlMetric, base: timed("base"), head: timed("head") };
  const valuesOf = ({ id }, side) => rounds.map(({ values }) => values[side].get(id) ?? null);
  const varying = [...metrics.values()].filter(
    (metric) => metric.kind === "exact" && SIDES.some((side) => distinct(numbers(valuesOf(metric, side))).length > 1)
  ).length;
  const rows = [...metrics.values()].sort((a, b) => a.id < b.id ? -1 : 1).map((metric) => seriesOf(metric, (side) => valuesOf(metric, side), varying));
  return {
    series: [control, ...rows.flatMap(({ series }) => series)],
    notes: rows.flatMap(({ note }) => note ?? [])
  };
}
function seriesOf(metric, values, varying) {
  const [base, head] = [values("base"), values("head")];
  if (metric.kind === "rate") return { series: [{ kind: "rate", metric, base: counts(base), head: counts(head) }] };
  const sides = { base: numbers(base), head: numbers(head) };
  return metric.kind === "exact" ? exactSeries(metric, sides, varying) : { series: [{ kind: "sampled", metric, ...sides }] };
}
function exactSeries(metric, sides, varying) {
  const base = distinct(sides.base);
  const head = distinct(sides.head);
  if (base.length === 0 && head.length === 0) return { series: [] };
  const rounds = Math.min(...SIDES.map((side) => present(sides[side]).length));
  if (base.length <= 1 && head.length <= 1) {
    const one = { kind: "exact", metric, base: base[0] ?? null, head: head[0] ?? null };
    const isDoubtful = rounds > 0 && one.base !== one.head && (varying + 1) * chanceOfTwo(rounds, rounds) > CHANCE;
    return { series: [isDoubtful ? { ...one, doubt: doubtOf(rounds, varying) } : one] };
  }
  const differing = SIDES.filter((side) => distinct(sides[side]).length > 1);
  const seen = differing.map((side) => `${side} ${list(distinct(sides[side]))}`).join("; ");
  const nearest = rounds >= FIRST_LOOK ? nearestOf(base, head) : null;
  if (nearest !== null) {
    const note = `${metric.id}: not the same in every round (${seen}), but no round of one side is within those of the other, so the two nearest values are set against each other.`;
    const one = { kind: "exact", metric, ...nearest };
    const isDoubtful = varying * chanceOfOrder(rounds, rounds) > CHANCE;
    return { series: [isDoubtful ? { ...one, doubt: doubtOf(rounds, varying) } : one], note };
  }
  const sampled = { ...metric, kind: "sampled" };
  const roleReason = `it is not the same in every round (${seen})`;
  const lowered = metric.role === "gate" ? { ...sampled, role: "watch", roleReason } : sampled;
  return { series: [{ kind: "sampled", metric: lowered, ...sides }] };
}
var CHANCE = 2e-3;
function doubtOf(rounds, varying) {
  const beside = varying === 0 ? "" : ` beside ${varying} such ${varying === 1 ? "count that varies" : "counts that vary"}`;
  return `it was counted in ${rounds} ${rounds === 1 ? "round" : "rounds"} of each side, too few to tell it from chance${beside}`;
}
function nearestOf(base, head) {
  if (base.at(-1) < head[0]) return { base: base.at(-1), head: head[0] };
  if (head.at(-1) < base[0]) return { base: base[0], head: head.at(-1) };
  return null;
}
var present = (values) => values.filter((value) => value !== null);
var distinct = (values) => [...new Set(present(values))].sort((a, b) => a - b);
var MOST_LISTED = 4;
function list(values) {
  const shown = values.slice(0, MOST_LISTED).map((value) => Number(value.toPrecision(6)));
  return `${shown.join(", ")}${values.length > MOST_LISTED ? ", …" : ""}`;
}
var numbers = (values) => values.map((value) => typeof value === "number" ? value : null);
var counts = (values) => values.map((value) => typeof value === "object" ? value : null);
export {
  gather
};
