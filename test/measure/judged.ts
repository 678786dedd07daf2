/** From what collectors gather to a whole verdict, by the functions that a job uses: stored first, then judged. */

import type { LimitSeries, Series } from "../../src/model/series.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { kept, roundsOf } from "../pipeline/rounds-of.ts";

interface Gathered {
  readonly collector: string;
  readonly series: readonly Series[];
  readonly limits?: readonly LimitSeries[];
  readonly rounds: number;
}

/** Throws what the schema of stored files finds, where a job could not have stored it. */
export function judged({ collector, series, limits = [], rounds }: Gathered): Verdict {
  return judgeRounds(roundsOf({ plan: null, rounds: kept(collector, rounds), series, limits }));
}
