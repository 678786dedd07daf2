/** The measured time in windows, for charts and for a look at drift: bounded, however long the run. */
import { Histogram } from "./histogram.ts";
import type { Subject } from "./subject.ts";

interface Window {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly requests: number;
  readonly failed: number;
  /** http_req_duration of the requests with the expected response; of requests that started in this window. */
  readonly latency: Histogram;
}

interface WindowSeries extends Omit<Subject, "check"> {
  /** In order of time; windows without requests are left out. */
  readonly windows: readonly Window[];
}

export interface Windows {
  /** As asked for, or doubled until all windows fit. */
  readonly windowMs: number;
  readonly series: readonly WindowSeries[];
  /** Requests of series that came when there were too many already. */
  readonly requestsLeftOut: number;
}

const SERIES = 512;
/** Each may come to hold some kilobytes: together a small part of what the fold takes. */
const WINDOWS = 4096;
const EXACT_VALUES_A_WINDOW = 256;

type Counting = { -readonly [key in keyof Window]: Window[key] };
type Track = Map<number, Counting>;

export class WindowTable {
  #origin: number | null;
  #windowMs: number;
  #count = 0;
  #requestsLeftOut = 0;
  readonly #tracks = new Map<string, { subject: Subject; track: Track }>();

  /**
   * Windows start at `origin` (epoch ms) plus whole multiples of `windowMs`; null: at the first request, so that no window
   * begins before there is anything to count.
   */
  constructor(origin: number | null, windowMs: number) {
    this.#origin = origin;
    this.#windowMs = windowMs;
  }

  /** Where a subject's requests are counted; null when there are too many subjects. */
  track(subject: Subject): Track | null {
    const key = JSON.stringify([subject.slot, subject.scenario, subject.method, subject.name]);
    const known = this.#tracks.get(key);
    if (known !== undefined) return known.track;
    if (this.#tracks.size >= SERIES) return null;
    const track: Track = new Map();
    this.#tracks.set(key, { subject, track });
    return track;
  }

  /** `latency`: NaN for a request that has none to show. */
  add(track: Track | null, start: number, failed: boolean, latency: number): void {
    if (track === null) {
      this.#requestsLeftOut++;
      return;
    }
    this.#origin ??= start;
    // Requests come as they end: one that started before the first to end counts with it.
    const number = Math.max(0, Math.floor((start - this.#origin) / this.#windowMs));
    let window = track.get(number);
    if (window === undefined) {
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

  result(): Windows {
    const series = [...this.#tracks.values()].map(({ subject, track }) => {
      const { slot, scenario, method, name } = subject;
      const windows = [...track]
        .sort(([a], [b]) => a - b)
        .map(([number, window]) => ({ ...window, start: (this.#origin ?? 0) + number * this.#windowMs }));
      return { slot, scenario, method, name, windows };
    });
    return { windowMs: this.#windowMs, series, requestsLeftOut: this.#requestsLeftOut };
  }

  #double(): void {
    this.#windowMs *= 2;
    this.#count = 0;
    for (const { track } of this.#tracks.values()) {
      const old = [...track];
      track.clear();
      for (const [number, window] of old) {
        const half = Math.floor(number / 2);
        const known = track.get(half);
        if (known === undefined) {
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
}
