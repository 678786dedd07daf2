/** What endpoints do, in counts by name: the commands, statements or calls of the requests of one side. Pure. */

/** Names of an endpoint: what is called otherwise each time must not fill our memory, and is no cause of anything. */
export const MOST_NAMES = 10_000;

/** Sums by endpoint and name, and how many requests each endpoint answered. */
export class Tally {
  readonly #requests = new Map<string, number>();
  readonly #sums = new Map<string, Map<string, number>>();

  /** One more request of this endpoint was answered. */
  request(endpoint: string): void {
    this.#requests.set(endpoint, this.requests(endpoint) + 1);
  }

  add(endpoint: string, name: string, amount: number): void {
    const sums = this.#sums.get(endpoint) ?? new Map<string, number>();
    if (sums.size === MOST_NAMES && !sums.has(name)) return;
    sums.set(name, (sums.get(name) ?? 0) + amount);
    this.#sums.set(endpoint, sums);
  }

  /** Takes over all that `other` holds: another round of the same side. */
  include(other: Tally): void {
    for (const endpoint of other.endpoints()) {
      this.#requests.set(endpoint, this.requests(endpoint) + other.requests(endpoint));
      for (const [name, sum] of other.sums(endpoint)) this.add(endpoint, name, sum);
    }
  }

  /** Those with a request, in the order of their first. */
  endpoints(): readonly string[] {
    return [...this.#requests.keys()];
  }

  requests(endpoint: string): number {
    return this.#requests.get(endpoint) ?? 0;
  }

  /** By name, the largest first. */
  sums(endpoint: string): readonly (readonly [name: string, sum: number])[] {
    return [...(this.#sums.get(endpoint) ?? [])].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  }

  /** 0: nothing was added. */
  sum(endpoint: string, name: string): number {
    return this.#sums.get(endpoint)?.get(name) ?? 0;
  }

  /** The sum divided by the endpoint's requests; null: there was none. */
  perRequest(endpoint: string, name: string): number | null {
    const requests = this.requests(endpoint);
    return requests === 0 ? null : this.sum(endpoint, name) / requests;
  }
}
