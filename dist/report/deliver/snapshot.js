// src/report/deliver/snapshot.ts
import { givenUpIn } from "../../compare/given-up.js";
function snapshotOf(rounds, judged) {
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
    ...dropped.length > 0 && { dropped },
    finished,
    version
  };
}
function headValues(series) {
  return series.kind === "exact" ? [series.head] : series.head;
}
export {
  snapshotOf
};
