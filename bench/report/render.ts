/** Comment, job summary and terminal of a verdict of 10,000 metrics: bytes, and seconds of all together, the best of five. */

import type { Verdict } from "../../src/model/verdict.ts";
import { renderMarkdown } from "../../src/report/render/markdown/markdown.ts";
import { renderSummary } from "../../src/report/render/markdown/summary.ts";
import { renderText } from "../../src/report/render/terminal/text.ts";
import { manyMetrics } from "../../test/report/states.ts";

const RENDERERS: Readonly<Record<string, (verdict: Verdict) => string>> = {
  comment: (verdict) => renderMarkdown(verdict),
  summary: (verdict) => renderSummary(verdict),
  terminal: (verdict) => renderText(verdict, { width: 120, colour: true }),
};

const few = manyMetrics(10_000);
/** Every row is one that moved. */
const all: Verdict = {
  ...few,
  comparisons: few.comparisons.map((one) => ({ ...one, change: "regressed" as const })),
  reasons: few.comparisons.map(({ metric }) => ({ kind: "regressed" as const, metric: metric.id })),
};

for (const [name, verdict] of Object.entries({ "1 % regressed": few, "all regressed": all })) {
  const bytes = Object.entries(RENDERERS).map(([page, render]) => `${page} ${Buffer.byteLength(render(verdict))} B`);
  const seconds = Array.from({ length: 5 }, () => {
    const start = process.hrtime.bigint();
    for (const render of Object.values(RENDERERS)) render(verdict);
    return Number(process.hrtime.bigint() - start) / 1e9;
  });
  console.log(`10,000 metrics, ${name}: ${bytes.join(", ")}; ${Math.min(...seconds).toFixed(2)} s together`);
}
