// src/measure/k6/fold/selectors.ts
import { createAggregate } from "./aggregate.js";
var NONE = [];
var Selections = class {
  #byMetric = /* @__PURE__ */ new Map();
  #chosen = /* @__PURE__ */ new Map();
  constructor(selectors) {
    for (const selector of selectors) {
      const others = this.#byMetric.get(selector.metric);
      if (others === void 0) this.#byMetric.set(selector.metric, [selector]);
      else others.push(selector);
    }
  }
  /** The aggregates that points of `metric` with these tags belong to. All tags of a selector must be there and equal. */
  matching(metric, tags, slot) {
    const selectors = this.#byMetric.get(metric.name);
    if (selectors === void 0) return NONE;
    return selectors.filter((selector) => Object.entries(selector.tags).every(([tag, value]) => tags[tag] === value)).map((selector) => this.#aggregate(selector, metric, slot));
  }
  result() {
    return [...this.#chosen].flatMap(
      ([selector, slots]) => [...slots].map(([slot, aggregate]) => ({ selector, slot, aggregate }))
    );
  }
  #aggregate(selector, metric, slot) {
    const slots = this.#chosen.get(selector) ?? /* @__PURE__ */ new Map();
    this.#chosen.set(selector, slots);
    const aggregate = slots.get(slot) ?? createAggregate(metric.type);
    slots.set(slot, aggregate);
    return aggregate;
  }
};
export {
  Selections
};
