// src/measure/postgres/trace.ts
import { addAll } from "./counters.js";
var Trace = class {
  #tallies = /* @__PURE__ */ new Map();
  #incomplete = /* @__PURE__ */ new Set();
  #lost = 0;
  add({ endpoint }, between) {
    if (endpoint === null) return;
    if (between.kind === "lost") {
      this.#lost++;
      this.#incomplete.add(endpoint);
      return;
    }
    const tally = this.#tallies.get(endpoint) ?? { requests: 0, counters: /* @__PURE__ */ new Map() };
    this.#tallies.set(endpoint, tally);
    tally.requests++;
    addAll(tally.counters, between.counters);
  }
  /** Requests of which nobody knows what they asked, and their endpoints. */
  get lost() {
    return { requests: this.#lost, endpoints: [...this.#incomplete] };
  }
  /**
   * By endpoint; the counters by key, as in a Look. Without endpoints of which a request was lost: whoever sets the counters to
   * zero in the costly ones would else be weighed by the others.
   */
  get tallies() {
    return new Map([...this.#tallies].filter(([endpoint]) => !this.#incomplete.has(endpoint)));
  }
};
export {
  Trace
};
