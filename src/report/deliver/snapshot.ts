import { givenUpIn } from "../../compare/given-up.ts";
import type { Series, Value } from "../../model/series.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { StoredRounds } from "../../stored/rounds.ts";
import type { Snapshot } from "../../stored/snapshot.ts";

/** Head's half of what a job measured: what later jobs compare with. Metrics that head does not have are left out. */
export function snapshotOf(rounds: StoredRounds, judged: Verdict): Snapshot {
  const { gate, head, job, conditions, environment, finished, version } = rounds;
  const { verdict } = judged;
  const dropped = givenUpIn(judged);
  const metrics = rounds.series.flatMap((series) => {
    const values = headValues(series);
    return values.every((value) => value === null) ? [] : [{ metric: series.metric, values }];
  });
  return {
    schema: 1,
    kind: "snapshot",
    gate,
    head,
    job,
    conditions,
    verdict,
    environment,
    metrics,
    ...(dropped.length > 0 && { dropped }),
    finished,
    version,
  };
}

function headValues(series: Series): readonly Value[] {
  return series.kind === "exact" ? [series.head] : series.head;
}
