/** The bands that web vitals are read by (web.dev/articles/defining-core-web-vitals-thresholds). Pure. */

/** At most `good` is good; more than `poor` is poor; in between it needs improvement. Milliseconds, but for cls. */
const BANDS = {
  lcp: { good: 2500, poor: 4000 },
  inp: { good: 200, poor: 500 },
  cls: { good: 0.1, poor: 0.25 },
  fcp: { good: 1800, poor: 3000 },
  ttfb: { good: 800, poor: 1800 },
} as const;

/** "/cart: on head LCP 2600 ms needs improvement, CLS 0.02 is good"; null where no vital is known. */
export function bandsLine(page: string, headOf: (metric: string) => number | null): string | null {
  const said = Object.entries(BANDS).flatMap(([name, { good, poor }]) => {
    const value = headOf(name);
    if (value === null) return [];
    const band = value <= good ? "is good" : value <= poor ? "needs improvement" : "is poor";
    const shown = name === "cls" ? String(Number(value.toFixed(3))) : `${Math.round(value)} ms`;
    return [`${name.toUpperCase()} ${shown} ${band}`];
  });
  return said.length === 0 ? null : `${page}: on head ${said.join(", ")}.`;
}
