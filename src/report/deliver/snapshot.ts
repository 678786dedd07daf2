import { givenUpIn } from "../../compare/given-up.ts";
import type { Series, Value } from "../../model/series.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { StoredRounds } from "../../stored/rounds.ts";
import type { Job, Snapshot } from "../../stored/snapshot.ts";

/**
 * Head's half of what a job measured: what later jobs compare with. Metrics that head does not have are left out. null where
 * nothing needed measuring; a job that could not measure is on record without metrics.
 */
export function snapshotOf(rounds: StoredRounds | null, judged: Verdict, job: Job): Snapshot | null {
  const { gate, head, verdict, environment, seconds, override, finished, version } = judged;
  if (rounds === null && verdict !== "error") return null;
  const dropped = givenUpIn(judged);
  const metrics = (rounds?.series ?? []).flatMap((series) => {
    const values = headValues(series);
    return values.every((value) => value === null) ? [] : [{ metric: series.metric, values }];
  });
  const visible = visibleIn(judged);
  return {
    schema: 1,
    kind: "snapshot",
    gate,
    head,
    job,
    conditions: rounds?.conditions ?? {},
    verdict,
    environment,
    metrics,
    ...(dropped.length > 0 && { dropped }),
    seconds: seconds.total,
    ...(visible !== null && { visible }),
    ...(override !== null && { override }),
    finished,
    version,
  };
}

/** What of its ratios the job would have found in each of the gating ones; null where none says. */
function visibleIn({ comparisons }: Verdict): number | null {
  const sizes = comparisons.flatMap(({ metric, rule, smallestVisible }) =>
    metric.scale === "ratio" && rule.role === "gate" && smallestVisible !== null ? [smallestVisible] : [],
  );
  return sizes.length === 0 ? null : Math.max(...sizes);
}

function headValues(series: Series): readonly Value[] {
  return series.kind === "exact" ? [series.head] : series.head;
}
