// src/report/render/html/charts/looks.ts
import { bandsOf, effectText, endsOf, extentOf, signedText } from "./change.js";
import { key, keyHeight } from "./key.js";
import { AXIS, AXIS_TIP, FLOOR, FRAME } from "./option.js";
import { at, box, diamond, drawn, group, line, words } from "./shapes.js";
import { COLOUR } from "./style.js";
var looks = { option, summary, height: () => 260 };
var LEFT = 72;
function option(chart) {
  const { measured } = chart;
  const bands = bandsOf(chart);
  const [min, max] = extentOf(
    chart.looks.map(({ effect }) => effect),
    bands
  );
  const ticks = chart.looks.map(({ rounds }) => rounds);
  const last = Math.max(1, ...ticks);
  const ends = endsOf(measured);
  return {
    ...FRAME,
    tooltip: AXIS_TIP,
    grid: { left: LEFT, right: 28, top: keyHeight(bands) + 12, bottom: 44 },
    xAxis: {
      ...FLOOR,
      name: "rounds at the look",
      nameGap: 26,
      min: 0,
      max: last * 1.05,
      axisTick: { ...FLOOR.axisTick, customValues: ticks },
      axisLabel: { ...FLOOR.axisLabel, customValues: ticks }
    },
    yAxis: {
      ...AXIS,
      min,
      max,
      axisLabel: {
        ...AXIS.axisLabel,
        formatter: (change) => signedText(change, measured),
        showMinLabel: false,
        showMaxLabel: false
      },
      splitLine: { show: false }
    },
    series: [
      drawn(
        (api) => [
          ...bands.map(({ size, fill }) => box(at(api, 0, -size), at(api, last * 1.05, size), { fill })),
          line(at(api, 0, 0), at(api, last * 1.05, 0), { stroke: COLOUR.ink, lineWidth: 1 }),
          words(`↑ ${ends.high}`, LEFT + 6, at(api, 0, max)[1] + 8, "left", COLOUR.muted),
          words(`↓ ${ends.low}`, LEFT + 6, at(api, 0, min)[1] - 8, "left", COLOUR.muted)
        ],
        1
      ),
      intervals(chart),
      key(bands)
    ]
  };
}
function intervals({ looks: all, measured, settledAt }) {
  const data = all.map(({ rounds, effect }) => ({
    value: [rounds, effect.value, effect.low, effect.high],
    tip: [
      `after ${rounds} rounds`,
      effectText(effect, measured),
      ...rounds === settledAt ? ["settled at this look"] : []
    ]
  }));
  return {
    type: "custom",
    id: "looks",
    encode: { x: 0, y: [1, 2, 3] },
    data,
    renderItem: ({ dataIndex }, api) => {
      const { rounds, effect } = all[dataIndex];
      const [x, y] = at(api, rounds, effect.value);
      const [, low] = at(api, rounds, effect.low);
      const [, high] = at(api, rounds, effect.high);
      const style = { stroke: COLOUR.head, lineWidth: 2 };
      return group([
        line([x, low], [x, high], style),
        line([x - 5, low], [x + 5, low], style),
        line([x - 5, high], [x + 5, high], style),
        diamond(x, y),
        ...rounds === settledAt ? [words("settled", x, Math.max(high - 12, 8), "center")] : []
      ]);
    }
  };
}
function summary({ looks: all, measured, settledAt }) {
  const said = all.map(({ rounds, effect }) => `after ${rounds} rounds ${effectText(effect, measured)}`);
  if (said.length === 0) return "No look was taken.";
  const end = settledAt === null ? "No look settled it." : `The look after ${settledAt} rounds settled it.`;
  return `Estimate and 95 % interval: ${said.join("; ")}. ${end}`;
}
export {
  looks
};
