/**
 * The contract of a watcher: it looks inside the target, or at what the target uses, while the load of another collector runs on
 * it. In each round of the lane "inside" every watcher is given both servers, fresh and idle; first the scripts are run one
 * request at a time, for counts that belong to an endpoint, then warmed, then at their full rate, for what needs load. Watchers
 * know nothing of comparing or reporting, nor of each other. Adding one touches one folder.
 */
import type { z } from "zod";
import type { Metric } from "../model/metric.ts";
import type { Slot, Value } from "../model/series.ts";
import type { Collected, MetricFamily } from "./collected.ts";
import type { Fix } from "./fix.ts";
import type { Answer } from "./load.ts";
import type { Served, Surroundings } from "./served.ts";

/** What one run gave one metric. Of kind `exact`: a count that is taken as exact as long as all rounds of a side agree. */
export interface Reading {
  readonly metric: Metric;
  readonly value: Value;
}

/** One side's server in one round, from when it is up to when it is stopped. */
export interface Watch {
  /** A request was answered and nothing else is on its way: what happened inside since the last call is its. */
  answered?(answer: Answer): Promise<void>;
  /** The server is warm and idle: for what would be in the numbers of others, before any of them begins. */
  before?(): Promise<void>;
  /** The full load begins now. */
  begin?(): Promise<void>;
  /** It has ended, and the server is idle again. `seconds` is how long it was on: that of `Driven.loaded`. */
  end?(driven: { readonly requests: number; readonly seconds: number }): Promise<void>;
  /** All watchers have seen the end, and the server is still up: for requests that would be in the numbers of others. */
  after?(): Promise<void>;
  /** A sentence for each right whose lack would show in what a round gives alone: for whoever looks before any. */
  lacking?(): Promise<readonly string[]>;
  /** All that this round gave; asked once, after all that. */
  readings(): readonly Reading[];
  /** Lets go of connections and files. Called whatever happened, also after an error. */
  stop(): Promise<void>;
  /**
   * The round counts: only now may what it showed become a part of what `collected` tells. Called last; never of a round that is
   * redone, or in which the watcher failed at either server.
   */
  keep?(): void;
}

/** One job's use of a watcher. */
export interface Watching {
  /** What will be looked at, a line each. */
  readonly lines: readonly string[];
  readonly tools: Readonly<Record<string, string>>;
  /** A digest (digestOf) of what its values depend on besides machine, tools and load. */
  readonly conditions: string;
  /**
   * What a side is started with to let itself be looked into: added to its environment; NODE_OPTIONS and the like are appended
   * to what is there.
   */
  environment?(slot: Slot): Readonly<Record<string, string>>;
  /**
   * A side is up and nothing was asked of it yet.
   *
   * @throws ToolError when what is to be looked at cannot be reached (NotThereError where it is not there at all), saying what is missing and how to get it: the watcher is
   *   left out from then on, with what it gave of either side in that round, and everything else goes on. The same holds of every method of a Watch.
   */
  watch(server: Served): Promise<Watch>;
  /** What there is to say at the end, its notes as notices; series are made of the readings. */
  collected(): Promise<Pick<Collected, "notWeighed" | "notes" | "causes" | "details" | "facts">>;
  /** What may be tried on head against facts that it collected, the largest first; asked after `collected`. */
  fixes?(): readonly Fix[];
}

export interface Watcher<Config> {
  readonly id: string;
  /** What it looks at runs beside the target: `watch` can be tried before any side is up. Absent: it waits for the target. */
  readonly isBeside?: true;
  /** Checks what can be known without a server; throws ConfigError. */
  open(config: Config, context: Surroundings): Promise<Watching>;
}

/** A watcher that the config has on. */
export interface OpenedWatcher {
  readonly id: string;
  readonly watching: Watching;
}

/** A row of the registry. */
export interface WatcherEntry<Schema extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly kind: "watcher";
  readonly schema: Schema;
  readonly metrics: readonly MetricFamily[];
  load(): Promise<Watcher<z.output<Schema>>>;
}
