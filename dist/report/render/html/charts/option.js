// src/report/render/html/charts/option.ts
import { COLOUR, FONT, FONT_SIZE } from "./style.js";
import { tipOf } from "./tip.js";
var FRAME = {
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
    formatter: tipOf
  }
};
var AXIS_TIP = {
  ...FRAME.tooltip,
  trigger: "axis",
  axisPointer: { type: "line", animation: false, lineStyle: { color: COLOUR.muted } }
};
var PLAIN_TIP = { ...AXIS_TIP, axisPointer: { type: "none" } };
var AXIS = {
  type: "value",
  nameLocation: "middle",
  nameTextStyle: { color: COLOUR.muted, fontSize: FONT_SIZE },
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { color: COLOUR.muted, fontSize: FONT_SIZE, hideOverlap: true },
  splitLine: { lineStyle: { color: COLOUR.line } }
};
var FLOOR = {
  ...AXIS,
  axisLine: { show: true, onZero: false, lineStyle: { color: COLOUR.muted } },
  axisTick: { show: true, lineStyle: { color: COLOUR.muted } },
  splitLine: { show: false }
};
export {
  AXIS,
  AXIS_TIP,
  FLOOR,
  FRAME,
  PLAIN_TIP
};
