// src/report/render/html/charts/timeline.ts
import { SIDES } from "../../../../model/series.js";
import { formatDuration, formatValue } from "../../format.js";
import { key, keyHeight, stroke } from "./key.js";
import { AXIS, AXIS_TIP, FLOOR, FRAME } from "./option.js";
import { drawn, line, words } from "./shapes.js";
import { COLOUR, DASH } from "./style.js";
import { placed, timelineSummary } from "./windows.js";
var KEY = [
  ...SIDES.map((side) => stroke(`${side} p50`, COLOUR[side], 2, DASH[side])),
  ...SIDES.map((side) => stroke(`${side} p95`, COLOUR[side], 1, DASH[side]))
];
var TOP = keyHeight(KEY) + 24;
var GAP = 38;
var BOTTOM = 44;
var ROWS = [
  {
    name: () => "latency, p50 and p95",
    height: 150,
    unit: ({ unit }) => unit,
    step: false,
    lines: [
      { id: "p50", width: 2, of: ({ p50 }) => p50 },
      { id: "p95", width: 1, of: ({ p95 }) => p95 }
    ]
  },
  {
    name: () => "requests a second",
    height: 60,
    unit: () => "number",
    step: false,
    lines: [{ id: "rate", width: 2, of: ({ requests }, { seconds }) => seconds > 0 ? requests / seconds : null }]
  },
  {
    name: ({ seconds }) => `failed requests in ${formatDuration(seconds)}`,
    height: 60,
    unit: () => "count",
    step: "middle",
    lines: [{ id: "failed", width: 2, of: ({ failed }) => failed }]
  }
];
var height = () => TOP + ROWS.reduce((sum, row) => sum + row.height + GAP, 0) - GAP + BOTTOM;
var timeline = { option, summary: timelineSummary, height };
function option(chart) {
  const windows = placed(chart);
  const end = (windows.at(-1)?.x ?? 0) + chart.seconds || 1;
  const starts = windows.flatMap(
    ({ round, x }, index) => index > 0 && round !== windows[index - 1].round ? [x] : []
  );
  const tops = ROWS.map((_, index) => ROWS.slice(0, index).reduce((sum, row) => sum + row.height + GAP, TOP));
  return {
    ...FRAME,
    tooltip: AXIS_TIP,
    grid: ROWS.map((row, index) => ({ left: 72, right: 16, top: tops[index], height: row.height })),
    xAxis: ROWS.map((_, index) => ({
      ...FLOOR,
      gridIndex: index,
      min: 0,
      max: end,
      ...index === ROWS.length - 1 ? { name: "seconds of measuring", nameGap: 26, axisLabel: { ...FLOOR.axisLabel, showMaxLabel: false } } : { axisLabel: { show: false } }
    })),
    yAxis: ROWS.map((row, index) => ({
      ...AXIS,
      gridIndex: index,
      min: 0,
      minInterval: row.unit(chart) === "count" ? 1 : 0,
      splitNumber: row.height > 100 ? 4 : 2,
      axisLabel: { ...AXIS.axisLabel, formatter: (value) => formatValue(value, row.unit(chart)) }
    })),
    series: [
      ...ROWS.map((row, index) => backdrop(row.name(chart), index, [tops[index], tops[index] + row.height], starts)),
      ...ROWS.flatMap((row, index) => SIDES.flatMap((side) => lines(row, index, side, windows, chart))),
      key(KEY)
    ]
  };
}
function backdrop(name, index, [top, floor], starts) {
  const shapes = (api) => [
    words(name, 8, top - 18, "left", COLOUR.muted),
    ...starts.map((start) => {
      const x = api.coord([start, 0])[0];
      return line([x, top], [x, floor], { stroke: COLOUR.line, lineWidth: 1 });
    })
  ];
  return drawn(shapes, 1, { xAxisIndex: index, yAxisIndex: index });
}
function lines(row, index, side, windows, chart) {
  return row.lines.map(({ id, width, of }) => ({
    type: "line",
    id: `${id} ${side}`,
    xAxisIndex: index,
    yAxisIndex: index,
    step: row.step,
    symbol: "circle",
    symbolSize: 3,
    showSymbol: windows.length <= 60,
    emphasis: { disabled: true },
    lineStyle: { color: COLOUR[side], width, type: DASH[side] },
    itemStyle: { color: COLOUR[side] },
    data: windows.map((window) => {
      const beat = window[side];
      const value = beat === null ? null : of(beat, chart);
      return { value: [window.x + chart.seconds / 2, value ?? "-"], tip: window.tip };
    })
  }));
}
export {
  timeline
};
