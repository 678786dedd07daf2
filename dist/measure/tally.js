// src/measure/tally.ts
var MOST_NAMES = 1e4;
var Tally = class {
  #requests = /* @__PURE__ */ new Map();
  #sums = /* @__PURE__ */ new Map();
  /** One more request of this endpoint was answered. */
  request(endpoint) {
    this.#requests.set(endpoint, this.requests(endpoint) + 1);
  }
  add(endpoint, name, amount) {
    const sums = this.#sums.get(endpoint) ?? /* @__PURE__ */ new Map();
    if (sums.size === MOST_NAMES && !sums.has(name)) return;
    sums.set(name, (sums.get(name) ?? 0) + amount);
    this.#sums.set(endpoint, sums);
  }
  /** Takes over all that `other` holds: another round of the same side. */
  include(other) {
    for (const endpoint of other.endpoints()) {
      this.#requests.set(endpoint, this.requests(endpoint) + other.requests(endpoint));
      for (const [name, sum] of other.sums(endpoint)) this.add(endpoint, name, sum);
    }
  }
  /** Those with a request, in the order of their first. */
  endpoints() {
    return [...this.#requests.keys()];
  }
  requests(endpoint) {
    return this.#requests.get(endpoint) ?? 0;
  }
  /** By name, the largest first. */
  sums(endpoint) {
    return [...this.#sums.get(endpoint) ?? []].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  }
  /** 0: nothing was added. */
  sum(endpoint, name) {
    return this.#sums.get(endpoint)?.get(name) ?? 0;
  }
  /** The sum divided by the endpoint's requests; null: there was none. */
  perRequest(endpoint, name) {
    const requests = this.requests(endpoint);
    return requests === 0 ? null : this.sum(endpoint, name) / requests;
  }
};
export {
  MOST_NAMES,
  Tally
};
