/** What endpoints ask, one request at a time. */
import type { Answer } from "../load.ts";
import { addAll, type Between, type Counters, type Loss } from "./counters.ts";

interface Tally {
  requests: number;
  readonly counters: Map<string, Counters>;
}

export interface Lost {
  readonly requests: number;
  readonly endpoints: readonly string[];
  readonly losses: readonly Loss[];
}

/**
 * What was counted since the answer before is this one's. What a request leaves running is counted when it ends, which may be
 * after its answer: then it is the next one's, on both sides alike.
 */
export class Trace {
  readonly #tallies = new Map<string, Tally>();
  readonly #incomplete = new Set<string>();
  readonly #losses = new Set<Loss>();
  readonly #elsewhere = new Map<string, Set<string>>();
  /** Ids of roles that asked something in the database. */
  readonly roles = new Set<string>();
  #lost = 0;

  add({ endpoint }: Pick<Answer, "endpoint">, between: Between): void {
    if (endpoint === null) return;
    if (between.kind === "lost") {
      this.#lost++;
      this.#losses.add(between.why);
      this.#incomplete.add(endpoint);
      return;
    }
    const tally = this.#tallies.get(endpoint) ?? { requests: 0, counters: new Map() };
    this.#tallies.set(endpoint, tally);
    const elsewhere = this.#elsewhere.get(endpoint) ?? new Set();
    this.#elsewhere.set(endpoint, elsewhere);
    for (const key of between.elsewhere) elsewhere.add(key);
    for (const key of between.counters.keys()) this.roles.add(first(key));
    tally.requests++;
    addAll(tally.counters, between.counters);
  }

  /** Requests of which nobody knows what they asked, their endpoints, and by what. */
  get lost(): Lost {
    return { requests: this.#lost, endpoints: [...this.#incomplete], losses: [...this.#losses] };
  }

  /** The server's other databases that these roles asked too, by id, and the endpoints meanwhile. */
  get elsewhere(): { readonly databases: readonly string[]; readonly endpoints: readonly string[] } {
    const ofRoles = [...this.#elsewhere].map(
      ([endpoint, keys]) => [endpoint, [...keys].filter((key) => this.roles.has(first(key)))] as const,
    );
    return {
      databases: [...new Set(ofRoles.flatMap(([, keys]) => keys.map((key) => key.split(" ")[1]!)))],
      endpoints: ofRoles.filter(([, keys]) => keys.length > 0).map(([endpoint]) => endpoint),
    };
  }

  /** Endpoints that were asked for and are of no known count. */
  get uncounted(): readonly string[] {
    return [...new Set([...this.#incomplete, ...this.elsewhere.endpoints])];
  }

  /**
   * By endpoint; the counters by key, as in a Look. Without endpoints of which a request was lost: whoever sets the counters to
   * zero in the costly ones would else be weighed by the others.
   */
  get tallies(): ReadonlyMap<string, { readonly requests: number; readonly counters: ReadonlyMap<string, Counters> }> {
    const uncounted = this.uncounted;
    return new Map([...this.#tallies].filter(([endpoint]) => !uncounted.includes(endpoint)));
  }
}

/** Of a key: the role. */
const first = (key: string) => key.split(" ", 1)[0]!;
