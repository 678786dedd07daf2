// src/baseline/comparable.ts
import { median } from "../vendor/simple-statistics.js";
import { collectorOf } from "../model/metric.js";
import { FIRST_LOOK } from "../model/plan.js";
import { pooledShare } from "../model/series.js";
function compareWithStored(job, { snapshot: reference, how, distance }, snapshots) {
  const leftOut = /* @__PURE__ */ new Map();
  const comparable = /* @__PURE__ */ new Map();
  for (const collector of job.collectors.keys()) {
    for (const kind of ["exact", "varying"]) {
      const isAsked = job.metrics.some((metric) => groupOf(metric) === groupName(collector, kind));
      const fitting = snapshots.filter((snapshot) => {
        const why = mismatch(snapshot, job, collector, kind);
        if (why !== null && isAsked) leftOut.set(why, (leftOut.get(why) ?? /* @__PURE__ */ new Set()).add(snapshot));
        return why === null;
      });
      comparable.set(groupName(collector, kind), fitting);
    }
  }
  const fits = (metric) => comparable.get(groupOf(metric)) ?? [];
  const ofReference = reference.metrics.filter(({ metric }) => fits(metric).includes(reference));
  const known = new Set(job.metrics.map(({ id }) => id));
  const gone = ofReference.map(({ metric }) => metric).filter(({ id }) => !known.has(id));
  const valueIn = indexValues(snapshots);
  const historyOf = (metric) => {
    const jobs = fits(metric);
    const values = (rounds) => jobs.flatMap((one) => valueIn(one, metric, rounds) ?? []);
    const varied = metric.kind === "exact" && jobs.includes(reference) ? varyingIn(reference, metric) : void 0;
    return {
      metric: varied ?? metric,
      jobs: jobs.length,
      values: values(Number.POSITIVE_INFINITY),
      early: values(FIRST_LOOK)
    };
  };
  return {
    reference: { how, commit: reference.head.commit, distance, finished: reference.finished },
    jobs: snapshots.length,
    leftOut: [...leftOut].map(([why, { size }]) => ({ why, jobs: size })),
    exact: ofReference.flatMap(({ metric }) => {
      const value = metric.kind === "exact" ? valueIn(reference, metric, 1) : null;
      return value === null ? [] : [{ metric, value }];
    }),
    histories: [...job.metrics, ...gone].map(historyOf)
  };
}
function givenUpBeside(job, collector, snapshots) {
  return snapshots.filter((snapshot) => mismatch(snapshot, job, collector, "varying") === null).map(({ dropped = [] }) => dropped.filter((id) => collectorOf({ id }) === collector));
}
function groupOf(metric) {
  return groupName(collectorOf(metric), metric.kind === "exact" ? "exact" : "varying");
}
var groupName = (collector, kind) => `${kind} ${collector}`;
function mismatch({ conditions, environment }, job, collector, kind) {
  const own = job.collectors.get(collector);
  if (!Object.hasOwn(conditions, collector)) return `measured nothing by ${collector}`;
  const tool = Object.keys(own.tools).find((name) => valueAt(environment.tools, name) !== own.tools[name]);
  if (tool !== void 0) return `had another version of ${tool}`;
  if (conditions[collector] !== own.conditions)
    return `measured under other conditions by ${collector} (scripts, settings, or another number of sides)`;
  if (kind === "exact") return null;
  if (environment.cpu !== job.environment.cpu) return "ran on another CPU";
  if (environment.cores !== job.environment.cores) return "had another number of cores";
  return environment.os === job.environment.os ? null : "ran on another system image";
}
function valueAt(record, name) {
  return Object.hasOwn(record, name) ? record[name] : void 0;
}
function varyingIn({ metrics }, { id, unit }) {
  return metrics.find(({ metric }) => metric.id === id && metric.unit === unit && metric.kind === "sampled")?.metric;
}
function indexValues(snapshots) {
  const index = new Map(snapshots.map((one) => [one, new Map(one.metrics.map((row) => [row.metric.id, row]))]));
  return (snapshot, metric, rounds) => {
    const row = index.get(snapshot)?.get(metric.id);
    if (!row || row.metric.unit !== metric.unit || row.metric.scale !== metric.scale) return null;
    return row.metric.kind === metric.kind ? typical(row.values.slice(0, rounds)) : null;
  };
}
function typical(values) {
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length > 0 ? median(numbers) : pooledShare(values.filter((value) => typeof value === "object"));
}
export {
  compareWithStored,
  givenUpBeside
};
