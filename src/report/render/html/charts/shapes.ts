/** The marks that charts are drawn with: base is a ring, head a filled diamond, so that no colour needs to be seen. */
import type { CustomSeriesOption } from "echarts/charts";
import { COLOUR, type Dash, FONT, FONT_SIZE } from "./style.ts";

type RenderItem = NonNullable<CustomSeriesOption["renderItem"]>;
export type Api = Parameters<RenderItem>[1];
export type Shape = Exclude<ReturnType<RenderItem>, null | undefined>;

type Style = Readonly<{ fill?: string; stroke?: string; lineWidth?: number; lineDash?: Dash }>;

export function ring(x: number, y: number, radius = 4): Shape {
  const style: Style = { fill: COLOUR.paper, stroke: COLOUR.base, lineWidth: 2 };
  return { type: "circle", shape: { cx: x, cy: y, r: radius }, style };
}

export function diamond(x: number, y: number, radius = 5): Shape {
  const points = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ];
  return { type: "polygon", shape: { points }, style: { fill: COLOUR.head } };
}

export function line(from: readonly [number, number], to: readonly [number, number], style: Style): Shape {
  return { type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style };
}

/** Between two corners, whichever. */
export function box(from: readonly [number, number], to: readonly [number, number], style: Style): Shape {
  const shape = {
    x: Math.min(from[0], to[0]),
    y: Math.min(from[1], to[1]),
    width: Math.abs(to[0] - from[0]),
    height: Math.abs(to[1] - from[1]),
  };
  return { type: "rect", shape, style };
}

export function words(
  text: string,
  x: number,
  y: number,
  align: "left" | "center" | "right" = "left",
  fill: string = COLOUR.ink,
): Shape {
  const style = { text, x, y, fill, align, verticalAlign: "middle", fontSize: FONT_SIZE, fontFamily: FONT } as const;
  return { type: "text", style, silent: true };
}

/** Marks stay as they are when they are pointed at: ECharts would lighten their colours, which it cannot of custom properties. */
export function group(children: readonly Shape[]): Shape {
  return { type: "group", emphasisDisabled: true, children: [...children] };
}

/** Where a point of two axes of numbers is, in pixels. */
export const at = (api: Api, x: number, y: number) => api.coord([x, y]) as [number, number];

/** Decoration: nothing in it says anything when pointed at. */
export function drawn(shapes: (api: Api) => readonly Shape[], z: number, axes: Axes = {}): CustomSeriesOption {
  return {
    type: "custom",
    silent: true,
    tooltip: { show: false },
    z,
    ...axes,
    // What it is drawn from must not stretch an axis.
    encode: { x: [], y: [] },
    data: [[0]],
    renderItem: (_, api) => group(shapes(api)),
  };
}

type Axes = Readonly<{ xAxisIndex?: number; yAxisIndex?: number }>;
