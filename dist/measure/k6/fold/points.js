// src/measure/k6/fold/points.ts
import { ToolError } from "../../../errors.js";
import {
  MOST,
  parseLine,
  parseTags
} from "./json-line.js";
import { NumberReader } from "./number.js";
import { isAt, setText, TextMemory, textOf, viewOf } from "./text.js";
import { TimeReader } from "./time.js";
var NEWLINE = 10;
var BRACE = 125;
var VALUE = textOf('","value":');
var SHORTEST_REST = ',"tags":{}}}\n'.length;
var REST = textOf(',"tags":{');
var LONGEST_TIME = 48;
var REMEMBERED_TAGS = 1024;
var PointReader = class {
  metrics = /* @__PURE__ */ new Map();
  /** Lines read, and points that have no number: k6 1.x writes infinite ones as +Inf and -Inf, k6 2.x leaves them out. */
  lines = 0;
  infinite = 0;
  #inOrder = [];
  #name;
  #taker;
  #remembered = new TextMemory(REMEMBERED_TAGS);
  #times = new TimeReader();
  #numbers = new NumberReader();
  #last;
  /** The time read last, with the text up to its value. */
  #timeText = { length: LONGEST_TIME, words: new Array(LONGEST_TIME / 8).fill(Number.NaN) };
  #time = Number.NaN;
  #rest;
  constructor(name, taker) {
    this.#name = name;
    this.#taker = taker;
  }
  /** Reads `bytes` from `start` to `end`: whole lines. Throws ToolError naming the line for what k6 does not write. */
  read(bytes, start, end) {
    const view = viewOf(bytes);
    let at = start;
    while (at < end) {
      this.lines++;
      const next = this.#readPoint(bytes, view, at, end);
      at = next > 0 ? next : this.#readAnyLine(bytes, at);
    }
  }
  /** Reads the line at `at` if it is a point in the usual form: returns where the next begins, else 0. */
  #readPoint(bytes, view, at, end) {
    const metric = this.#metricAt(view, at, end);
    if (metric === void 0) return 0;
    const timeAt = at + metric.beginning.length;
    if (!this.#readTime(bytes, view, timeAt, end)) return 0;
    const value = this.#numbers.read(bytes, timeAt + this.#timeText.length);
    if (!(Math.abs(value) <= MOST)) return 0;
    const restAt = this.#numbers.end;
    const rest = this.#restAt(bytes, view, restAt, end);
    if (rest === void 0) return 0;
    this.#taker.point(metric, this.#time, value, rest.value);
    return restAt + rest.text.length;
  }
  #metricAt(view, at, end) {
    const last = this.#last;
    let metric = last?.next;
    if (metric === void 0 || at + metric.beginning.length > end || !isAt(view, at, metric.beginning)) {
      metric = this.#anyMetricAt(view, at, end);
      if (metric === void 0) return void 0;
      if (last !== void 0) last.next = metric;
    }
    this.#last = metric;
    return metric;
  }
  #anyMetricAt(view, at, end) {
    for (const metric of this.#inOrder) {
      if (at + metric.beginning.length <= end && isAt(view, at, metric.beginning)) return metric;
    }
    return void 0;
  }
  /** What follows the value at `at`: most often the same as in the line before, or what followed that last time. */
  #restAt(bytes, view, at, end) {
    const last = this.#rest;
    if (last !== void 0 && at + last.text.length <= end && isAt(view, at, last.text)) return last;
    let rest = last?.next;
    if (rest === void 0 || at + rest.text.length > end || !isAt(view, at, rest.text)) {
      const length = bytes.indexOf(NEWLINE, at) + 1 - at;
      if (length < SHORTEST_REST) return void 0;
      rest = this.#remembered.find(view, at, length) ?? this.#learn(bytes, view, at, length);
      if (rest === void 0) return void 0;
      if (last !== void 0) last.next = rest;
    }
    this.#rest = rest;
    return rest;
  }
  /** Reads the time at `at` and the text up to the value, if they are there: the points of one request share them. */
  #readTime(bytes, view, at, end) {
    if (at + this.#timeText.length <= end && isAt(view, at, this.#timeText)) return true;
    const time = this.#times.read(bytes, view, at);
    const timeEnd = this.#times.end;
    if (Number.isNaN(time) || timeEnd + VALUE.length > end || !isAt(view, timeEnd, VALUE)) return false;
    setText(this.#timeText, view, at, timeEnd + VALUE.length - at);
    this.#time = time;
    return true;
  }
  #readAnyLine(bytes, at) {
    const newline = bytes.indexOf(NEWLINE, at);
    const line = this.#parse(Buffer.from(bytes.buffer, bytes.byteOffset + at, newline - at).toString("utf8"));
    if (line === null) return newline + 1;
    if (line.kind === "metric") {
      this.#define(line.definition);
      return newline + 1;
    }
    const metric = this.metrics.get(line.metric);
    if (metric === void 0)
      throw this.#bad(`is a point of ${line.metric.slice(0, 100)}, which no line before it defines`);
    this.#taker.point(metric, line.time, line.value, this.#taker.tags(line.tags));
    return newline + 1;
  }
  /**
   * Reads and remembers the tags of a point in the usual form, which end the line; undefined when what follows the value
   * is anything else than tags and k6's metadata, so that the whole line is to be parsed.
   */
  #learn(bytes, view, at, length) {
    if (!isAt(view, at, REST)) return void 0;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, length - 3).toString("utf8");
    const tags = bytes[at + length - 2] === BRACE ? parseTags(`{${text}`) : void 0;
    return tags && this.#remembered.keep(view, at, length, this.#taker.tags(tags));
  }
  #define(definition) {
    const known = this.metrics.get(definition.name);
    if (known?.type === definition.type) return;
    if (known !== void 0) throw this.#bad(`defines ${known.name} as a ${definition.type} after a ${known.type}`);
    const beginning = textOf(`{"metric":${JSON.stringify(definition.name)},"type":"Point","data":{"time":"`);
    const metric = { ...definition, index: this.metrics.size, beginning };
    metric.next = metric;
    this.metrics.set(metric.name, metric);
    this.#inOrder.push(metric);
  }
  #parse(text) {
    const line = parseLine(text);
    if (line?.kind === "infinite") {
      this.infinite++;
      return null;
    }
    if (line === void 0)
      throw this.#bad(`is neither a metric nor a point of k6: ${JSON.stringify(text.slice(0, 80))}`);
    return line;
  }
  #bad(what) {
    return new ToolError(`${this.#name}, line ${this.lines}, ${what}; the file is damaged or not k6's JSON output.`);
  }
};
export {
  PointReader
};
