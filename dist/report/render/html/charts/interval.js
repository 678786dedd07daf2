// src/report/render/html/charts/interval.ts
import { bandsOf, effectText, endsOf, extentOf, signedText } from "./change.js";
import { key, keyHeight } from "./key.js";
import { FLOOR, FRAME, PLAIN_TIP } from "./option.js";
import { at, box, diamond, drawn, group, line, words } from "./shapes.js";
import { COLOUR } from "./style.js";
var interval = { option, summary, height: (chart) => topOf(chart) + 104 };
var ZERO = 0.55;
var topOf = (chart) => keyHeight(bandsOf(chart));
function option(chart) {
  const { measured, effect } = chart;
  const bands = bandsOf(chart);
  const [min, max] = extentOf([effect], bands);
  const tip = [effectText(effect, measured), "estimate and 95 % interval"];
  const value = [effect.value, effect.low, effect.high];
  const ends = endsOf(measured);
  return {
    ...FRAME,
    tooltip: PLAIN_TIP,
    grid: { left: 16, right: 16, top: topOf(chart), bottom: 48 },
    xAxis: {
      ...FLOOR,
      min,
      max,
      axisLabel: {
        ...FLOOR.axisLabel,
        showMinLabel: false,
        showMaxLabel: false,
        formatter: (change) => signedText(change, measured)
      }
    },
    yAxis: { type: "value", min: 0, max: 1, show: false },
    series: [
      drawn(
        (api) => [
          ...bands.map(({ size, fill }) => box(at(api, -size, 0), at(api, size, 1), { fill })),
          line(at(api, 0, 0), at(api, 0, ZERO), { stroke: COLOUR.ink, lineWidth: 1 })
        ],
        1
      ),
      {
        type: "custom",
        id: "interval",
        encode: { x: [0, 1, 2] },
        data: [{ value, tip }],
        renderItem: (_, api) => group(whisker(api, effect, effectText(effect, measured)))
      },
      drawn((api) => {
        const [left, floor] = at(api, min, 0);
        const [right] = at(api, max, 0);
        return [
          words(`← ${ends.low}`, left, floor + 36, "left", COLOUR.muted),
          words(`${ends.high} →`, right, floor + 36, "right", COLOUR.muted)
        ];
      }, 2),
      key(bands)
    ]
  };
}
function whisker(api, effect, text) {
  const middle = 0.35;
  const [low, y] = at(api, effect.low, middle);
  const [high] = at(api, effect.high, middle);
  const [value] = at(api, effect.value, middle);
  const style = { stroke: COLOUR.head, lineWidth: 2 };
  const half = text.length * 3.3;
  const x = Math.min(Math.max(value, 16 + half), api.getWidth() - 16 - half);
  return [
    line([low, y], [high, y], style),
    line([low, y - 6], [low, y + 6], style),
    line([high, y - 6], [high, y + 6], style),
    diamond(value, y, 6),
    words(text, x, y - 18, "center")
  ];
}
function summary(chart) {
  const { measured, effect } = chart;
  const said = `The change is ${effectText(effect, measured)}, estimate and 95 % interval`;
  const more = measured.better === null ? [] : [`more is ${endsOf(measured).high}`];
  return `${[said, ...more, ...bandsOf(chart).map(({ text }) => text)].join("; ")}.`;
}
export {
  interval
};
