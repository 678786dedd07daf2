/** What endpoints ask, one request at a time. */
import type { Answer } from "../load.ts";
import { addAll, type Between, type Counters } from "./counters.ts";

interface Tally {
  requests: number;
  readonly counters: Map<string, Counters>;
}

/**
 * What was counted since the answer before is this one's. What a request leaves running is counted when it ends, which may be
 * after its answer: then it is the next one's, on both sides alike.
 */
export class Trace {
  readonly #tallies = new Map<string, Tally>();
  readonly #incomplete = new Set<string>();
  #lost = 0;

  add({ endpoint }: Pick<Answer, "endpoint">, between: Between): void {
    if (endpoint === null) return;
    if (between.kind === "lost") {
      this.#lost++;
      this.#incomplete.add(endpoint);
      return;
    }
    const tally = this.#tallies.get(endpoint) ?? { requests: 0, counters: new Map() };
    this.#tallies.set(endpoint, tally);
    tally.requests++;
    addAll(tally.counters, between.counters);
  }

  /** Requests of which nobody knows what they asked, and their endpoints. */
  get lost(): { readonly requests: number; readonly endpoints: readonly string[] } {
    return { requests: this.#lost, endpoints: [...this.#incomplete] };
  }

  /**
   * By endpoint; the counters by key, as in a Look. Without endpoints of which a request was lost: whoever sets the counters to
   * zero in the costly ones would else be weighed by the others.
   */
  get tallies(): ReadonlyMap<string, { readonly requests: number; readonly counters: ReadonlyMap<string, Counters> }> {
    return new Map([...this.#tallies].filter(([endpoint]) => !this.#incomplete.has(endpoint)));
  }
}
