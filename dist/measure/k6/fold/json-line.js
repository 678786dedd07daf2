// src/measure/k6/fold/json-line.ts
import { jsonOf } from "../../json.js";
import { METRIC_TYPES } from "./aggregate.js";
import { viewOf } from "./text.js";
import { TimeReader } from "./time.js";
var NAME = /^[A-Za-z_][A-Za-z0-9_]{0,128}$/;
var MOST = 1e100;
function parseLine(text) {
  const json = jsonOf(text);
  if (json !== void 0) return isObject(json) ? asDefinition(json) ?? asPoint(json) : void 0;
  const finite = jsonOf(text.replace(/"value":[+-]Inf(?=[,}])/, '"value":0'));
  const point = isObject(finite) ? asPoint(finite) : void 0;
  return point !== void 0 && !point.metric.startsWith("http_") ? { kind: "infinite" } : void 0;
}
function parseTags(text) {
  const json = jsonOf(text);
  if (!isObject(json) || !isTags(json.tags)) return void 0;
  return Object.keys(json).every((key) => key === "tags" || key === "metadata") ? json.tags : void 0;
}
function isObject(json) {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
function isTags(json) {
  return isObject(json) && Object.values(json).every((tag) => typeof tag === "string");
}
function asDefinition({ type, data }) {
  if (type !== "Metric" || !isObject(data) || typeof data.name !== "string" || !NAME.test(data.name)) return void 0;
  const metricType = METRIC_TYPES.find((known) => known === data.type);
  if (metricType === void 0) return void 0;
  const contains = data.contains === "time" || data.contains === "data" ? data.contains : "default";
  return { kind: "metric", definition: { name: data.name, type: metricType, contains } };
}
function asPoint({ type, metric, data }) {
  if (type !== "Point" || typeof metric !== "string" || !isObject(data)) return void 0;
  const { time: text, value, tags = {} } = data;
  if (typeof text !== "string" || typeof value !== "number" || !(Math.abs(value) <= MOST)) return void 0;
  if (!isTags(tags)) return void 0;
  const bytes = Buffer.from(`${text}"`.padEnd(64));
  const reader = new TimeReader();
  const time = reader.read(bytes, viewOf(bytes), 0);
  if (Number.isNaN(time) || reader.end !== text.length) return void 0;
  return { kind: "point", metric, time, value, tags };
}
export {
  MOST,
  parseLine,
  parseTags
};
