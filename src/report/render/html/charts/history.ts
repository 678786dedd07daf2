/** Values of stored jobs, oldest first, with the usual range and head at the end. */
import { formatValue } from "../../format.ts";
import type { HistoryChart } from "./data.ts";
import { type Drawing, FRAME, type Option, PLAIN_TIP } from "./option.ts";
import { at, box, diamond, drawn, group, line, words } from "./shapes.ts";
import { COLOUR } from "./style.ts";
import { startOf } from "./ticks.ts";

export const history: Drawing<HistoryChart> = { option, summary, height: () => 76 };

function option({ values, median, low, high, head, unit }: HistoryChart): Option {
  const all = [...values, low, high, head];
  const [min, max] = [Math.min(...all), Math.max(...all)];
  const room = (max - min) * 0.1 || Math.abs(max) * 0.1 || 1;
  const end = values.length;
  return {
    ...FRAME,
    tooltip: PLAIN_TIP,
    grid: { left: 8, right: 96, top: 10, bottom: 10 },
    xAxis: { type: "value", min: 0, max: Math.max(1, end), show: false },
    yAxis: { type: "value", min: startOf(min, room), max: max + room, show: false },
    series: [
      drawn(
        (api) => [
          box(at(api, 0, low), at(api, Math.max(1, end), high), { fill: COLOUR.detect }),
          line(at(api, 0, median), at(api, Math.max(1, end), median), { stroke: COLOUR.muted, lineWidth: 1 }),
        ],
        1,
      ),
      {
        type: "line",
        id: "values",
        symbol: "circle",
        symbolSize: 4,
        showSymbol: end <= 60,
        emphasis: { disabled: true },
        lineStyle: { color: COLOUR.base, width: 1.5 },
        itemStyle: { color: COLOUR.base },
        data: values.map((value, index) => {
          const age = end - index;
          return {
            value: [index, value],
            tip: [formatValue(value, unit), `${age} stored ${age === 1 ? "job" : "jobs"} ago`],
          };
        }),
      },
      {
        type: "custom",
        id: "head",
        encode: { x: 0, y: 1 },
        data: [{ value: [Math.max(1, end), head], tip: [formatValue(head, unit), "head"] } as { value: number[] }],
        renderItem: (_, api) => {
          const [x, y] = at(api, Math.max(1, end), head);
          return group([diamond(x, y), words(`head ${formatValue(head, unit)}`, x + 9, y)]);
        },
      },
    ],
  };
}

function summary({ values, median, low, high, head, unit }: HistoryChart): string {
  const jobs = values.length === 1 ? "1 stored job" : `${values.length} stored jobs`;
  const place = head > high ? "above" : head < low ? "below" : "in";
  return `Head is ${formatValue(head, unit)}, ${place} the usual range of ${formatValue(low, unit)} to ${formatValue(high, unit)}; the median of ${jobs} is ${formatValue(median, unit)}.`;
}
