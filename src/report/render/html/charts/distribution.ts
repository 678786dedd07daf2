/** How often each value came, a side: the share of requests by equal widths of the logarithm. */
import type { LineSeriesOption } from "echarts/charts";
import { SIDES, type Side } from "../../../../model/series.ts";
import { formatValue } from "../../format.ts";
import type { DistributionChart } from "./data.ts";
import { type KeyItem, key, keyHeight, stroke } from "./key.ts";
import { AXIS, AXIS_TIP, type Drawing, FLOOR, FRAME, type Option } from "./option.ts";
import { type Api, diamond, drawn, line, ring, type Shape, words } from "./shapes.ts";
import { COLOUR, DASH } from "./style.ts";
import { logTicks } from "./ticks.ts";

export const distribution: Drawing<DistributionChart> = { option, summary, height: () => 290 };

const KEY: readonly KeyItem[] = [stroke("base", COLOUR.base, 2, DASH.base), stroke("head", COLOUR.head, 2, DASH.head)];
const STRIP = 40;

function option(chart: DistributionChart): Option {
  const { unit } = chart;
  const bins = binsOf(chart);
  const edges = [bins[0]?.from ?? 1, bins.at(-1)?.to ?? 10] as const;
  const ticks = logTicks(...edges).map(Math.log10);
  const [min, max] = edges.map(Math.log10) as [number, number];
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
        formatter: (log: number) => formatValue(Number((10 ** log).toPrecision(6)), unit),
      },
    },
    yAxis: { ...AXIS, name: "how often", nameGap: 20, min: 0, axisLabel: { show: false }, splitNumber: 3 },
    series: [
      ...SIDES.filter((side) => chart.counts[side] !== null).map((side) => steps(bins, side, chart)),
      drawn((api) => SIDES.flatMap((side, row) => marks(api, chart, side, keyHeight(KEY) + 10 + row * 18)), 5),
      key(KEY),
    ],
  };
}

interface Bin {
  readonly from: number;
  readonly to: number;
  /** Of all requests of the side, 0–1. */
  readonly share: Readonly<Record<Side, number>>;
}

/** Without the empty ones at both ends. A logarithm has no zero: the lowest bin is as wide as the next. */
function binsOf({ edges, counts }: DistributionChart): readonly Bin[] {
  const totals = { base: sum(counts.base), head: sum(counts.head) };
  const share = (side: Side, index: number) => (totals[side] === 0 ? 0 : (counts[side]?.[index] ?? 0) / totals[side]);
  const bins = edges.slice(1).flatMap((to, index) => {
    const next = edges[index + 2];
    const low = edges[index]!;
    const from = low > 0 ? low : next === undefined ? to / 2 : to ** 2 / next;
    return to > from ? [{ from, to, share: { base: share("base", index), head: share("head", index) } }] : [];
  });
  const isFull = ({ share: { base, head } }: Bin) => base > 0 || head > 0;
  const first = bins.findIndex(isFull);
  return first < 0 ? [] : bins.slice(first, bins.findLastIndex(isFull) + 1);
}

const sum = (counts: readonly number[] | null) => (counts ?? []).reduce((total, count) => total + count, 0);

function steps(bins: readonly Bin[], side: Side, { unit }: DistributionChart): LineSeriesOption {
  const points = bins.map((bin) => ({
    value: [Math.log10(bin.from), bin.share[side] / Math.log10(bin.to / bin.from)],
    tip: [
      `${formatValue(bin.from, unit)} to ${formatValue(bin.to, unit)}`,
      ...SIDES.map((one) => `${one} ${formatValue(bin.share[one], "fraction")} of requests`),
    ],
  }));
  const last = bins.at(-1);
  const end = last ? [{ value: [Math.log10(last.to), points.at(-1)!.value[1]!], tip: [] }] : [];
  return {
    type: "line",
    id: side,
    step: "end",
    showSymbol: false,
    emphasis: { disabled: true },
    lineStyle: { color: COLOUR[side], width: 2, type: DASH[side] },
    itemStyle: { color: COLOUR[side] },
    data: [...points, ...end],
  };
}

/** A row above the plot: where the percentiles of a side are, named where there is room. */
function marks(api: Api, { quantiles }: DistributionChart, side: Side, y: number): readonly Shape[] {
  const floor = api.coord([0, 0])[1]!;
  const at = quantiles.flatMap(({ share, [side]: value }) =>
    value !== null && value > 0 ? [{ share, x: api.coord([Math.log10(value), 0])[0]! }] : [],
  );
  return at.flatMap(({ share, x }, index) => {
    const style = { stroke: COLOUR[side], lineWidth: 1, lineDash: [2, 3] };
    const hasRoom = (at[index + 1]?.x ?? Number.POSITIVE_INFINITY) - x > 40;
    return [
      line([x, y], [x, floor], style),
      side === "base" ? ring(x, y) : diamond(x, y),
      ...(hasRoom ? [words(nameOf(share), x + 8, y)] : []),
    ];
  });
}

const nameOf = (share: number) => `p${Number((share * 100).toFixed(3))}`;

function summary({ counts, quantiles, unit }: DistributionChart): string {
  const requests = SIDES.map((side) => `${sum(counts[side]).toLocaleString("en")} of ${side}`).join(", ");
  const said = quantiles.map(
    ({ share, base, head }) => `${nameOf(share)} base ${formatValue(base, unit)}, head ${formatValue(head, unit)}`,
  );
  return `Requests: ${requests}.${said.length === 0 ? "" : ` ${said.join("; ")}.`}`;
}
