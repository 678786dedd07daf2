// src/report/render/words/bar.ts
import { intervalOf } from "../../../model/comparison.js";
import { parseMetricId } from "../../../model/metric.js";
var WIDTH = 17;
var FARTHEST = 10;
var BEYOND_NEAREST = 2;
function barLegend(bars) {
  if (bars.every((bar) => bar === "")) return [];
  const ends = ["◄", "►"].filter((end) => bars.some((bar) => bar.includes(end))).map((end) => `\`${end}\``);
  const beyond = ends.length === 0 ? "" : `; ${ends.join(" and ")} ${ends.length > 1 ? "go" : "goes"} on beyond the edge`;
  return [
    `Bars: the change \`●\` in its 95 % interval \`├─┤\`; right of \`│\` is worse, and tolerated up to \`¦\`${beyond}.`
  ];
}
function barsOf(rows, blank) {
  const spans = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const span = spanOf(row);
    if (span === null) continue;
    const group = spans.get(axisNameOf(row));
    if (group) group.push(span);
    else spans.set(axisNameOf(row), [span]);
  }
  const axes = new Map([...spans].map(([name, group]) => [name, axisOf(group)]));
  return (row) => {
    const span = spanOf(row);
    const axis = axes.get(axisNameOf(row));
    return span === null || axis === void 0 ? "" : draw(span, axis, blank);
  };
}
function axisNameOf({ metric: { id, scale } }) {
  if (scale === "ratio") return "ratio";
  const parts = parseMetricId(id);
  return parts ? `${parts.collector}/${parts.metric}` : id;
}
function spanOf({ metric, rule, base, effect }) {
  const interval = intervalOf(effect);
  if (effect === null || interval === null || metric.better === null || !Number.isFinite(effect.value)) return null;
  const { value } = effect;
  const { low, high } = interval;
  const span = metric.better === "lower" ? { value, low, high } : { value: -value, low: -high, high: -low };
  const absolute = metric.scale === "ratio" ? base ? rule.tolerate.absolute / Math.abs(base) : 0 : 0;
  const tolerated = metric.scale === "ratio" ? Math.max(rule.tolerate.relative, absolute) : Math.max(0, rule.tolerate.absolute);
  const size = Math.max(rule.detect, tolerated) || Math.abs(value);
  return { ...span, tolerated, farthest: FARTHEST * size };
}
function axisOf(spans) {
  const nearest = spans.reduce((least, { value }) => Math.min(least, Math.abs(value)), Infinity);
  const farthest = spans.reduce((most, span) => Math.max(most, span.farthest), BEYOND_NEAREST * nearest);
  const within = (at) => Math.max(-farthest, Math.min(farthest, Number.isNaN(at) ? 0 : at));
  const start = spans.reduce((least, { value, low }) => Math.min(least, within(low), within(value)), 0);
  const end = spans.reduce(
    (most, { value, high, tolerated }) => Math.max(most, within(high), within(value), tolerated),
    0
  );
  return end > start ? { start, end } : { start: -1, end: 1 };
}
function draw({ value, low, high, tolerated }, { start, end }, blank) {
  const within = (cell, first, last) => Math.max(first, Math.min(last, cell));
  const at = (worse) => within(Math.round((worse - start) / (end - start) * (WIDTH - 1)), 0, WIDTH - 1);
  const zero = within(at(0), start < 0 ? 1 : 0, end > 0 ? WIDTH - 2 : WIDTH - 1);
  const estimate = value > 0 ? within(at(value), zero + 1, WIDTH - 1) : value < 0 ? within(at(value), 0, zero - 1) : zero;
  const cells = Array.from({ length: WIDTH }, () => blank);
  const [from, to] = [at(Number.isNaN(low) ? -Infinity : low), at(Number.isNaN(high) ? Infinity : high)];
  for (let place = from; place <= to; place++) cells[place] = "─";
  if (from < to) {
    cells[from] = low >= start ? "├" : "◄";
    cells[to] = high <= end ? "┤" : "►";
  }
  cells[at(tolerated)] = "¦";
  cells[zero] = "│";
  cells[estimate] = value > end ? "►" : value < start ? "◄" : "●";
  return cells.join("");
}
export {
  barLegend,
  barsOf
};
