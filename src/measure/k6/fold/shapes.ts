/** What a fold is told, and what it gives. */
import type { Slot } from "../../../model/series.ts";
import type { Selector } from "../threshold.ts";
import type { Cell, TellApart } from "./cells.ts";
import type { MetricDefinition } from "./json-line.ts";
import type { Selection } from "./selectors.ts";
import type { Sent } from "./sent.ts";
import type { Windows } from "./windows.ts";

export interface FoldOptions {
  /**
   * The measured time, epoch milliseconds, `from` in and `to` out; all of it by default. HTTP requests are in it by
   * their start, everything else by the time of its point.
   */
  readonly from?: number;
  readonly to?: number;
  /** Length of a window of the time series, which begins at `from` or the first request; 1000 by default. */
  readonly windowMs?: number;
  /** Metrics with tag filters that get cells of their own. */
  readonly selectors?: readonly Selector[];
  /** What a `name` tag is folded under; itself by default. Names that vary a request belong under one. */
  readonly nameOf?: (name: string) => string;
  /** Endpoints and checks that are told apart at most; what comes after them goes to `other` cells. 2,000 by default. */
  readonly maxSubjects?: number;
  /** Whether one is told apart while there is room; all are by default. */
  readonly tellApart?: TellApart;
}

/** Points of a counter that k6 keeps for the whole run: within the measured time, and in all. */
interface Total {
  readonly measured: number;
  readonly all: number;
}

/** Of all that a slot answered in the measured time, whatever it answered. */
export interface Answers {
  /** When the last one was had, epoch milliseconds. */
  readonly last: number;
  /** Milliseconds that the longest took. */
  readonly longest: number;
}

/** All of one k6 run, a few numbers a subject and metric. */
export interface Fold {
  readonly metrics: readonly MetricDefinition[];
  readonly cells: readonly Cell[];
  readonly selections: readonly Selection[];
  readonly windows: Windows;
  /** None for a slot that answered nothing. */
  readonly answers: Readonly<Partial<Record<Slot, Answers>>>;
  /** Of setup, warm-up and teardown too. None for a slot that was sent nothing. */
  readonly sent: Readonly<Partial<Record<Slot, Sent>>>;
  /** Requests that the driver gave to no slot, wherever they went. */
  readonly untold: number;
  /** Of both slots together: one iteration of the driver serves both. */
  readonly iterations: Total;
  readonly dropped: Total;
  /** When iterations were dropped, epoch milliseconds; the first 10,000. */
  readonly dropTimes: readonly number[];
  readonly lines: number;
  /**
   * Where the points went. `infinite`: k6 gave them no number, left out. `untimed`: times of requests that are none, below
   * zero or beyond ten days, left out: k6 reads the machine's clock, and it was set meanwhile.
   */
  readonly points: Readonly<Record<"measured" | "outside" | "setup" | "infinite" | "untimed", number>>;
}
