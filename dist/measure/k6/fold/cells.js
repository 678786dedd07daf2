// src/measure/k6/fold/cells.ts
import { createAggregate } from "./aggregate.js";
import { EXACT_VALUES } from "./histogram.js";
var MOST_SUBJECTS = 2e3;
var ROOMY_CELLS = 1e3;
var EXACT_VALUES_IN_CROWD = 128;
var MOST_SCENARIOS = 100;
var CellTable = class {
  cells = [];
  #limit;
  #tellApart;
  #told = /* @__PURE__ */ new Set();
  #scenarios = /* @__PURE__ */ new Set();
  #rows = /* @__PURE__ */ new Map();
  constructor(limit, tellApart) {
    this.#limit = limit;
    this.#tellApart = tellApart;
  }
  row(subject, expected) {
    const other = !this.tells(subject);
    const about = other ? this.#othersOf(subject) : subject;
    const key = JSON.stringify([about.slot, about.scenario, about.method, about.name, about.check, expected, other]);
    const known = this.#rows.get(key);
    if (known !== void 0) return known;
    const byMetric = [];
    const row = {
      cellOf: (metric) => byMetric[metric.index] ??= this.#make(metric, about, expected, other)
    };
    this.#rows.set(key, row);
    return row;
  }
  /** Whether a subject has cells of its own; true for good once it was. */
  tells(subject) {
    const { scenario, method, name, check } = subject;
    const key = JSON.stringify([scenario, method, name, check]);
    if (this.#told.has(key)) return true;
    const isNamed = name !== null || check !== null;
    if (this.#told.size >= this.#limit || isNamed && !this.#tellApart(subject)) return false;
    this.#told.add(key);
    return true;
  }
  #make(metric, about, expected, other) {
    const exact = this.cells.length < ROOMY_CELLS ? EXACT_VALUES : EXACT_VALUES_IN_CROWD;
    const aggregate = createAggregate(metric.type, exact);
    this.cells.push({ ...about, metric: metric.name, expected, other, aggregate });
    return aggregate;
  }
  #othersOf({ slot, scenario }) {
    if (this.#scenarios.size < MOST_SCENARIOS) this.#scenarios.add(scenario);
    const known = this.#scenarios.has(scenario) ? scenario : null;
    return { slot, scenario: known, method: null, name: null, check: null };
  }
};
export {
  CellTable,
  MOST_SUBJECTS
};
