// src/measure/prometheus/values.ts
import { prometheusMetric, scaleOf } from "./metrics.js";
import { histogramQuantile } from "./quantile.js";
var QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 };
function valuesOf(observed) {
  const resets = /* @__PURE__ */ new Set();
  const isOwn = ofOurs(observed.url);
  const readings = [...observed.after.samples].flatMap(([key, after]) => {
    if (isOwn(after)) return [];
    const named = { name: after.name, labels: after.labels, exporter: observed.exporter };
    const before = observed.before.map(({ samples }) => samples.get(key));
    if (after.kind === "gauge") return levels(named, observed, key);
    const growth = growthOf(before, after, observed.scrapes);
    if (growth.isReset) resets.add(after.name);
    if (after.kind === "counter") return flow(named, growth.load(totalOf) ?? 0, observed);
    return [...frequency(named, growth.load(countOf), observed), ...distribution(named, after, growth)];
  });
  return { readings, resets: [...resets] };
}
function ofOurs(url) {
  const { pathname } = new URL(url);
  const label = `="${pathname}"`;
  return ({ labels }) => pathname !== "/" && labels.includes(label);
}
var totalOf = (sample) => "value" in sample ? sample.value : null;
var countOf = (sample) => "count" in sample ? sample.count : null;
var sumOf = (sample) => "sum" in sample ? sample.sum : null;
function growthOf(before, after, scrapes) {
  const past = (number) => before.map((sample) => sample === void 0 ? 0 : number(sample) ?? 0);
  const measure = after.kind === "counter" ? totalOf : countOf;
  const isReset = (measure(after) ?? 0) < past(measure)[2];
  const all = (number) => {
    const now = number(after);
    return now === null || isReset ? now : now - past(number)[2];
  };
  return {
    isReset,
    all,
    load(number) {
      const grown = all(number);
      const [first, second, third] = past(number);
      const each = !isReset && second - first === third - second ? third - second : 0;
      return grown === null ? null : Math.max(0, grown - each * scrapes);
    }
  };
}
function flow(named, grown, { requests, seconds }) {
  const { unit, factor } = scaleOf(named.name, "count");
  return [
    ...reads(prometheusMetric(named, "request", unit), grown * factor / requests),
    ...reads(prometheusMetric(named, "rate", unit), grown * factor / seconds)
  ];
}
function frequency(named, grown, { requests }) {
  return grown === null ? [] : reads(prometheusMetric(named, "count", "count"), grown / requests);
}
function distribution(named, after, growth) {
  const { unit, factor } = scaleOf(named.name, "number");
  const reading = (told, value) => value === null ? [] : reads(prometheusMetric(named, told, unit), value * factor);
  const [sum, count] = [growth.all(sumOf), growth.all(countOf)];
  const mean = sum !== null && count !== null && count > 0 ? sum / count : null;
  return [...reading("mean", mean), ...after.kind === "histogram" ? quantiles(after, growth, reading) : []];
}
function quantiles({ buckets }, growth, reading) {
  const grown = new Map([...buckets.keys()].map((bound) => [bound, growth.all(bucketOf(bound)) ?? 0]));
  return Object.entries(QUANTILES).flatMap(
    ([told, share]) => (
      // Object.entries forgets what the keys are.
      reading(told, histogramQuantile(share, grown))
    )
  );
}
var bucketOf = (bound) => (sample) => sample.kind === "histogram" ? sample.buckets.get(bound) ?? null : null;
function levels(named, { during, after }, key) {
  const seen = (during.length > 0 ? during : [after]).flatMap(({ samples }) => {
    const sample = samples.get(key);
    return sample?.kind === "gauge" && Number.isFinite(sample.value) ? [sample.value] : [];
  });
  if (seen.length === 0) return [];
  const { unit, factor } = scaleOf(named.name, "number");
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  const max = seen.reduce((most, value) => Math.max(most, value));
  return [
    ...reads(prometheusMetric(named, "mean", unit), mean * factor),
    ...reads(prometheusMetric(named, "max", unit), max * factor)
  ];
}
function reads(metric, value) {
  return Number.isFinite(value) ? [{ metric, value }] : [];
}
export {
  valuesOf
};
