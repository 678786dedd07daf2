// src/report/render/html/charts/distribution.ts
import { SIDES } from "../../../../model/series.js";
import { formatValue } from "../../format.js";
import { key, keyHeight, stroke } from "./key.js";
import { AXIS, AXIS_TIP, FLOOR, FRAME } from "./option.js";
import { diamond, drawn, line, ring, words } from "./shapes.js";
import { COLOUR, DASH } from "./style.js";
import { logTicks } from "./ticks.js";
var distribution = { option, summary, height: () => 290 };
var KEY = [stroke("base", COLOUR.base, 2, DASH.base), stroke("head", COLOUR.head, 2, DASH.head)];
var STRIP = 40;
function option(chart) {
  const { unit } = chart;
  const bins = binsOf(chart);
  const edges = [bins[0]?.from ?? 1, bins.at(-1)?.to ?? 10];
  const ticks = logTicks(...edges).map(Math.log10);
  const [min, max] = edges.map(Math.log10);
  const top = keyHeight(KEY) + STRIP;
  return {
    ...FRAME,
    tooltip: AXIS_TIP,
    grid: { left: 72, right: 32, top, bottom: 32 },
    xAxis: {
      ...FLOOR,
      min,
      max,
      axisTick: { ...FLOOR.axisTick, customValues: ticks },
      axisLabel: {
        ...FLOOR.axisLabel,
        customValues: ticks,
        formatter: (log) => formatValue(Number((10 ** log).toPrecision(6)), unit)
      }
    },
    yAxis: { ...AXIS, name: "how often", nameGap: 20, min: 0, axisLabel: { show: false }, splitNumber: 3 },
    series: [
      ...SIDES.filter((side) => chart.counts[side] !== null).map((side) => steps(bins, side, chart)),
      drawn((api) => SIDES.flatMap((side, row) => marks(api, chart, side, keyHeight(KEY) + 10 + row * 18)), 5),
      key(KEY)
    ]
  };
}
function binsOf({ edges, counts }) {
  const totals = { base: sum(counts.base), head: sum(counts.head) };
  const share = (side, index) => totals[side] === 0 ? 0 : (counts[side]?.[index] ?? 0) / totals[side];
  const bins = edges.slice(1).flatMap((to, index) => {
    const next = edges[index + 2];
    const low = edges[index];
    const from = low > 0 ? low : next === void 0 ? to / 2 : to ** 2 / next;
    return to > from ? [{ from, to, share: { base: share("base", index), head: share("head", index) } }] : [];
  });
  const isFull = ({ share: { base, head } }) => base > 0 || head > 0;
  const first = bins.findIndex(isFull);
  return first < 0 ? [] : bins.slice(first, bins.findLastIndex(isFull) + 1);
}
var sum = (counts) => (counts ?? []).reduce((total, count) => total + count, 0);
function steps(bins, side, { unit }) {
  const points = bins.map((bin) => ({
    value: [Math.log10(bin.from), bin.share[side] / Math.log10(bin.to / bin.from)],
    tip: [
      `${formatValue(bin.from, unit)} to ${formatValue(bin.to, unit)}`,
      ...SIDES.map((one) => `${one} ${formatValue(bin.share[one], "fraction")} of requests`)
    ]
  }));
  const last = bins.at(-1);
  const end = last ? [{ value: [Math.log10(last.to), points.at(-1).value[1]], tip: [] }] : [];
  return {
    type: "line",
    id: side,
    step: "end",
    showSymbol: false,
    emphasis: { disabled: true },
    lineStyle: { color: COLOUR[side], width: 2, type: DASH[side] },
    itemStyle: { color: COLOUR[side] },
    data: [...points, ...end]
  };
}
function marks(api, { quantiles }, side, y) {
  const floor = api.coord([0, 0])[1];
  const at = quantiles.flatMap(
    ({ share, [side]: value }) => value !== null && value > 0 ? [{ share, x: api.coord([Math.log10(value), 0])[0] }] : []
  );
  return at.flatMap(({ share, x }, index) => {
    const style = { stroke: COLOUR[side], lineWidth: 1, lineDash: [2, 3] };
    const hasRoom = (at[index + 1]?.x ?? Number.POSITIVE_INFINITY) - x > 40;
    return [
      line([x, y], [x, floor], style),
      side === "base" ? ring(x, y) : diamond(x, y),
      ...hasRoom ? [words(nameOf(share), x + 8, y)] : []
    ];
  });
}
var nameOf = (share) => `p${Number((share * 100).toFixed(3))}`;
function summary({ counts, quantiles, unit }) {
  const requests = SIDES.map((side) => `${sum(counts[side]).toLocaleString("en")} of ${side}`).join(", ");
  const said = quantiles.map(
    ({ share, base, head }) => `${nameOf(share)} base ${formatValue(base, unit)}, head ${formatValue(head, unit)}`
  );
  return `Requests: ${requests}.${said.length === 0 ? "" : ` ${said.join("; ")}.`}`;
}
export {
  distribution
};
