// src/config/metrics.ts
import { z } from "../vendor/zod.js";
import { orList, share } from "../measure/fields.js";
import { registry } from "../measure/registry.js";
import { matchesId, parseMetricId } from "../model/metric.js";
import { dimensionOf } from "../model/quantity.js";
import { amount, misfit, ofChange } from "./amounts.js";
import { mayBothMatch } from "./globs.js";
var override = z.strictObject({
  role: z.enum(["gate", "watch", "off"]).optional().describe("gate: can block. watch: shown. off: neither."),
  better: z.enum(["lower", "higher"]).optional().describe("Which direction is better."),
  scale: z.enum(["ratio", "difference"]).optional().describe("How base and head are compared; difference for metrics that can be zero."),
  tolerate: z.strictObject({
    relative: share({ from: "0%", upTo: "1000%", example: "2%" }).optional().describe("The relative part."),
    absolute: amount.optional().describe("The absolute part, in the metric's unit.")
  }).optional().describe("A change estimated below this never blocks: both parts must be exceeded."),
  detect: amount.refine(({ value }) => value > 0, { error: "more than 0" }).optional().describe("The change that the gate promises to find: a share, or on the scale difference in the metric's unit."),
  warn: amount.optional().describe("A limit for head that warns, in the metric's unit."),
  max: amount.optional().describe("A limit for head that blocks, in the metric's unit.")
}).describe("What holds for the metrics whose id the glob matches.");
var MOST_GLOBS = 1e3;
var metricsSchema = z.record(z.string(), override, { error: "a map from globs over metric ids to what holds for them" }).refine((rules) => Object.keys(rules).length <= MOST_GLOBS, { error: `at most ${MOST_GLOBS} globs`, abort: true }).superRefine((rules, context) => {
  for (const [glob, rule] of Object.entries(rules)) {
    const wrong = faultOfGlob(glob);
    if (wrong !== void 0)
      context.addIssue({ code: "custom", path: [glob], message: wrong, params: { whole: true } });
    else
      for (const { path, expected } of [...misfits(glob, rule), ...undirected(glob, rules)])
        context.addIssue({ code: "custom", path: [glob, ...path], message: expected });
  }
}).transform((rules) => Object.entries(rules).map(([glob, rule]) => ({ glob, ...rule }))).describe("Globs over metric ids (collector/metric@subject); the last match wins.");
var EXAMPLE = '"k6/latency-p95@*"';
var LONGEST_GLOB = 1e3;
function faultOfGlob(glob) {
  if (glob.length > LONGEST_GLOB) return `is longer than ${LONGEST_GLOB} characters`;
  if (!glob.includes("*") && !parseMetricId(glob)) {
    return `matches no metric: ids are collector/metric@subject, write a glob such as ${EXAMPLE}`;
  }
  const collector = /^([^/@*?]+)\//u.exec(glob)?.[1];
  if (collector === void 0 || registry.some(({ id }) => id === collector)) return void 0;
  return `matches no metric: there is no collector ${JSON.stringify(collector.slice(0, 80))}, expected ${orList(registry.map(({ id }) => id))}`;
}
function familiesOf(glob) {
  return registry.flatMap(({ id, metrics }) => {
    const found = [];
    for (const family of metrics) {
      const whole = `${id}/${family.glob}@*`;
      if (mayBothMatch(glob, whole)) found.push(family);
      const all = glob.includes("@") ? whole : `${id}/${family.glob}`;
      if (matchesId(all, glob)) break;
    }
    return found;
  });
}
function misfits(glob, rule) {
  const families = familiesOf(glob);
  const units = families.flatMap((family) => family.units);
  const scales = rule.scale ? [rule.scale] : families.map((family) => family.scale);
  const blind = scales.some((scale) => scale !== "difference") ? blindness([rule]) : null;
  return [...misfitsOf(rule, units, scales, glob), ...blind === null ? [] : [blind]];
}
function undirected(glob, rules) {
  const [, collector, metric] = /^([^/@*?]+)\/([^@]+)/u.exec(glob) ?? [];
  if (rules[glob].role !== "gate" || collector === void 0 || metric === void 0) return [];
  const isSaid = Object.entries(rules).some(([other, { better }]) => better !== void 0 && mayBothMatch(other, glob));
  if (isSaid || familiesOf(glob).every(({ isDirected }) => isDirected?.(metric) ?? true)) return [];
  const expected = "lower or higher: the name does not say which way is better, and it is to gate";
  return [{ path: ["better"], expected }];
}
function misfitsOf(rule, units, scales, of) {
  const own = [...new Set(units.map(dimensionOf))];
  const found = [];
  const check = (path, quantity, fitting) => {
    const expected = quantity && misfit(quantity, fitting, of);
    if (expected) found.push({ path, expected });
  };
  check(["tolerate", "absolute"], rule.tolerate?.absolute, own);
  check(["detect"], rule.detect, ofChange(units, scales));
  check(["warn"], rule.warn, own);
  check(["max"], rule.max, own);
  return found;
}
function blindness(rules) {
  const rule = rules.findLast(({ tolerate }) => tolerate?.relative !== void 0);
  const detect = rules.findLast((one) => one.detect !== void 0)?.detect;
  if (rule === void 0 || detect?.dimension !== "fraction" || rule.tolerate.relative <= detect.value) return null;
  const expected = `at most detect, which is ${detect.text}: what is tolerated is never found`;
  return { rule, path: ["tolerate", "relative"], expected };
}
function toOverride(rule) {
  const { tolerate, detect, warn, max, ...rest } = rule;
  return {
    ...rest,
    tolerate: tolerate && { relative: tolerate.relative, absolute: tolerate.absolute?.value },
    detect: detect?.value,
    warn: warn?.value,
    max: max?.value
  };
}
function overridesFor({ config, fault }, metric) {
  const matching = config.metrics.filter(({ glob }) => matchesId(glob, metric.id));
  const scale = matching.findLast((rule) => rule.scale !== void 0)?.scale ?? metric.scale;
  for (const rule of matching) {
    const [wrong] = misfitsOf(rule, [metric.unit], [scale], metric.id);
    if (wrong) throw fault(["metrics", rule.glob, ...wrong.path], wrong.expected);
  }
  const blind = scale === "ratio" ? blindness(matching) : null;
  if (blind) throw fault(["metrics", blind.rule.glob, ...blind.path], blind.expected);
  return matching.map(toOverride);
}
export {
  familiesOf,
  faultOfGlob,
  metricsSchema,
  overridesFor,
  toOverride
};
