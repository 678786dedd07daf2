import type { Rule } from "../model/comparison.ts";
import { CONTROL, type Metric, type MetricId, matchesId } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import type { Source } from "../model/source.ts";

/** What a metric that the config puts on the ratio scale starts from. */
const RATIO_DEFAULTS = { relative: 0.02, detect: 0.05 } as const;

/** And on the difference scale, where `detect` is in the metric's unit: as 5 % is to 2 %. */
export const DETECT_PER_TOLERATE = 2.5;

/**
 * What judging this metric is to follow; "off" when it is not to be judged or shown. All matching overrides count, key
 * by key, the last one that names a key winning; what none names keeps the metric's default. An explicit role also
 * overrides a role that the collector lowered; but a control never gates.
 */
export function resolveRule(metric: Metric, overrides: readonly MetricOverride[]): Rule | "off" {
  const merged = mergeOverrides(metric.id, overrides);
  const effective = redefine(metric, merged);
  if (effective.role === "off") return "off";
  return {
    role: effective.role,
    tolerate: {
      relative: merged.tolerate?.relative ?? effective.tolerate.relative,
      absolute: merged.tolerate?.absolute ?? effective.tolerate.absolute,
    },
    detect: merged.detect ?? effective.detect,
    ...(merged.warn === undefined ? {} : { warn: merged.warn }),
    ...(merged.max === undefined ? {} : { max: merged.max }),
    ...(merged.limitsAt.warn || merged.limitsAt.max ? { limitsAt: merged.limitsAt } : {}),
  };
}

export function isGating(metric: Metric, overrides: readonly MetricOverride[]): boolean {
  const rule = resolveRule(metric, overrides);
  return rule !== "off" && rule.role === "gate";
}

/**
 * The metric with the overrides of what it means: `better`, `scale`, `role`. With an explicit role the collector's reason
 * for lowering it is gone. When the scale changes, defaults given for the old scale mean nothing and are replaced.
 */
export function redefineMetric(metric: Metric, overrides: readonly MetricOverride[]): Metric {
  return redefine(metric, mergeOverrides(metric.id, overrides));
}

/** The globs that match none of these metrics, in their order: most likely misspelt. */
export function unmatchedGlobs(ids: readonly MetricId[], overrides: readonly MetricOverride[]): readonly string[] {
  const unmatched = overrides.map(({ glob }) => glob).filter((glob) => !ids.some((id) => matchesId(glob, id)));
  return [...new Set(unmatched)];
}

interface Merged extends Omit<MetricOverride, "glob" | "at"> {
  readonly limitsAt: Partial<Record<"warn" | "max", Source>>;
}

function mergeOverrides(id: MetricId, overrides: readonly MetricOverride[]): Merged {
  return overrides
    .filter(({ glob }) => matchesId(glob, id))
    .reduce<Merged>(
      (earlier, later) => ({
        role: later.role ?? earlier.role,
        better: later.better ?? earlier.better,
        scale: later.scale ?? earlier.scale,
        tolerate: {
          relative: later.tolerate?.relative ?? earlier.tolerate?.relative,
          absolute: later.tolerate?.absolute ?? earlier.tolerate?.absolute,
        },
        detect: later.detect ?? earlier.detect,
        warn: later.warn ?? earlier.warn,
        max: later.max ?? earlier.max,
        control: later.control ?? earlier.control,
        limitsAt: { ...earlier.limitsAt, ...placesOf(later) },
      }),
      { limitsAt: {} },
    );
}

/** Of the limits that an entry names; it takes the place of those before it. */
function placesOf({ warn, max, at }: MetricOverride): Merged["limitsAt"] {
  if (at === undefined) return {};
  return { ...(warn === undefined ? {} : { warn: at }), ...(max === undefined ? {} : { max: at }) };
}

/** A control may be turned off, but what the change cannot have touched does not block it. */
function withRole({ roleReason, ...metric }: Metric, { role, control }: Merged): Metric {
  const isControl = control === true || roleReason === CONTROL;
  if (isControl && role !== "off") return { ...metric, role: "watch", roleReason: CONTROL };
  if (role !== undefined) return { ...metric, role };
  return roleReason === undefined ? metric : { ...metric, roleReason };
}

function redefine(metric: Metric, merged: Merged): Metric {
  const { better, scale, tolerate } = merged;
  const named = { ...withRole(metric, merged), better: better ?? metric.better };
  // Rates are always differences of shares, and exact metrics are not tested: for both a scale changes nothing.
  if (metric.kind !== "sampled" || scale === undefined || scale === metric.scale) return named;
  const absolute = tolerate?.absolute ?? metric.tolerate.absolute;
  return scale === "ratio"
    ? {
        ...named,
        scale,
        tolerate: { ...metric.tolerate, relative: RATIO_DEFAULTS.relative },
        detect: RATIO_DEFAULTS.detect,
      }
    : { ...named, scale, tolerate: { relative: 0, absolute }, detect: DETECT_PER_TOLERATE * absolute };
}
