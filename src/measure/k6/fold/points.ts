/**
 * Reads k6's JSON lines. Nearly all of them are points written in one fixed form by k6 1.x and 2.x alike, and most of each
 * repeats the line before; that form is read byte by byte. Whatever does not have it goes through JSON.parse, so
 * that the outcome never depends on which way a line took.
 */
import { ToolError } from "../../../errors.ts";
import {
  type DefinitionLine,
  type MetricDefinition,
  MOST,
  type PointLine,
  parseLine,
  parseTags,
  type Tags,
} from "./json-line.ts";
import { NumberReader } from "./number.ts";
import { isAt, type Learnt, setText, type Text, TextMemory, textOf, viewOf } from "./text.ts";
import { TimeReader } from "./time.ts";

/** A metric as the reader knows it. `index` counts from 0 in order of definition. */
export interface KnownMetric extends MetricDefinition {
  readonly index: number;
  /** How a point of it begins. */
  readonly beginning: Text;
  /** The metric that followed it last time: a request's points always come in the same order. */
  next: KnownMetric;
}

/** Where points go. `T` is what the taker made of a point's tags; it is asked once for tags that repeat. */
export interface PointTaker<T> {
  tags(tags: Tags): T;
  point(metric: KnownMetric, time: number, value: number, tags: T): void;
}

const NEWLINE = 10;
const BRACE = 125;
const VALUE = textOf('","value":');
const SHORTEST_REST = ',"tags":{}}}\n'.length;
const REST = textOf(',"tags":{');
/** Nine digits of a second, an offset and VALUE, in whole words. */
const LONGEST_TIME = 48;
/** More than scripts have that name their requests; where every request has tags of its own, remembering only costs. */
const REMEMBERED_TAGS = 1024;

export class PointReader<T> {
  readonly metrics = new Map<string, KnownMetric>();
  /** Lines read, and points that have no number: k6 1.x writes infinite ones as +Inf and -Inf, k6 2.x leaves them out. */
  lines = 0;
  infinite = 0;
  readonly #inOrder: KnownMetric[] = [];
  readonly #name: string;
  readonly #taker: PointTaker<T>;
  readonly #remembered = new TextMemory<T>(REMEMBERED_TAGS);
  readonly #times = new TimeReader();
  readonly #numbers = new NumberReader();
  #last: KnownMetric | undefined;
  /** The time read last, with the text up to its value. */
  readonly #timeText: Text = { length: LONGEST_TIME, words: new Array<number>(LONGEST_TIME / 8).fill(Number.NaN) };
  #time = Number.NaN;
  #rest: Learnt<T> | undefined;

  constructor(name: string, taker: PointTaker<T>) {
    this.#name = name;
    this.#taker = taker;
  }

  /** Reads `bytes` from `start` to `end`: whole lines. Throws ToolError naming the line for what k6 does not write. */
  read(bytes: Uint8Array, start: number, end: number): void {
    const view = viewOf(bytes);
    let at = start;
    while (at < end) {
      this.lines++;
      const next = this.#readPoint(bytes, view, at, end);
      at = next > 0 ? next : this.#readAnyLine(bytes, at);
    }
  }

  /** Reads the line at `at` if it is a point in the usual form: returns where the next begins, else 0. */
  #readPoint(bytes: Uint8Array, view: DataView, at: number, end: number): number {
    const metric = this.#metricAt(view, at, end);
    if (metric === undefined) return 0;
    const timeAt = at + metric.beginning.length;
    if (!this.#readTime(bytes, view, timeAt, end)) return 0;
    const value = this.#numbers.read(bytes, timeAt + this.#timeText.length);
    if (!(Math.abs(value) <= MOST)) return 0;
    const restAt = this.#numbers.end;
    const rest = this.#restAt(bytes, view, restAt, end);
    if (rest === undefined) return 0;
    this.#taker.point(metric, this.#time, value, rest.value);
    return restAt + rest.text.length;
  }

  #metricAt(view: DataView, at: number, end: number): KnownMetric | undefined {
    const last = this.#last;
    let metric = last?.next;
    if (metric === undefined || at + metric.beginning.length > end || !isAt(view, at, metric.beginning)) {
      metric = this.#anyMetricAt(view, at, end);
      if (metric === undefined) return undefined;
      if (last !== undefined) last.next = metric;
    }
    this.#last = metric;
    return metric;
  }

  #anyMetricAt(view: DataView, at: number, end: number): KnownMetric | undefined {
    for (const metric of this.#inOrder) {
      if (at + metric.beginning.length <= end && isAt(view, at, metric.beginning)) return metric;
    }
    return undefined;
  }

  /** What follows the value at `at`: most often the same as in the line before, or what followed that last time. */
  #restAt(bytes: Uint8Array, view: DataView, at: number, end: number): Learnt<T> | undefined {
    const last = this.#rest;
    if (last !== undefined && at + last.text.length <= end && isAt(view, at, last.text)) return last;
    let rest = last?.next;
    if (rest === undefined || at + rest.text.length > end || !isAt(view, at, rest.text)) {
      const length = bytes.indexOf(NEWLINE, at) + 1 - at;
      if (length < SHORTEST_REST) return undefined;
      rest = this.#remembered.find(view, at, length) ?? this.#learn(bytes, view, at, length);
      if (rest === undefined) return undefined;
      if (last !== undefined) last.next = rest;
    }
    this.#rest = rest;
    return rest;
  }

  /** Reads the time at `at` and the text up to the value, if they are there: the points of one request share them. */
  #readTime(bytes: Uint8Array, view: DataView, at: number, end: number): boolean {
    if (at + this.#timeText.length <= end && isAt(view, at, this.#timeText)) return true;
    const time = this.#times.read(bytes, view, at);
    const timeEnd = this.#times.end;
    if (Number.isNaN(time) || timeEnd + VALUE.length > end || !isAt(view, timeEnd, VALUE)) return false;
    setText(this.#timeText, view, at, timeEnd + VALUE.length - at);
    this.#time = time;
    return true;
  }

  #readAnyLine(bytes: Uint8Array, at: number): number {
    const newline = bytes.indexOf(NEWLINE, at);
    const line = this.#parse(Buffer.from(bytes.buffer, bytes.byteOffset + at, newline - at).toString("utf8"));
    if (line === null) return newline + 1;
    if (line.kind === "metric") {
      this.#define(line.definition);
      return newline + 1;
    }
    const metric = this.metrics.get(line.metric);
    if (metric === undefined)
      throw this.#bad(`is a point of ${line.metric.slice(0, 100)}, which no line before it defines`);
    this.#taker.point(metric, line.time, line.value, this.#taker.tags(line.tags));
    return newline + 1;
  }

  /**
   * Reads and remembers the tags of a point in the usual form, which end the line; undefined when what follows the value
   * is anything else than tags and k6's metadata, so that the whole line is to be parsed.
   */
  #learn(bytes: Uint8Array, view: DataView, at: number, length: number): Learnt<T> | undefined {
    if (!isAt(view, at, REST)) return undefined;
    // `,"tags":{…}}}` and the newline: without the comma, and without the brace that closes the line's own object.
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, length - 3).toString("utf8");
    const tags = bytes[at + length - 2] === BRACE ? parseTags(`{${text}`) : undefined;
    return tags && this.#remembered.keep(view, at, length, this.#taker.tags(tags));
  }

  #define(definition: MetricDefinition): void {
    const known = this.metrics.get(definition.name);
    if (known?.type === definition.type) return;
    if (known !== undefined) throw this.#bad(`defines ${known.name} as a ${definition.type} after a ${known.type}`);
    const beginning = textOf(`{"metric":${JSON.stringify(definition.name)},"type":"Point","data":{"time":"`);
    const metric = { ...definition, index: this.metrics.size, beginning } as KnownMetric;
    metric.next = metric;
    this.metrics.set(metric.name, metric);
    this.#inOrder.push(metric);
  }

  #parse(text: string): PointLine | DefinitionLine | null {
    const line = parseLine(text);
    if (line?.kind === "infinite") {
      this.infinite++;
      return null;
    }
    if (line === undefined)
      throw this.#bad(`is neither a metric nor a point of k6: ${JSON.stringify(text.slice(0, 80))}`);
    return line;
  }

  #bad(what: string): ToolError {
    return new ToolError(`${this.#name}, line ${this.lines}, ${what}; the file is damaged or not k6's JSON output.`);
  }
}
