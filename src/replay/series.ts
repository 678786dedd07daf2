/** A past pull request's metric as a series, with what it means. Pure. */
import { median } from "simple-statistics";
import { redefineMetric, resolveRule } from "../compare/rules.ts";
import type { Metric, Unit } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import { FIRST_LOOK } from "../model/plan.ts";
import type { Count, Series } from "../model/series.ts";

/** Values by round, paired by index; of an exact metric one a side. Counts of a rate are [events, total]. */
export type PastMetric = {
  readonly id: string;
  readonly better: "lower" | "higher";
  /** Of sampled metrics; for others it changes nothing. */
  readonly scale?: Metric["scale"] | undefined;
  readonly unit?: Unit | undefined;
} & (
  | { readonly kind: "sampled" | "exact"; readonly base: readonly number[]; readonly head: readonly number[] }
  | { readonly kind: "rate"; readonly base: readonly PastCount[]; readonly head: readonly PastCount[] }
);

/** Events and their total. */
export type PastCount = readonly [number, number];

export interface Meaning {
  /** As shares of base, for all metrics but rates; they go before `overrides`. */
  readonly tolerate?: number | undefined;
  readonly detect?: number | undefined;
  /** What a config says of single metrics. */
  readonly overrides: readonly MetricOverride[];
}

/** The absolute part of `tolerate` by unit; none where a line does not say which unit its numbers have. */
const FLOORS: Readonly<Record<Unit, number>> = { ms: 0.1, bytes: 250, fraction: 0.001, count: 0, number: 0 };

/** Rates go by percentage points, whatever their base: what the error rate of an endpoint goes by. */
const RATE = { tolerate: { relative: 0, absolute: 0.001 }, detect: 0.005 } as const;
const SHARES = { tolerate: 0.02, detect: 0.05 } as const;

/** The series with what holds for it; what no override names is as by default. */
export function seriesOf(past: PastMetric, meaning: Meaning): Series {
  const metric = metricOf(past, meaning);
  switch (past.kind) {
    case "rate":
      return { kind: "rate", metric, base: past.base.map(toCount), head: past.head.map(toCount) };
    case "sampled":
      return { kind: "sampled", metric, base: past.base, head: past.head };
    case "exact":
      return { kind: "exact", metric, base: past.base[0] ?? null, head: past.head[0] ?? null };
    default:
      return past satisfies never;
  }
}

function metricOf(past: PastMetric, { tolerate, detect, overrides }: Meaning): Metric {
  const plain = byDefault(past);
  const metric = redefineMetric(plain, overrides);
  const rule = resolveRule(plain, overrides);
  if (rule === "off") return metric;
  const isShare = past.kind !== "rate";
  return {
    ...metric,
    role: rule.role,
    tolerate: {
      relative: (isShare ? tolerate : undefined) ?? rule.tolerate.relative,
      absolute: past.unit === undefined && isShare ? 0 : rule.tolerate.absolute,
    },
    detect: isShare && detect !== undefined ? detectOf(detect, past, metric.scale) : rule.detect,
  };
}

/** What holds for it without a config. */
export function byDefault(past: PastMetric): Metric {
  const { id, better, kind, unit } = past;
  const named = { id, better, kind, role: "gate", unit: unit ?? "number" } as const;
  if (kind === "rate") return { ...named, unit: "fraction", scale: "difference", ...RATE };
  const scale = kind === "sampled" ? (past.scale ?? "ratio") : "ratio";
  const tolerate = { relative: SHARES.tolerate, absolute: unit === undefined ? 0 : FLOORS[unit] };
  return { ...named, scale, tolerate, detect: detectOf(SHARES.detect, past, scale) };
}

/**
 * A share of base as `detect`: on the difference scale in the metric's unit, of base's median as it is known at the first
 * look, so that later rounds change nothing about it. Nothing is a share of 0; there the number stands for itself.
 */
function detectOf(share: number, { kind, base }: PastMetric, scale: Metric["scale"]): number {
  if (kind === "rate" || scale === "ratio") return share;
  return share * Math.abs(median(base.slice(0, FIRST_LOOK) as number[])) || share;
}

const toCount = ([events, total]: PastCount): Count => ({ events, total });
