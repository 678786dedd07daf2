// src/measure/k6/fold/sent.ts
import { SLOTS } from "../../../model/series.js";
import { LONGEST_TIME } from "../../subject.js";
import { DURATION, REQUESTS } from "./request.js";
import { receiverOf } from "./subject.js";
var SentCount = class {
  requests = 0;
  from = Number.POSITIVE_INFINITY;
  to = Number.NEGATIVE_INFINITY;
  /** A point of a metric of HTTP requests, by its number. */
  add(number, time, value) {
    if (number === REQUESTS) {
      this.requests += value;
      if (time > this.to) this.to = time;
      if (time < this.from) this.from = time;
    } else if (number === DURATION && value >= 0 && value <= LONGEST_TIME && time - value < this.from) {
      this.from = time - value;
    }
  }
};
var SentCounts = class {
  #counts = {
    a: new SentCount(),
    b: new SentCount(),
    nobody: new SentCount(),
    elsewhere: new SentCount()
  };
  of(tags) {
    return this.#counts[receiverOf(tags)];
  }
  /** None for a slot that was sent nothing. */
  bySlot() {
    return Object.fromEntries(
      SLOTS.filter((slot) => this.#counts[slot].requests > 0).map((slot) => [slot, { ...this.#counts[slot] }])
    );
  }
  get untold() {
    return this.#counts.nobody.requests;
  }
};
export {
  SentCount,
  SentCounts
};
