// src/measure/postgres/trace.ts
import { addAll } from "./counters.js";
var Trace = class {
  #tallies = /* @__PURE__ */ new Map();
  #lost = 0;
  add({ endpoint }, between) {
    if (endpoint === null) return;
    if (between.kind === "lost") {
      this.#lost++;
      return;
    }
    const tally = this.#tallies.get(endpoint) ?? { requests: 0, counters: /* @__PURE__ */ new Map() };
    this.#tallies.set(endpoint, tally);
    tally.requests++;
    addAll(tally.counters, between.counters);
  }
  /** Requests of which nobody knows what they asked. */
  get lost() {
    return this.#lost;
  }
  /** By endpoint; the counters by key, as in a Look. */
  get tallies() {
    return this.#tallies;
  }
};
export {
  Trace
};
