/**
 * The bands that web vitals are read by (web.dev/articles/defining-core-web-vitals-thresholds), and blocking time, which
 * only a lab has, by those of Lighthouse's score. Pure.
 */
import { median } from "simple-statistics";
import { parseMetricId } from "../model/metric.ts";
import type { SampledSeries } from "../model/series.ts";

/** At most `good` is good; more than `poor` is poor; in between it needs improvement. Milliseconds, but for cls. */
const BANDS = {
  lcp: { good: 2500, poor: 4000 },
  inp: { good: 200, poor: 500 },
  cls: { good: 0.1, poor: 0.25 },
  fcp: { good: 1800, poor: 3000 },
  ttfb: { good: 800, poor: 1800 },
  tbt: { good: 200, poor: 600 },
} as const;

/** By the metric part of an id: head's values of all rounds. */
type HeadValues = ReadonlyMap<string, SampledSeries["head"]>;

/** How head's medians are read, a sentence a page: "/cart: on head LCP 2600 ms needs improvement, CLS 0.02 is good." */
export function bandNotes(series: readonly SampledSeries[]): readonly string[] {
  const bySubject = new Map<string, Map<string, SampledSeries["head"]>>();
  for (const { metric, head } of series) {
    const { subject, metric: name } = parseMetricId(metric.id)!;
    bySubject.set(subject, new Map([...(bySubject.get(subject) ?? []), [name, head]]));
  }
  return [...bySubject].flatMap(([subject, values]) => {
    const said = bandsOf(values);
    return said.length === 0 ? [] : [`${subject}: on head ${said.join(", ")}.`];
  });
}

function bandsOf(values: HeadValues): readonly string[] {
  return Object.entries(BANDS).flatMap(([name, { good, poor }]) => {
    const value = middle(values.get(name) ?? []);
    if (value === null) return [];
    const band = value <= good ? "is good" : value <= poor ? "needs improvement" : "is poor";
    const shown = name === "cls" ? String(Number(value.toFixed(3))) : `${Math.round(value)} ms`;
    return [`${name.toUpperCase()} ${shown} ${band}`];
  });
}

/** null where no more than half of the rounds have one. */
function middle(values: SampledSeries["head"]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length * 2 <= values.length ? null : median(present);
}
