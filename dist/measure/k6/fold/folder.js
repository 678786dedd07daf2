// src/measure/k6/fold/folder.ts
import { LONGEST_TIME } from "../../subject.js";
import { CellTable, MOST_SUBJECTS } from "./cells.js";
import { httpNumber, isHttpTrend, Request } from "./request.js";
import { Selections } from "./selectors.js";
import { SentCounts } from "./sent.js";
import { exclusionOf, subjectOf, subjectOn } from "./subject.js";
import { WindowTable } from "./windows.js";
var DROP_TIMES = 1e4;
var PLACES = 4096;
var Folder = class {
  #options;
  #from;
  #to;
  #cells;
  #places = /* @__PURE__ */ new Map();
  #selections;
  #windows;
  #request = new Request();
  #httpNumbers = [];
  #sent = new SentCounts();
  #totals = { iterations: { measured: 0, all: 0 }, dropped_iterations: { measured: 0, all: 0 } };
  #dropTimes = [];
  #answers = {};
  #points = { measured: 0, outside: 0, setup: 0, untimed: 0 };
  constructor(options) {
    this.#options = options;
    this.#from = options.from ?? Number.NEGATIVE_INFINITY;
    this.#to = options.to ?? Number.POSITIVE_INFINITY;
    this.#cells = new CellTable(options.maxSubjects ?? MOST_SUBJECTS, options.tellApart ?? (() => true));
    this.#selections = new Selections(options.selectors ?? []);
    this.#windows = new WindowTable(options.from ?? null, options.windowMs ?? 1e3);
  }
  tags(tags) {
    const subject = subjectOf(tags, this.#options.nameOf ?? ((name) => name));
    const excluded = exclusionOf(tags);
    const expected = tags.expected_response === void 0 ? null : tags.expected_response === "true";
    return { tags, excluded, place: this.#place(subject, expected), sent: this.#sent.of(tags), selected: [] };
  }
  point(metric, time, value, tags) {
    const number = this.#httpNumbers[metric.index] ?? this.#httpNumber(metric);
    if (number < 0) this.#count(metric, time, value);
    else tags.sent.add(number, time, value);
    if (tags.excluded !== null) {
      this.#points[tags.excluded]++;
      return;
    }
    if (number < 0) {
      if (this.#measured(time)) this.#add(metric, value, tags);
      return;
    }
    if (!(value >= 0 && value <= LONGEST_TIME)) {
      this.#points.untimed++;
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
      answers: this.#answers,
      sent: this.#sent.bySlot(),
      untold: this.#sent.untold,
      iterations: this.#totals.iterations,
      dropped: this.#totals.dropped_iterations,
      dropTimes: this.#dropTimes,
      lines: reader.lines,
      points: { ...this.#points, infinite: reader.infinite }
    };
  }
  #endRequest() {
    const { tags, points, metrics, values, start } = this.#request;
    if (tags === null) return;
    if (start < this.#from || start >= this.#to) {
      this.#points.outside += points;
      return;
    }
    for (let i = 0; i < points; i++) this.#add(metrics[i], values[i], tags);
    if (!this.#request.counted) return;
    const latency = tags.place.expected === false ? Number.NaN : this.#request.duration;
    const { place } = tags;
    this.#answered(place.subject.slot, start, this.#request.end);
    if (place.track === void 0) {
      place.track = this.#cells.tells(place.subject) ? this.#windows.track(place.subject) : null;
    }
    this.#windows.add(place.track, start, this.#request.failed, latency);
  }
  #answered(slot, start, end) {
    if (slot === null) return;
    this.#answers[slot] ??= { last: end, longest: 0 };
    const answers = this.#answers[slot];
    if (end > answers.last) answers.last = end;
    if (end - start > answers.longest) answers.longest = end - start;
  }
  #measured(time) {
    const measured = time >= this.#from && time < this.#to;
    if (!measured) this.#points.outside++;
    return measured;
  }
  #add(metric, value, set) {
    this.#points.measured++;
    (set.place.cells[metric.index] ?? this.#cell(metric, set.place)).add(value);
    const selected = set.selected[metric.index] ?? this.#select(metric, set);
    for (let i = 0; i < selected.length; i++) selected[i].add(value);
  }
  #place(subject, expected) {
    const { slot, scenario, method, name, check } = subject;
    const key = JSON.stringify([slot, scenario, method, name, check, expected]);
    const known = this.#places.get(key);
    if (known !== void 0) return known;
    if (this.#places.size >= PLACES) this.#places.clear();
    const place = { subject, expected, cells: [], track: void 0 };
    this.#places.set(key, place);
    return place;
  }
  #cell(metric, place) {
    const row = this.#cells.row(
      subjectOn(metric.name, place.subject),
      isHttpTrend(metric.name) ? place.expected : null
    );
    const cell = row.cellOf(metric);
    place.cells[metric.index] = cell;
    return cell;
  }
  #select(metric, set) {
    const selected = this.#selections.matching(metric, set.tags, set.place.subject.slot);
    set.selected[metric.index] = selected;
    return selected;
  }
  #count(metric, time, value) {
    const name = metric.name;
    if (name !== "iterations" && name !== "dropped_iterations") return;
    this.#totals[name].all += value;
    if (time >= this.#from && time < this.#to) this.#totals[name].measured += value;
    if (name === "dropped_iterations" && this.#dropTimes.length < DROP_TIMES) this.#dropTimes.push(time);
  }
  #httpNumber(metric) {
    const number = httpNumber(metric.name);
    this.#httpNumbers[metric.index] = number;
    return number;
  }
};
export {
  Folder
};
