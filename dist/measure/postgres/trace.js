// src/measure/postgres/trace.ts
import { addAll } from "./counters.js";
var Trace = class {
  #tallies = /* @__PURE__ */ new Map();
  #incomplete = /* @__PURE__ */ new Set();
  #losses = /* @__PURE__ */ new Set();
  #elsewhere = /* @__PURE__ */ new Map();
  /** Ids of roles that asked something in the database. */
  roles = /* @__PURE__ */ new Set();
  #lost = 0;
  add({ endpoint }, between) {
    if (endpoint === null) return;
    if (between.kind === "lost") {
      this.#lost++;
      this.#losses.add(between.why);
      this.#incomplete.add(endpoint);
      return;
    }
    const tally = this.#tallies.get(endpoint) ?? { requests: 0, counters: /* @__PURE__ */ new Map() };
    this.#tallies.set(endpoint, tally);
    const elsewhere = this.#elsewhere.get(endpoint) ?? /* @__PURE__ */ new Set();
    this.#elsewhere.set(endpoint, elsewhere);
    for (const key of between.elsewhere) elsewhere.add(key);
    for (const key of between.counters.keys()) this.roles.add(first(key));
    tally.requests++;
    addAll(tally.counters, between.counters);
  }
  /** Requests of which nobody knows what they asked, their endpoints, and by what. */
  get lost() {
    return { requests: this.#lost, endpoints: [...this.#incomplete], losses: [...this.#losses] };
  }
  /** The server's other databases that these roles asked too, by id, and the endpoints meanwhile. */
  get elsewhere() {
    const ofRoles = [...this.#elsewhere].map(
      ([endpoint, keys]) => [endpoint, [...keys].filter((key) => this.roles.has(first(key)))]
    );
    return {
      databases: [...new Set(ofRoles.flatMap(([, keys]) => keys.map((key) => key.split(" ")[1])))],
      endpoints: ofRoles.filter(([, keys]) => keys.length > 0).map(([endpoint]) => endpoint)
    };
  }
  /** Endpoints that were asked for and are of no known count. */
  get uncounted() {
    return [.../* @__PURE__ */ new Set([...this.#incomplete, ...this.elsewhere.endpoints])];
  }
  /**
   * By endpoint; the counters by key, as in a Look. Without endpoints of which a request was lost: whoever sets the counters to
   * zero in the costly ones would else be weighed by the others.
   */
  get tallies() {
    const uncounted = this.uncounted;
    return new Map([...this.#tallies].filter(([endpoint]) => !uncounted.includes(endpoint)));
  }
};
var first = (key) => key.split(" ", 1)[0];
export {
  Trace
};
