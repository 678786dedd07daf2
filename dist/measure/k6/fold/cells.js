// src/measure/k6/fold/cells.ts
import { createAggregate } from "./aggregate.js";
import { EXACT_VALUES } from "./histogram.js";
var CELLS = 2e4;
var ROOMY_CELLS = 1e3;
var EXACT_VALUES_IN_CROWD = 128;
var CellTable = class {
  cells = [];
  #limit;
  #rows = /* @__PURE__ */ new Map();
  constructor(limit) {
    this.#limit = limit;
  }
  get full() {
    return this.cells.length >= this.#limit;
  }
  row(subject, expected) {
    const { slot, scenario, method, name, check } = subject;
    const key = JSON.stringify([slot, scenario, method, name, check, expected]);
    return this.#rows.get(key) ?? (this.full ? this.#others(subject.slot, expected) : this.#newRow(key, subject, expected));
  }
  /** How many values a trend made now may keep. */
  get exactValues() {
    return this.cells.length < ROOMY_CELLS ? EXACT_VALUES : EXACT_VALUES_IN_CROWD;
  }
  #newRow(key, subject, expected) {
    const byMetric = [];
    const cellOf = (metric) => {
      const known = byMetric[metric.index];
      if (known !== void 0) return known;
      if (this.full) return this.#others(subject.slot, expected).cellOf(metric);
      const made = this.#make(metric, subject, expected, false);
      byMetric[metric.index] = made;
      return made;
    };
    const row = { cellOf };
    this.#rows.set(key, row);
    return row;
  }
  #others(slot, expected) {
    const key = `other ${slot} ${expected}`;
    const known = this.#rows.get(key);
    if (known !== void 0) return known;
    const byMetric = [];
    const subject = { slot, scenario: null, method: null, name: null, check: null };
    const row = {
      cellOf: (metric) => byMetric[metric.index] ??= this.#make(metric, subject, expected, true)
    };
    this.#rows.set(key, row);
    return row;
  }
  #make(metric, subject, expected, other) {
    const aggregate = createAggregate(metric.type, this.exactValues);
    this.cells.push({ ...subject, metric: metric.name, expected, other, aggregate });
    return aggregate;
  }
};
export {
  CELLS,
  CellTable
};
