/** What measuring the sides gives, and what is known of it before the first round. */
import type { Collected } from "../measure/collected.ts";
import type { Fix } from "../measure/fix.ts";
import type { RoundRecord } from "../measure/rounds.ts";
import type { Plan } from "../model/plan.ts";
import type { Series } from "../model/series.ts";
import type { Unwatched } from "../model/unwatched.ts";
import type { MeasuredBy } from "../model/verdict.ts";

/** What decides which stored jobs may be set beside this one. */
export type Known = Pick<Measured, "series" | "tools" | "conditions">;

/** What holds of the series in this job besides what their collectors know. */
export interface Refined {
  /** Of all series, whenever they are asked for: at each look and at the end. */
  readonly series: (all: readonly Series[]) => readonly Series[];
  readonly notices: readonly string[];
}

export interface Measured extends Pick<Collected, "series" | "limits" | "notWeighed" | "causes" | "details" | "facts"> {
  readonly unwatched: readonly Unwatched[];
  readonly seed: number;
  /** null where head was measured alone, or nothing needed rounds. */
  readonly plan: Plan | null;
  readonly rounds: readonly RoundRecord[];
  readonly measuredBy: readonly MeasuredBy[];
  /** A row a collector: the tools that it names, with their versions. */
  readonly tools: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly conditions: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
  /** What may be tried on head against its facts, the largest first. */
  readonly fixes: readonly Fix[];
  readonly seconds: number;
}
