import { describe, expect, it } from "vitest";
import { bandNotes } from "../../src/measure/bands.ts";
import { watchedAmount } from "../../src/measure/watched.ts";
import { metricId } from "../../src/model/metric.ts";
import type { SampledSeries } from "../../src/model/series.ts";

const series = (metric: string, subject: string, head: SampledSeries["head"]): SampledSeries => ({
  kind: "sampled",
  metric: { id: metricId({ collector: "browser", metric, subject }), ...watchedAmount("ms", 0, 1) },
  base: head.map(() => 1),
  head,
});

describe("the bands of web vitals", () => {
  it("are those of head's medians, a sentence a page", () => {
    const all = [
      series("cls", "/shop", [0.3, 0.3, 0.3]),
      series("requests", "/shop", [9, 9, 9]),
      series("lcp", "/shop", [2400, 2600, 9000]),
      series("requests", "/other", [9, 9, 9]),
      series("inp", "checkout: buy", [null, 90, 100]),
    ];
    expect(bandNotes(all)).toEqual([
      "/shop: on head LCP 2600 ms needs improvement, CLS 0.3 is poor.",
      "checkout: buy: on head INP 95 ms is good.",
    ]);
  });

  it("are not told where half of the rounds or more have no value", () => {
    expect(bandNotes([series("lcp", "/shop", [null, 2600])])).toEqual([]);
    expect(bandNotes([series("lcp", "/shop", [])])).toEqual([]);
  });

  it.each([
    ["lcp", 2500, "LCP 2500 ms is good"],
    ["lcp", 2501, "LCP 2501 ms needs improvement"],
    ["lcp", 4001, "LCP 4001 ms is poor"],
    ["inp", 200, "INP 200 ms is good"],
    ["inp", 501, "INP 501 ms is poor"],
    ["cls", 0.1, "CLS 0.1 is good"],
    ["cls", 0.25, "CLS 0.25 needs improvement"],
    ["fcp", 3001, "FCP 3001 ms is poor"],
    ["ttfb", 801, "TTFB 801 ms needs improvement"],
    ["tbt", 600, "TBT 600 ms needs improvement"],
    ["tbt", 601, "TBT 601 ms is poor"],
  ])("%s of %d is read as its authors say", (metric, value, said) => {
    expect(bandNotes([series(metric, "/", [value])])).toEqual([`/: on head ${said}.`]);
  });
});
