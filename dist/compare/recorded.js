// src/compare/recorded.ts
function withRecorded(series, { exact }) {
  const stored = new Map(exact.map(({ metric, value }) => [metric.id, value]));
  const measured = new Set(series.map(({ metric }) => metric.id));
  const gone = exact.filter(({ metric }) => !measured.has(metric.id));
  return [
    ...series.map((one) => one.kind === "exact" ? { ...one, base: stored.get(one.metric.id) ?? null } : one),
    ...gone.map(({ metric, value }) => ({ kind: "exact", metric, base: value, head: null }))
  ];
}
function lostByHead(series, { histories }) {
  const measured = new Set(series.map(({ metric }) => metric.id));
  return histories.flatMap(({ metric, values }) => {
    if (measured.has(metric.id) || metric.kind === "exact" || values.length === 0) return [];
    return [{ kind: metric.kind, metric, base: [], head: [] }];
  });
}
export {
  lostByHead,
  withRecorded
};
