// src/measure/bands.ts
import { median } from "../vendor/simple-statistics.js";
import { parseMetricId } from "../model/metric.js";
var BANDS = {
  lcp: { good: 2500, poor: 4e3 },
  inp: { good: 200, poor: 500 },
  cls: { good: 0.1, poor: 0.25 },
  fcp: { good: 1800, poor: 3e3 },
  ttfb: { good: 800, poor: 1800 },
  tbt: { good: 200, poor: 600 }
};
function bandNotes(series) {
  const bySubject = /* @__PURE__ */ new Map();
  for (const { metric, head } of series) {
    const { subject, metric: name } = parseMetricId(metric.id);
    bySubject.set(subject, new Map([...bySubject.get(subject) ?? [], [name, head]]));
  }
  return [...bySubject].flatMap(([subject, values]) => {
    const said = bandsOf(values);
    return said.length === 0 ? [] : [`${subject}: on head ${said.join(", ")}.`];
  });
}
function bandsOf(values) {
  return Object.entries(BANDS).flatMap(([name, { good, poor }]) => {
    const value = middle(values.get(name) ?? []);
    if (value === null) return [];
    const band = value <= good ? "is good" : value <= poor ? "needs improvement" : "is poor";
    const shown = name === "cls" ? String(Number(value.toFixed(3))) : `${Math.round(value)} ms`;
    return [`${name.toUpperCase()} ${shown} ${band}`];
  });
}
function middle(values) {
  const present = values.filter((value) => value !== null);
  return present.length * 2 <= values.length ? null : median(present);
}
export {
  bandNotes
};
