// src/report/deliver/snapshot.ts
function snapshotOf(rounds, verdict) {
  const { gate, head, job, conditions, environment, finished, version } = rounds;
  const metrics = rounds.series.flatMap((series) => {
    const values = headValues(series);
    return values.every((value) => value === null) ? [] : [{ metric: series.metric, values }];
  });
  return { schema: 1, kind: "snapshot", gate, head, job, conditions, verdict, environment, metrics, finished, version };
}
function headValues(series) {
  return series.kind === "exact" ? [series.head] : series.head;
}
export {
  snapshotOf
};
