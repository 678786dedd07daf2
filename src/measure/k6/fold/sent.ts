/** Requests as a server saw them: all that was sent to it, whatever else they count for. */
import { SLOTS, type Slot } from "../../../model/series.ts";
import { LONGEST_TIME } from "../../subject.ts";
import type { Tags } from "./json-line.ts";
import { DURATION, REQUESTS } from "./request.ts";
import { receiverOf } from "./subject.ts";

export interface Sent {
  /** Each redirect that was followed is one. */
  readonly requests: number;
  /** Epoch milliseconds: when the first was sent, and when the last was answered. */
  readonly from: number;
  readonly to: number;
}

/** Counts for one receiver. */
export class SentCount implements Sent {
  requests = 0;
  from = Number.POSITIVE_INFINITY;
  to = Number.NEGATIVE_INFINITY;

  /** A point of a metric of HTTP requests, by its number. */
  add(number: number, time: number, value: number): void {
    if (number === REQUESTS) {
      this.requests += value;
      if (time > this.to) this.to = time;
      if (time < this.from) this.from = time;
    } else if (number === DURATION && value >= 0 && value <= LONGEST_TIME && time - value < this.from) {
      this.from = time - value;
    }
  }
}

export class SentCounts {
  readonly #counts: Readonly<Record<Slot | "nobody" | "elsewhere", SentCount>> = {
    a: new SentCount(),
    b: new SentCount(),
    nobody: new SentCount(),
    elsewhere: new SentCount(),
  };

  of(tags: Tags): SentCount {
    return this.#counts[receiverOf(tags)];
  }

  /** None for a slot that was sent nothing. */
  bySlot(): Readonly<Partial<Record<Slot, Sent>>> {
    return Object.fromEntries(
      SLOTS.filter((slot) => this.#counts[slot].requests > 0).map((slot) => [slot, { ...this.#counts[slot] }]),
    );
  }

  get untold(): number {
    return this.#counts.nobody.requests;
  }
}
