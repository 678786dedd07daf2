/**
 * Load on the sides as the config's own scripts make it. The collector that has the scripts offers it to those that look inside
 * the target meanwhile, and to what explains a regression.
 */
import type { Slot } from "../model/series.ts";
import type { Served } from "./served.ts";

/** One request of a script, as its side answered it. Redirects that were followed belong to it: what is said is of the last answer. */
export interface Answer {
  readonly slot: Slot;
  /** As in the ids of metrics: "shop: GET /api/cart". null: of setup or teardown. */
  readonly endpoint: string | null;
  /** Which iteration of its script asked, from 0; absent: none did. */
  readonly iteration?: number;
  readonly method: string;
  /** As the script asked for it. */
  readonly url: string;
  /** Where redirects led to; absent: there were none. */
  readonly redirectedTo?: string;
  /** 0: there was no answer. */
  readonly status: number;
  /** Headers as they were sent and answered, names in lower case; the first hundred, 2,000 characters of each. */
  readonly sent: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the body as it was before any content encoding, also where the script discards it; of HEAD none. */
  readonly bytes: number;
  readonly milliseconds: number;
}

interface LoadRun {
  /** The servers to drive: both slots at once, or one. */
  readonly served: readonly Served[];
  readonly seed: number;
}

export interface Driven {
  /**
   * Requests that were sent to the side, each of them: setup and teardown, what goes on after the end, and redirects too. Not
   * those to other hosts that scripts may call, and not what no client counts: a GET that HTTP libraries send once more when
   * the server breaks off a connection in use.
   */
  readonly requests: Readonly<Partial<Record<Slot, number>>>;
  /** Milliseconds, the median over all requests of the load that were answered as expected; null: there were none. */
  readonly median: Readonly<Partial<Record<Slot, number | null>>>;
  /** Seconds from the first request to the last answer. */
  readonly seconds: number;
  /** Seconds of all runs, each from its first request to its last answer: without what lies between them, as k6 starts. */
  readonly loaded: number;
}

export interface Load {
  /** Whether both sides are driven at once; else each is given a run of its own. */
  readonly bothAtOnce: boolean;
  /** What it leaves out, a line each: a script whose requests cannot be told apart. */
  readonly lines: readonly string[];
  readonly tools: Readonly<Record<string, string>>;
  /** A digest of the scripts and how they are run. */
  readonly conditions: string;
  /** All files that the scripts are made of are read before this is offered: nothing of it is the target's. */
  readonly scripts: readonly string[];
  /**
   * Every scenario of every script `iterations` times, each with setup and teardown, one request at a time over both sides: the
   * next is sent when the promise of `onAnswer` has resolved. Nobody thinks meanwhile (`sleep`), and both slots' scripts draw the
   * same numbers (`Math.random`), by the seed, the script, the scenario and the iteration. Throws as `drive`, and what
   * `onAnswer` rejects with.
   */
  trace(run: LoadRun & { readonly iterations: number; onAnswer(answer: Answer): Promise<void> }): Promise<void>;
  /**
   * All scripts at their full rate, one after the other, `milliseconds` in all, at least a second each. Resolves when everything
   * that was begun has ended; what still thinks when its time is over goes on at once.
   *
   * @throws ToolError when k6 fails or a script sends nothing; TargetError when a side stops answering
   */
  drive(run: LoadRun & { readonly milliseconds: number }): Promise<Driven>;
}
