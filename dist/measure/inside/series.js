// src/measure/inside/series.ts
import { SIDES } from "../../model/series.js";
import { judgeCounts } from "../counted.js";
import { controlMetric } from "./control.js";
function gather(metrics, rounds) {
  if (rounds.length === 0) return [];
  const timed = (side) => rounds.map(({ control: control2 }) => control2[side] ?? null);
  const control = { kind: "sampled", metric: controlMetric, base: timed("base"), head: timed("head") };
  const valuesOf = ({ id }, side) => rounds.map(({ values }) => values[side].get(id) ?? null);
  const lostOf = ({ id }) => SIDES.filter((side) => rounds.some(({ values }) => values[side].get(id) === null));
  const told = [...metrics.values()].sort((a, b) => a.id < b.id ? -1 : 1).map(
    (metric) => seriesOf(metric, { base: valuesOf(metric, "base"), head: valuesOf(metric, "head") }, lostOf(metric))
  );
  return judgeCounts([control, ...told]);
}
function seriesOf(metric, { base, head }, lost) {
  if (metric.kind === "rate") return { kind: "rate", metric, base: counts(base), head: counts(head) };
  const sides = { base: numbers(base), head: numbers(head) };
  if (metric.kind === "sampled") return { kind: "sampled", metric, ...sides };
  const counted = { kind: "sampled", metric: { ...metric, kind: "sampled" }, counted: metric.role, ...sides };
  return lost.length === 0 ? counted : { ...counted, lost };
}
var numbers = (values) => values.map((value) => typeof value === "number" ? value : null);
var counts = (values) => values.map((value) => typeof value === "object" ? value : null);
export {
  gather
};
