// src/measure/k6/fold/selectors.ts
import { createAggregate } from "./aggregate.js";
var Selections = class {
  #selectors;
  #chosen = /* @__PURE__ */ new Map();
  constructor(selectors) {
    this.#selectors = selectors;
  }
  /** The aggregates that points of `metric` with these tags belong to. All tags of a selector must be there and equal. */
  matching(metric, tags, slot) {
    return this.#selectors.filter((selector) => selector.metric === metric.name).filter((selector) => Object.entries(selector.tags).every(([tag, value]) => tags[tag] === value)).map((selector) => this.#aggregate(selector, metric, slot));
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
