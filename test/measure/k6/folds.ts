import type { Fold } from "../../../src/measure/k6/fold/shapes.ts";

/** The fold of a run in which nothing happened but what is given. */
export function foldOf(given: Partial<Fold>): Fold {
  return {
    metrics: [],
    cells: [],
    selections: [],
    windows: { windowMs: 1000, series: [], requestsLeftOut: 0 },
    answers: {},
    sent: {},
    untold: 0,
    iterations: { measured: 0, all: 0 },
    dropped: { measured: 0, all: 0 },
    dropTimes: [],
    lines: 1,
    points: { measured: 0, outside: 0, setup: 0, infinite: 0, untimed: 0 },
    ...given,
  };
}
