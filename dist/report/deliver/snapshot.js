// src/report/deliver/snapshot.ts
import { givenUpIn } from "../../compare/given-up.js";
function snapshotOf(rounds, judged, job) {
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
    ...dropped.length > 0 && { dropped },
    seconds: seconds.total,
    ...visible !== null && { visible },
    ...override !== null && { override },
    finished,
    version
  };
}
function visibleIn({ comparisons }) {
  const sizes = comparisons.flatMap(
    ({ metric, rule, smallestVisible }) => metric.scale === "ratio" && rule.role === "gate" && smallestVisible !== null ? [smallestVisible] : []
  );
  return sizes.length === 0 ? null : Math.max(...sizes);
}
function headValues(series) {
  return series.kind === "exact" ? [series.head] : series.head;
}
export {
  snapshotOf
};
