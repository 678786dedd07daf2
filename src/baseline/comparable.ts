/** Which stored jobs may be set beside this one, and what they say of its metrics. Pure. */
import { median } from "simple-statistics";
import type { Baseline, LeftOut, StoredHistory } from "../model/baseline.ts";
import { collectorOf, type Metric, type MetricId } from "../model/metric.ts";
import { FIRST_LOOK } from "../model/plan.ts";
import { pooledShare, type Value } from "../model/series.ts";
import type { Environment } from "../model/verdict.ts";
import type { Snapshot } from "../stored/snapshot.ts";
import type { Chosen } from "./ladder.ts";

/** This job, as far as it decides what is comparable with it. */
export interface ThisJob {
  readonly environment: Environment;
  /** A row a collector that measured: its tools with their versions, and the digest of its conditions. */
  readonly collectors: ReadonlyMap<
    string,
    { readonly tools: Readonly<Record<string, string>>; readonly conditions: string }
  >;
  /** Those that it measured. */
  readonly metrics: readonly Metric[];
}

/**
 * What may be set beside this job. An exact value needs the same tools and conditions of its collector; what varies by
 * chance needs the same machine too. A metric counts only where it means the same: one unit, one scale, one kind. What is exact in
 * this job and varied in the one that stands for base is named as that has it: it has no exact value there, and is not new.
 */
export function compareWithStored(
  job: ThisJob,
  { snapshot: reference, how, distance }: Chosen,
  snapshots: readonly Snapshot[],
): Baseline {
  const leftOut = new Map<string, Set<Snapshot>>();
  const comparable = new Map<string, readonly Snapshot[]>();
  for (const collector of job.collectors.keys()) {
    for (const kind of ["exact", "varying"] as const) {
      // Nobody misses the jobs that a kind of metric without a metric could have used.
      const isAsked = job.metrics.some((metric) => groupOf(metric) === groupName(collector, kind));
      const fitting = snapshots.filter((snapshot) => {
        const why = mismatch(snapshot, job, collector, kind);
        if (why !== null && isAsked) leftOut.set(why, (leftOut.get(why) ?? new Set()).add(snapshot));
        return why === null;
      });
      comparable.set(groupName(collector, kind), fitting);
    }
  }
  const fits = (metric: Metric) => comparable.get(groupOf(metric)) ?? [];
  const ofReference = reference.metrics.filter(({ metric }) => fits(metric).includes(reference));
  const known = new Set(job.metrics.map(({ id }) => id));
  const gone = ofReference.map(({ metric }) => metric).filter(({ id }) => !known.has(id));
  const valueIn = indexValues(snapshots);
  const historyOf = (metric: Metric): StoredHistory => {
    const jobs = fits(metric);
    const values = (rounds: number) => jobs.flatMap((one) => valueIn(one, metric, rounds) ?? []);
    const varied = metric.kind === "exact" && jobs.includes(reference) ? varyingIn(reference, metric) : undefined;
    return {
      metric: varied ?? metric,
      jobs: jobs.length,
      values: values(Number.POSITIVE_INFINITY),
      early: values(FIRST_LOOK),
    };
  };
  return {
    reference: { how, commit: reference.head.commit, distance, finished: reference.finished },
    jobs: snapshots.length,
    leftOut: [...leftOut].map(([why, { size }]): LeftOut => ({ why, jobs: size })),
    exact: ofReference.flatMap(({ metric }) => {
      const value = metric.kind === "exact" ? valueIn(reference, metric, 1) : null;
      return value === null ? [] : [{ metric, value }];
    }),
    histories: [...job.metrics, ...gone].map(historyOf),
  };
}

/**
 * Of one collector, what each job that may be set beside this one could not settle for its noise, oldest job first: another
 * machine's noise says nothing of this one's.
 */
export function givenUpBeside(
  job: ThisJob,
  collector: string,
  snapshots: readonly Snapshot[],
): readonly (readonly MetricId[])[] {
  return snapshots
    .filter((snapshot) => mismatch(snapshot, job, collector, "varying") === null)
    .map(({ dropped = [] }) => dropped.filter((id) => collectorOf({ id }) === collector));
}

type Kind = "exact" | "varying";

function groupOf(metric: Metric): string {
  return groupName(collectorOf(metric), metric.kind === "exact" ? "exact" : "varying");
}

const groupName = (collector: string, kind: Kind) => `${kind} ${collector}`;

/** Why a stored job says nothing about this one's metrics of a kind, as it is counted: "7 of 30 ran on another CPU". */
function mismatch({ conditions, environment }: Snapshot, job: ThisJob, collector: string, kind: Kind): string | null {
  const own = job.collectors.get(collector)!;
  if (!Object.hasOwn(conditions, collector)) return `measured nothing by ${collector}`;
  const tool = Object.keys(own.tools).find((name) => valueAt(environment.tools, name) !== own.tools[name]);
  if (tool !== undefined) return `had another version of ${tool}`;
  if (conditions[collector] !== own.conditions)
    return `measured under other conditions by ${collector} (scripts, settings, or another number of sides)`;
  if (kind === "exact") return null;
  if (environment.cpu !== job.environment.cpu) return "ran on another CPU";
  if (environment.cores !== job.environment.cores) return "had another number of cores";
  return environment.os === job.environment.os ? null : "ran on another system image";
}

/** Names of tools come from a file: one may be called as a method of every object is. */
function valueAt(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The metric as a job has it that did not find it exact; undefined: it did, or does not have it. */
function varyingIn({ metrics }: Snapshot, { id, unit }: Metric): Metric | undefined {
  return metrics.find(({ metric }) => metric.id === id && metric.unit === unit && metric.kind === "sampled")?.metric;
}

/** A job's one value of a metric, over its first rounds; null where it has none of the same meaning. */
type ValueIn = (snapshot: Snapshot, metric: Metric, rounds: number) => number | null;

function indexValues(snapshots: readonly Snapshot[]): ValueIn {
  const index = new Map(snapshots.map((one) => [one, new Map(one.metrics.map((row) => [row.metric.id, row]))]));
  return (snapshot, metric, rounds) => {
    const row = index.get(snapshot)?.get(metric.id);
    if (!row || row.metric.unit !== metric.unit || row.metric.scale !== metric.scale) return null;
    return row.metric.kind === metric.kind ? typical(row.values.slice(0, rounds)) : null;
  };
}

function typical(values: readonly Value[]): number | null {
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length > 0 ? median(numbers) : pooledShare(values.filter((value) => typeof value === "object"));
}
