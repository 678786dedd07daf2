/** What all charts have in common. */
import type { CustomSeriesOption, LineSeriesOption, TreemapSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import { COLOUR, FONT, FONT_SIZE } from "./style.ts";
import { tipOf } from "./tip.ts";

export type Option = ComposeOption<
  CustomSeriesOption | LineSeriesOption | TreemapSeriesOption | GridComponentOption | TooltipComponentOption
>;

/** One kind of chart. */
export interface Drawing<Data> {
  readonly option: (data: Data) => Option;
  readonly summary: (data: Data) => string;
  /** In pixels. */
  readonly height: (data: Data) => number;
}

/** Nothing moves by itself: a reader who asked for less motion needs no other chart. */
export const FRAME = {
  animation: false,
  backgroundColor: "transparent",
  textStyle: { fontFamily: FONT, fontSize: FONT_SIZE, color: COLOUR.ink },
  tooltip: {
    trigger: "item",
    confine: true,
    transitionDuration: 0,
    backgroundColor: COLOUR.paper,
    borderColor: COLOUR.muted,
    textStyle: { color: COLOUR.ink, fontSize: FONT_SIZE, fontFamily: FONT },
    extraCssText: "width:max-content;max-width:min(22rem,90%);white-space:normal;overflow-wrap:anywhere",
    formatter: tipOf,
  },
} as const satisfies Option;

/** For charts along an axis: the mouse need not meet a mark, the nearest place on the axis answers. */
export const AXIS_TIP = {
  ...FRAME.tooltip,
  trigger: "axis",
  axisPointer: { type: "line", animation: false, lineStyle: { color: COLOUR.muted } },
} as const;

/** As AXIS_TIP, where a line at the mouse would say nothing. */
export const PLAIN_TIP = { ...AXIS_TIP, axisPointer: { type: "none" } } as const;

/** What every axis of numbers looks like. */
export const AXIS = {
  type: "value",
  nameLocation: "middle",
  nameTextStyle: { color: COLOUR.muted, fontSize: FONT_SIZE },
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { color: COLOUR.muted, fontSize: FONT_SIZE, hideOverlap: true },
  splitLine: { lineStyle: { color: COLOUR.line } },
} as const;

/** An axis with its line and without a grid: time, rounds. */
export const FLOOR = {
  ...AXIS,
  axisLine: { show: true, onZero: false, lineStyle: { color: COLOUR.muted } },
  axisTick: { show: true, lineStyle: { color: COLOUR.muted } },
  splitLine: { show: false },
} as const;
