// src/report/render/html/charts/rounds.ts
import { formatValue } from "../../format.js";
import { changeOf } from "./change.js";
import { BASE, HEAD, key, keyHeight } from "./key.js";
import { AXIS, AXIS_TIP, FLOOR, FRAME } from "./option.js";
import { diamond, group, line, ring } from "./shapes.js";
import { COLOUR } from "./style.js";
import { startOf, wholeTicks } from "./ticks.js";
var KEY = [BASE, HEAD];
var rounds = { option, summary, height: () => 260 };
function option(chart) {
  const { measured } = chart;
  const last = Math.max(1, count(chart));
  const ticks = wholeTicks(last);
  return {
    ...FRAME,
    tooltip: AXIS_TIP,
    grid: { left: 72, right: 16, top: keyHeight(KEY), bottom: 44 },
    xAxis: {
      ...FLOOR,
      name: "round",
      nameGap: 26,
      min: 0.5,
      max: last + 0.5,
      axisTick: { ...FLOOR.axisTick, customValues: ticks },
      axisLabel: { ...FLOOR.axisLabel, customValues: ticks }
    },
    yAxis: {
      ...AXIS,
      scale: true,
      boundaryGap: ["8%", "8%"],
      ...reachesZero(chart) ? { min: 0 } : {},
      axisLabel: { ...AXIS.axisLabel, formatter: (value) => formatValue(value, measured.unit) }
    },
    series: [pairs(chart), key(KEY)]
  };
}
function reachesZero({ base, head }) {
  const values = [...base, ...head].flatMap((value) => value ?? []);
  const low = Math.min(...values);
  return startOf(low, (Math.max(...values) - low) * 0.08) === 0;
}
function pairs(chart) {
  const many = count(chart) > 40;
  return {
    type: "custom",
    id: "rounds",
    encode: { x: 0, y: [1, 2] },
    data: pairsOf(chart),
    renderItem: (_, api) => {
      const at = (dimension) => {
        const value = Number(api.value(dimension));
        return Number.isFinite(value) ? api.coord([api.value(0), value]) : null;
      };
      const [base, head] = [at(1), at(2)];
      return group([
        ...base && head ? [line(base, head, { stroke: COLOUR.muted, lineWidth: 1 })] : [],
        ...base ? [ring(...base, many ? 2.5 : 4)] : [],
        ...head ? [diamond(...head, many ? 3.5 : 5)] : []
      ]);
    }
  };
}
function pairsOf({ base, head, measured }) {
  return base.flatMap((b, index) => {
    const h = head[index] ?? null;
    if (b === null && h === null) return [];
    const change = changeOf(b, h, measured);
    const tip = [
      `round ${index + 1}`,
      `base ${formatValue(b, measured.unit)}`,
      `head ${formatValue(h, measured.unit)}`,
      ...change === null ? [] : [`difference ${change}`]
    ];
    return [{ value: [index + 1, b ?? "-", h ?? "-"], tip }];
  });
}
function summary(chart) {
  const both = chart.base.flatMap((base, index) => {
    const head = chart.head[index] ?? null;
    return base === null || head === null ? [] : [{ base, head }];
  });
  if (both.length === 0) return "No round has a value of both sides.";
  const { unit, better } = chart.measured;
  const range = (side) => {
    const values = both.map((one) => one[side]);
    const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => formatValue(value, unit));
    return low === high ? low : `${low} to ${high}`;
  };
  const worse = both.filter(({ base, head }) => better === "higher" ? head < base : head > base).length;
  return `Head was ${better === null ? "higher" : "worse"} than base in ${worse} of ${both.length} rounds. Base was ${range("base")}, head ${range("head")}.`;
}
var count = ({ base, head }) => Math.max(base.length, head.length);
export {
  rounds
};
