/** From weighed subjects to series. Pure. */
import { type Metric, type MetricId, metricId } from "../../model/metric.ts";
import type { ExactSeries } from "../../model/series.ts";
import { asName } from "../subject.ts";
import type { Sizes } from "./run.ts";
import type { Subject } from "./subjects.ts";

const KINDS = ["raw", "gzip", "brotli"] as const satisfies readonly (keyof Sizes)[];

/** Series of every subject; `entry …` and `total` gate by their gzip size. */
export function toSeries(subjects: readonly Subject[]): readonly ExactSeries[] {
  return subjects.flatMap((subject) =>
    KINDS.map((kind) => ({
      kind: "exact",
      metric: metricOf(kind, subject),
      base: subject.sizes.base?.[kind] ?? null,
      head: subject.sizes.head?.[kind] ?? null,
    })),
  );
}

export interface Differing {
  readonly kind: keyof Sizes;
  readonly id: MetricId;
}

/** The metrics of a subject that is there on both sides, in different sizes. */
export function differingIn(subject: Subject): readonly Differing[] {
  const { base, head } = subject.sizes;
  if (!base || !head) return [];
  return KINDS.filter((kind) => base[kind] !== head[kind]).map((kind) => ({ kind, id: idOf(kind, subject) }));
}

function idOf(kind: keyof Sizes, subject: Subject): MetricId {
  return metricId({ collector: "bundle", metric: kind, subject: asName(subject.name) });
}

/** gzip gates: brotli 11 moves up to 1 % between builds that mean the same, gzip 9 hardly. */
function metricOf(kind: keyof Sizes, subject: Subject): Metric {
  const gates = kind === "gzip" && (subject.of === "total" || subject.of === "entry");
  return {
    id: idOf(kind, subject),
    unit: "bytes",
    better: "lower",
    kind: "exact",
    scale: "ratio",
    role: gates ? "gate" : "watch",
    tolerate: { relative: 0.02, absolute: 250 },
    detect: 0.05,
  };
}
