import { describe, expect, test } from "vitest";
import type { Comparison } from "../../../../src/model/comparison.ts";
import type { Detail } from "../../../../src/model/details.ts";
import type { Series } from "../../../../src/model/series.ts";
import { fitPage, type Part } from "../../../../src/report/render/html/fit.ts";
import { html } from "../../../../src/report/render/html/markup.ts";
import { HTML_LIMIT } from "../../../../src/report/render/html/page.ts";
import { SAMPLE, type Sample } from "../../sample.ts";
import { latency, slower, verdictOf } from "../../verdicts.ts";
import { pageOf, textOf } from "./read.ts";

const bytesOf = (page: string) => Buffer.byteLength(page);

/** `count` metrics, of which the first `moved` have regressed, each a bit less than the one before, all with their rounds. */
function job(count: number, moved: number, nameLength = 20): Sample {
  const comparisons = Array.from({ length: count }, (_, i): Comparison => {
    const subject = `step ${i}: GET /api/${`ü"`.repeat(nameLength).slice(0, nameLength)}`;
    const effect = { value: 0.5 - i / (4 * count), low: 0.1, high: 0.9 };
    const over = i < moved ? { ...slower, effect } : { rule: { ...slower.rule, role: "watch" as const } };
    return { ...latency(subject, over), metric: latency(subject).metric };
  });
  const series = comparisons.map(({ metric }): Series => {
    const values = Array.from({ length: 30 }, (_, round) => 2 + round / 7 + metric.id.length / 100);
    return { kind: "sampled", metric, base: values, head: values.map((value) => value * 1.2) };
  });
  const details = comparisons.slice(0, 2_000).map(
    ({ metric }): Detail => ({
      kind: "tree",
      collector: "bundle",
      title: metric.id,
      unit: "bytes",
      by: "by its metafile",
      leaves: [{ path: "src/a.ts", base: 1, head: 2 }],
    }),
  );
  return { verdict: verdictOf({ comparisons }), rounds: { ...SAMPLE.rounds, series }, details };
}

const rowsIn = (page: string) =>
  page.split('<table class="metrics"')[1]!.split("</table>")[0]!.split("<tr><td").length - 1;
const leftOutIn = (page: string) => Number(/(\d+) rows were left out/.exec(textOf(page))?.[1] ?? 0);
const chartsIn = (page: string) => page.match(/<div class="chart">/g)?.length ?? 0;

describe("a page of a big job", () => {
  test("10,000 metrics: within the limit, by whole rows, and all that are missing are counted", {
    tags: ["L11"],
  }, () => {
    const page = pageOf({ ...job(10_000, 300), details: [] });
    expect(bytesOf(page)).toBeLessThanOrEqual(HTML_LIMIT);
    // Nothing is left unused that a few more rows would have fitted into.
    expect(bytesOf(page)).toBeGreaterThan(0.95 * HTML_LIMIT);
    expect(rowsIn(page) + leftOutIn(page)).toBe(10_000);
    expect(page.match(/<details class="metric"/g)).toHaveLength(200);
    expect(page).toMatch(/<\/html>\n$/);
  });

  test("10,000 metrics with long names that need escaping, and details of as many", { tags: ["L11"] }, () => {
    const page = pageOf(job(10_000, 10_000, 300));
    expect(bytesOf(page)).toBeLessThanOrEqual(HTML_LIMIT);
    expect(rowsIn(page) + leftOutIn(page)).toBe(10_000);
  });

  test("charts are left out first, those of the metrics that moved least, and the page says so", {
    tags: ["L11"],
  }, () => {
    const sample = { ...job(40, 40), details: [] };
    const whole = pageOf(sample);
    expect(leftOutIn(whole)).toBe(0);
    expect(whole).not.toContain("were left out");
    const page = pageOf(sample, bytesOf(whole) - 60_000);
    expect(bytesOf(page)).toBeLessThanOrEqual(bytesOf(whole) - 60_000);
    expect(rowsIn(page)).toBe(40);
    expect(chartsIn(page)).toBeLessThan(chartsIn(whole));
    expect(textOf(page)).toMatch(
      /\d+ parts of what follows were left out to keep this file small, those of the metrics that moved least/,
    );
    const charts = page.split('<details class="metric"').slice(1).map(chartsIn);
    expect(charts[0]).toBeGreaterThan(0);
    expect(charts.at(-1)).toBe(0);
    // Those that have some come before those that have none.
    expect(charts.toSorted((a, b) => b - a)).toEqual(charts);
  });
});

describe("fitting", () => {
  const part = (text: string, priority: number, kind = "row"): Part => ({
    kind,
    priority,
    render: () => html`${text}`,
  });

  test("who comes first gets room first, and what was left out is counted by kind", () => {
    const pieces = [
      html`(`,
      part("bbbb", 1),
      part("aaaa", 0),
      part("cccc", 1),
      part("d", 2, "chart"),
      html`)`,
      (leftOut: (kind: string) => number) => html`${leftOut("row")}`,
    ];
    expect(fitPage(pieces, 1_000)).toBe("(bbbbaaaaccccd)0");
    // The remark is counted as long as it may become.
    expect(fitPage(pieces, 2 + 9 + 10)).toBe("(bbbbaaaad)1");
    expect(fitPage(pieces, 2 + 9)).toBe("()3");
  });

  test("after one that does not fit none of its kind follows, and none of them is made", () => {
    let made = 0;
    const counted = (text: string): Part => ({
      kind: "row",
      priority: 0,
      render: () => html`${text}${made++ < 0 ? "" : ""}`,
    });
    expect(fitPage([counted("aaaa"), counted("bb"), counted("c")], 3)).toBe("");
    expect(made).toBe(1);
  });

  test("what stands in its place counts", { tags: ["L11"] }, () => {
    const replaced: Part = { ...part("long text", 0), instead: html`short` };
    expect(fitPage([replaced], 8)).toBe("short");
    expect(fitPage([replaced], 9)).toBe("long text");
  });

  test("bytes are counted, not characters", { tags: ["L11"] }, () => {
    expect(fitPage([part("üü", 0)], 3)).toBe("");
    expect(fitPage([part("üü", 0)], 4)).toBe("üü");
  });
});
