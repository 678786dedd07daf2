/**
 * The `metrics` section of the config: globs over metric ids, each with what it says about the metrics it matches. The
 * unit of a number here depends on the metric, so it is kept as written until the metric is known.
 */
import { z } from "zod";
import type { MetricFamily } from "../measure/collected.ts";
import { orList, share } from "../measure/fields.ts";
import { registry } from "../measure/registry.ts";
import { type Metric, matchesId, parseMetricId, type Unit } from "../model/metric.ts";
import type { MetricOverride } from "../model/override.ts";
import { type Dimension, dimensionOf, type Quantity } from "../model/quantity.ts";
import { amount, misfit, ofChange, type Scales } from "./amounts.ts";
import { mayBothMatch } from "./globs.ts";

const override = z
  .strictObject({
    role: z.enum(["gate", "watch", "off"]).optional().describe("gate: can block. watch: shown. off: neither."),
    better: z.enum(["lower", "higher"]).optional().describe("Which direction is better."),
    scale: z
      .enum(["ratio", "difference"])
      .optional()
      .describe("How base and head are compared; difference for metrics that can be zero."),
    tolerate: z
      .strictObject({
        relative: share({ from: "0%", upTo: "1000%", example: "2%" }).optional().describe("The relative part."),
        absolute: amount.optional().describe("The absolute part, in the metric's unit."),
      })
      .optional()
      .describe("A change estimated below this never blocks: both parts must be exceeded."),
    detect: amount
      .refine(({ value }) => value > 0, { error: "more than 0" })
      .optional()
      .describe("The change that the gate promises to find: a share, or on the scale difference in the metric's unit."),
    warn: amount.optional().describe("A limit for head that warns, in the metric's unit."),
    max: amount.optional().describe("A limit for head that blocks, in the metric's unit."),
  })
  .describe("What holds for the metrics whose id the glob matches.");

type Written = z.output<typeof override>;

/** One entry, numbers as written. */
export interface MetricRule extends Written {
  readonly glob: string;
}

const MOST_GLOBS = 1000;

export const metricsSchema = z
  .record(z.string(), override, { error: "a map from globs over metric ids to what holds for them" })
  .refine((rules) => Object.keys(rules).length <= MOST_GLOBS, { error: `at most ${MOST_GLOBS} globs`, abort: true })
  .superRefine((rules, context) => {
    for (const [glob, rule] of Object.entries(rules)) {
      const wrong = faultOfGlob(glob);
      if (wrong !== undefined)
        context.addIssue({ code: "custom", path: [glob], message: wrong, params: { whole: true } });
      else
        for (const { path, expected } of [...misfits(glob, rule), ...undirected(glob, rules)])
          context.addIssue({ code: "custom", path: [glob, ...path], message: expected });
    }
  })
  .transform((rules): readonly MetricRule[] => Object.entries(rules).map(([glob, rule]) => ({ glob, ...rule })))
  .describe("Globs over metric ids (collector/metric@subject); the last match wins.");

const EXAMPLE = '"k6/latency-p95@*"';

/** An id is shorter, and what a glob costs goes with its length. */
const LONGEST_GLOB = 1000;

/** A clause about a glob that can match no metric; undefined for one that can. */
export function faultOfGlob(glob: string): string | undefined {
  if (glob.length > LONGEST_GLOB) return `is longer than ${LONGEST_GLOB} characters`;
  if (!glob.includes("*") && !parseMetricId(glob)) {
    return `matches no metric: ids are collector/metric@subject, write a glob such as ${EXAMPLE}`;
  }
  const collector = /^([^/@*?]+)\//u.exec(glob)?.[1];
  if (collector === undefined || registry.some(({ id }) => id === collector)) return undefined;
  return `matches no metric: there is no collector ${JSON.stringify(collector.slice(0, 80))}, expected ${orList(registry.map(({ id }) => id))}`;
}

/** The families of metrics that a glob over ids can match, as far as the collectors know before measuring. */
export function familiesOf(glob: string): readonly MetricFamily[] {
  return registry.flatMap(({ id, metrics }) => {
    const found: MetricFamily[] = [];
    for (const family of metrics as readonly MetricFamily[]) {
      const whole = `${id}/${family.glob}@*`;
      if (mayBothMatch(glob, whole)) found.push(family);
      // A family that takes all that the glob matches leaves nothing to those after it.
      const all = glob.includes("@") ? whole : `${id}/${family.glob}`;
      if (matchesId(all, glob)) break;
    }
    return found;
  });
}

interface Misfit {
  readonly path: readonly string[];
  readonly expected: string;
}

/** The numbers of a rule that contradict each other, or whose unit fits none of the metrics that its glob can match. */
function misfits(glob: string, rule: Written): readonly Misfit[] {
  const families = familiesOf(glob);
  const units = families.flatMap((family) => family.units);
  const scales = rule.scale ? [rule.scale] : families.map((family) => family.scale);
  const blind = scales.some((scale) => scale !== "difference") ? blindness([rule]) : null;
  return [...misfitsOf(rule, units, scales, glob), ...(blind === null ? [] : [blind])];
}

/** Of a glob that names its collector: what may get better either way must not gate before somebody says which. */
function undirected(glob: string, rules: Readonly<Record<string, Written>>): readonly Misfit[] {
  const [, collector, metric] = /^([^/@*?]+)\/([^@]+)/u.exec(glob) ?? [];
  if (rules[glob]!.role !== "gate" || collector === undefined || metric === undefined) return [];
  const isSaid = Object.entries(rules).some(([other, { better }]) => better !== undefined && mayBothMatch(other, glob));
  if (isSaid || familiesOf(glob).every(({ isDirected }) => isDirected?.(metric) ?? true)) return [];
  const expected = "lower or higher: the name does not say which way is better, and it is to gate";
  return [{ path: ["better"], expected }];
}

function misfitsOf(rule: Written, units: readonly Unit[], scales: Scales, of: string): readonly Misfit[] {
  const own = [...new Set(units.map(dimensionOf))];
  const found: Misfit[] = [];
  const check = (path: readonly string[], quantity: Quantity | undefined, fitting: readonly Dimension[]) => {
    const expected = quantity && misfit(quantity, fitting, of);
    if (expected) found.push({ path, expected });
  };
  check(["tolerate", "absolute"], rule.tolerate?.absolute, own);
  check(["detect"], rule.detect, ofChange(units, scales));
  check(["warn"], rule.warn, own);
  check(["max"], rule.max, own);
  return found;
}

/**
 * A change that is tolerated is never found, so none that is smaller can be promised to be: of the rules that match a metric
 * on the ratio scale, in their order; null where they do not contradict each other.
 */
function blindness<Rule extends Written>(rules: readonly Rule[]): (Misfit & { readonly rule: Rule }) | null {
  const rule = rules.findLast(({ tolerate }) => tolerate?.relative !== undefined);
  const detect = rules.findLast((one) => one.detect !== undefined)?.detect;
  if (rule === undefined || detect?.dimension !== "fraction" || rule.tolerate!.relative! <= detect.value) return null;
  const expected = `at most detect, which is ${detect.text}: what is tolerated is never found`;
  return { rule, path: ["tolerate", "relative"], expected };
}

/** What a rule says, as numbers. Only to be used for metrics that it fits: see overridesFor. */
export function toOverride(rule: MetricRule): MetricOverride {
  const { tolerate, detect, warn, max, ...rest } = rule;
  return {
    ...rest,
    tolerate: tolerate && { relative: tolerate.relative, absolute: tolerate.absolute?.value },
    detect: detect?.value,
    warn: warn?.value,
    max: max?.value,
  };
}

/** What overridesFor needs of a loaded config: its rules, and the error for a place in its file. */
export interface MetricRules {
  readonly config: { readonly metrics: readonly MetricRule[] };
  readonly fault: (path: readonly string[], expected: string) => Error;
}

/**
 * The overrides whose globs match a metric, in the order of the file (the last wins).
 *
 * @throws ConfigError naming file, line and key, when the unit of a number cannot be that of the metric, or more is tolerated
 *   than is to be found.
 */
export function overridesFor(
  { config, fault }: MetricRules,
  metric: Pick<Metric, "id" | "unit" | "scale">,
): readonly MetricOverride[] {
  const matching = config.metrics.filter(({ glob }) => matchesId(glob, metric.id));
  const scale = matching.findLast((rule) => rule.scale !== undefined)?.scale ?? metric.scale;
  for (const rule of matching) {
    const [wrong] = misfitsOf(rule, [metric.unit], [scale], metric.id);
    if (wrong) throw fault(["metrics", rule.glob, ...wrong.path], wrong.expected);
  }
  const blind = scale === "ratio" ? blindness(matching) : null;
  if (blind) throw fault(["metrics", blind.rule.glob, ...blind.path], blind.expected);
  return matching.map(toOverride);
}
