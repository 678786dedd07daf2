// src/report/render/html/charts/chart.ts
import { distribution } from "./distribution.js";
import { history } from "./history.js";
import { interval } from "./interval.js";
import { looks } from "./looks.js";
import { rounds } from "./rounds.js";
import { timeline } from "./timeline.js";
import { tree } from "./tree.js";
var DRAWINGS = {
  rounds,
  interval,
  looks,
  distribution,
  timeline,
  tree,
  history
};
function optionOf(data) {
  return drawingOf(data).option(bounded(data));
}
function summaryOf(data) {
  return drawingOf(data).summary(data);
}
function heightOf(data) {
  return drawingOf(data).height(data);
}
var drawingOf = ({ kind }) => DRAWINGS[kind];
var LARGEST = 1e15;
var SMALLEST = 1e-12;
function bounded(data) {
  const within = (value) => {
    if (typeof value === "number") {
      return Math.abs(value) < SMALLEST ? 0 : Math.min(Math.max(value, -LARGEST), LARGEST);
    }
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, within(one)]));
  };
  return within(data);
}
export {
  heightOf,
  optionOf,
  summaryOf
};
