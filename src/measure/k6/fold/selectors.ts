/** Points chosen by metric and tags, as a script's thresholds choose them: known before folding, a cell each and slot. */
import type { Slot } from "../../../model/series.ts";
import type { Selector } from "../threshold.ts";
import { type Aggregate, createAggregate } from "./aggregate.ts";
import type { Tags } from "./json-line.ts";
import type { KnownMetric } from "./points.ts";

/** null: points of no slot. A slot that no point fell to has no aggregate. */
export interface Selection {
  readonly selector: Selector;
  readonly slot: Slot | null;
  readonly aggregate: Aggregate;
}

const NONE: readonly Aggregate[] = [];

export class Selections {
  readonly #byMetric = new Map<string, Selector[]>();
  readonly #chosen = new Map<Selector, Map<Slot | null, Aggregate>>();

  constructor(selectors: readonly Selector[]) {
    for (const selector of selectors) {
      const others = this.#byMetric.get(selector.metric);
      if (others === undefined) this.#byMetric.set(selector.metric, [selector]);
      else others.push(selector);
    }
  }

  /** The aggregates that points of `metric` with these tags belong to. All tags of a selector must be there and equal. */
  matching(metric: KnownMetric, tags: Tags, slot: Slot | null): readonly Aggregate[] {
    const selectors = this.#byMetric.get(metric.name);
    if (selectors === undefined) return NONE;
    return selectors
      .filter((selector) => Object.entries(selector.tags).every(([tag, value]) => tags[tag] === value))
      .map((selector) => this.#aggregate(selector, metric, slot));
  }

  result(): Selection[] {
    return [...this.#chosen].flatMap(([selector, slots]) =>
      [...slots].map(([slot, aggregate]) => ({ selector, slot, aggregate })),
    );
  }

  #aggregate(selector: Selector, metric: KnownMetric, slot: Slot | null): Aggregate {
    const slots = this.#chosen.get(selector) ?? new Map<Slot | null, Aggregate>();
    this.#chosen.set(selector, slots);
    const aggregate = slots.get(slot) ?? createAggregate(metric.type);
    slots.set(slot, aggregate);
    return aggregate;
  }
}
