// src/measure/k6/fold/folder.ts
import { CELLS, CellTable } from "./cells.js";
import { httpNumber, isHttpTrend, Request } from "./request.js";
import { Selections } from "./selectors.js";
import { exclusionOf, subjectOf } from "./subject.js";
import { WindowTable } from "./windows.js";
var DROP_TIMES = 1e4;
var Folder = class {
  #options;
  #from;
  #to;
  #cells;
  #selections;
  #windows;
  #request = new Request();
  #httpNumbers = [];
  #totals = { iterations: { measured: 0, all: 0 }, dropped_iterations: { measured: 0, all: 0 } };
  #dropTimes = [];
  #points = { measured: 0, outside: 0, setup: 0 };
  constructor(options) {
    this.#options = options;
    this.#from = options.from ?? Number.NEGATIVE_INFINITY;
    this.#to = options.to ?? Number.POSITIVE_INFINITY;
    this.#cells = new CellTable(options.maxCells ?? CELLS);
    this.#selections = new Selections(options.selectors ?? []);
    this.#windows = new WindowTable(options.from ?? 0, options.windowMs ?? 1e3);
  }
  tags(tags) {
    const subject = subjectOf(tags, this.#options.nameOf ?? ((name) => name));
    const excluded = exclusionOf(tags);
    const isRequest = tags.method !== void 0 && excluded === null;
    return {
      key: JSON.stringify(Object.entries(tags).sort(([a], [b]) => a < b ? -1 : 1)),
      tags,
      subject,
      excluded,
      expected: tags.expected_response === void 0 ? null : tags.expected_response === "true",
      sinks: [],
      track: isRequest ? this.#windows.track(subject) : null
    };
  }
  point(metric, time, value, tags) {
    this.#count(metric, time, value);
    if (tags.excluded !== null) {
      this.#points[tags.excluded]++;
      return;
    }
    const number = this.#httpNumber(metric);
    if (number < 0) {
      if (this.#measured(time)) this.#add(metric, value, tags);
      return;
    }
    const request = this.#request;
    if (!request.takes(number, time, tags)) {
      this.#endRequest();
      request.begin(time, tags);
    }
    request.add(number, metric, value);
  }
  /** The fold of all points so far; call once, after the last. */
  result(reader) {
    this.#endRequest();
    this.#request.begin(Number.NaN, null);
    return {
      metrics: [...reader.metrics.values()].map(({ name, type, contains }) => ({ name, type, contains })),
      cells: this.#cells.cells,
      selections: this.#selections.result(),
      windows: this.#windows.result(),
      iterations: this.#totals.iterations,
      dropped: this.#totals.dropped_iterations,
      dropTimes: this.#dropTimes,
      lines: reader.lines,
      points: { ...this.#points, infinite: reader.infinite },
      crowded: this.#cells.cells.some(({ other }) => other)
    };
  }
  #endRequest() {
    const { tags, metrics, values, start } = this.#request;
    if (tags === null) return;
    if (start < this.#from || start >= this.#to) {
      this.#points.outside += metrics.length;
      return;
    }
    for (let i = 0; i < metrics.length; i++) this.#add(metrics[i], values[i], tags);
    if (!this.#request.counted) return;
    const latency = tags.expected === false ? Number.NaN : this.#request.duration;
    this.#windows.add(tags.track, start, this.#request.failed, latency);
  }
  #measured(time) {
    const measured = time >= this.#from && time < this.#to;
    if (!measured) this.#points.outside++;
    return measured;
  }
  #add(metric, value, tags) {
    this.#points.measured++;
    const sinks = tags.sinks[metric.index] ?? this.#sinks(metric, tags);
    for (let i = 0; i < sinks.length; i++) sinks[i].add(value);
  }
  #sinks(metric, set) {
    const row = this.#cells.row(set.subject, isHttpTrend(metric.name) ? set.expected : null);
    const sinks = [row.cellOf(metric), ...this.#selections.matching(metric, set.tags, set.subject.slot)];
    set.sinks[metric.index] = sinks;
    return sinks;
  }
  #count(metric, time, value) {
    const name = metric.name;
    if (name !== "iterations" && name !== "dropped_iterations") return;
    this.#totals[name].all += value;
    if (time >= this.#from && time < this.#to) this.#totals[name].measured += value;
    if (name === "dropped_iterations" && this.#dropTimes.length < DROP_TIMES) this.#dropTimes.push(time);
  }
  #httpNumber(metric) {
    const known = this.#httpNumbers[metric.index];
    if (known !== void 0) return known;
    const number = httpNumber(metric.name);
    this.#httpNumbers[metric.index] = number;
    return number;
  }
};
export {
  Folder
};
