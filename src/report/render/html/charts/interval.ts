/** The estimate and its interval against what is tolerated and what is to be detected. */
import type { Effect } from "../../../../model/comparison.ts";
import { bandsOf, effectText, endsOf, extentOf, signedText } from "./change.ts";
import type { IntervalChart } from "./data.ts";
import { key, keyHeight } from "./key.ts";
import { type Drawing, FLOOR, FRAME, type Option, PLAIN_TIP } from "./option.ts";
import { type Api, at, box, diamond, drawn, group, line, type Shape, words } from "./shapes.ts";
import { COLOUR } from "./style.ts";

export const interval: Drawing<IntervalChart> = { option, summary, height: (chart) => topOf(chart) + 104 };

/** How far up the line at zero goes: below the words. */
const ZERO = 0.55;

const topOf = (chart: IntervalChart) => keyHeight(bandsOf(chart));

function option(chart: IntervalChart): Option {
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
        formatter: (change: number) => signedText(change, measured),
      },
    },
    yAxis: { type: "value", min: 0, max: 1, show: false },
    series: [
      drawn(
        (api) => [
          ...bands.map(({ size, fill }) => box(at(api, -size, 0), at(api, size, 1), { fill })),
          line(at(api, 0, 0), at(api, 0, ZERO), { stroke: COLOUR.ink, lineWidth: 1 }),
        ],
        1,
      ),
      {
        type: "custom",
        id: "interval",
        encode: { x: [0, 1, 2] },
        data: [{ value, tip } as { value: number[] }],
        renderItem: (_, api) => group(whisker(api, effect, effectText(effect, measured))),
      },
      drawn((api) => {
        const [left, floor] = at(api, min, 0);
        const [right] = at(api, max, 0);
        return [
          words(`← ${ends.low}`, left, floor + 36, "left", COLOUR.muted),
          words(`${ends.high} →`, right, floor + 36, "right", COLOUR.muted),
        ];
      }, 2),
      key(bands),
    ],
  };
}

function whisker(api: Api, effect: Effect, text: string): readonly Shape[] {
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
    words(text, x, y - 18, "center"),
  ];
}

function summary(chart: IntervalChart): string {
  const { measured, effect } = chart;
  const said = `The change is ${effectText(effect, measured)}, estimate and 95 % interval`;
  const more = measured.better === null ? [] : [`more is ${endsOf(measured).high}`];
  return `${[said, ...more, ...bandsOf(chart).map(({ text }) => text)].join("; ")}.`;
}
