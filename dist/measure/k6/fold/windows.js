// src/measure/k6/fold/windows.ts
import { Histogram } from "./histogram.js";
var SERIES = 512;
var WINDOWS = 4096;
var EXACT_VALUES_A_WINDOW = 256;
var WindowTable = class {
  #origin;
  #windowMs;
  #count = 0;
  #requestsLeftOut = 0;
  #tracks = /* @__PURE__ */ new Map();
  /**
   * Windows start at `origin` (epoch ms) plus whole multiples of `windowMs`; null: at the first request, so that no window
   * begins before there is anything to count.
   */
  constructor(origin, windowMs) {
    this.#origin = origin;
    this.#windowMs = windowMs;
  }
  /** Where a subject's requests are counted; null when there are too many subjects. */
  track(subject) {
    const key = JSON.stringify([subject.slot, subject.scenario, subject.method, subject.name]);
    const known = this.#tracks.get(key);
    if (known !== void 0) return known.track;
    if (this.#tracks.size >= SERIES) return null;
    const track = /* @__PURE__ */ new Map();
    this.#tracks.set(key, { subject, track });
    return track;
  }
  /** `latency`: NaN for a request that has none to show. */
  add(track, start, failed, latency) {
    if (track === null) {
      this.#requestsLeftOut++;
      return;
    }
    this.#origin ??= start;
    const number = Math.max(0, Math.floor((start - this.#origin) / this.#windowMs));
    let window = track.get(number);
    if (window === void 0) {
      if (this.#count >= WINDOWS) {
        this.#double();
        this.add(track, start, failed, latency);
        return;
      }
      window = { start: 0, requests: 0, failed: 0, latency: new Histogram(EXACT_VALUES_A_WINDOW) };
      track.set(number, window);
      this.#count++;
    }
    window.requests++;
    if (failed) window.failed++;
    if (!Number.isNaN(latency)) window.latency.add(latency);
  }
  result() {
    const series = [...this.#tracks.values()].map(({ subject, track }) => {
      const { slot, scenario, method, name } = subject;
      const windows = [...track].sort(([a], [b]) => a - b).map(([number, window]) => ({ ...window, start: (this.#origin ?? 0) + number * this.#windowMs }));
      return { slot, scenario, method, name, windows };
    });
    return { windowMs: this.#windowMs, series, requestsLeftOut: this.#requestsLeftOut };
  }
  #double() {
    this.#windowMs *= 2;
    this.#count = 0;
    for (const { track } of this.#tracks.values()) {
      const old = [...track];
      track.clear();
      for (const [number, window] of old) {
        const half = Math.floor(number / 2);
        const known = track.get(half);
        if (known === void 0) {
          track.set(half, window);
        } else {
          known.requests += window.requests;
          known.failed += window.failed;
          known.latency.absorb(window.latency);
        }
      }
      this.#count += track.size;
    }
  }
};
export {
  WindowTable
};
