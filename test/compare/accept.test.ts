import { describe, expect, test } from "vitest";
import { acceptedOf, unneeded } from "../../src/compare/accept.ts";
import { compareAll } from "../../src/compare/compare.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import type { Acceptance } from "../../src/model/exception.ts";
import type { Metric } from "../../src/model/metric.ts";
import { bytes, comparison, latency } from "./make.ts";

const entry = (over: Partial<Acceptance> = {}): Acceptance => ({
  glob: "k6/latency-tm95@*",
  upTo: 0.08,
  until: "2026-01-31",
  reason: "New tax rules.",
  ...over,
});

const regressed = (value: number, over: Partial<Metric> = {}, rest: Partial<Comparison> = {}) =>
  comparison({
    metric: latency({ id: "k6/latency-tm95@x", ...over }),
    change: "regressed",
    effect: { value, low: value - 0.05, high: value + 0.05 },
    ...rest,
  });

describe("a regression is accepted", () => {
  test("as far as its estimate is, with what the entry says; the interval may reach beyond", () => {
    const { glob: _, ...rest } = entry();
    expect(acceptedOf([regressed(0.08)], [entry()])).toEqual([{ metric: "k6/latency-tm95@x", ...rest }]);
    expect(acceptedOf([regressed(0.0801)], [entry()])).toEqual([]);
  });

  test("in the metric's bad direction, and on its scale", () => {
    const higher = { better: "higher" } as const;
    expect(acceptedOf([regressed(-0.07, higher)], [entry()])).toHaveLength(1);
    expect(acceptedOf([regressed(-0.09, higher)], [entry()])).toEqual([]);
    const milliseconds = { scale: "difference" } as const;
    expect(acceptedOf([regressed(4.9, milliseconds)], [entry({ upTo: 5 })])).toHaveLength(1);
    expect(acceptedOf([regressed(5.1, milliseconds)], [entry({ upTo: 5 })])).toEqual([]);
  });

  test("by the last of the entries that cover it", () => {
    const entries = [
      entry({ upTo: 0.2, reason: "first" }),
      entry({ upTo: 0.1, reason: "second" }),
      entry({ upTo: 0.01, reason: "third" }),
      entry({ glob: "k6/latency-p95@*", upTo: 9, reason: "other" }),
    ];
    expect(acceptedOf([regressed(0.05), regressed(0.15)], entries).map(({ reason }) => reason)).toEqual([
      "second",
      "first",
    ]);
  });

  test("alone where its text is the id of a metric that was measured; only otherwise it is a glob", () => {
    const ids = ["bundle/gzip@dist/*.js", "bundle/gzip@dist/other.js", "bundle/gzip@dist/a?.js"];
    const rows = ids.map((id) => regressed(0.05, { id }));
    const of = (glob: string, some = rows) => acceptedOf(some, [entry({ glob })]).map(({ metric }) => metric);
    expect(of(ids[0]!)).toEqual([ids[0]]);
    expect(of("bundle/gzip@dist/*.j?")).toEqual(ids);
    // Measured is enough: it need not be what regressed.
    const calm = { ...rows[0]!, change: "unchanged" } as const;
    expect(of(ids[0]!, [calm, rows[1]!])).toEqual([]);
    expect(of(ids[0]!, rows.slice(1))).toEqual(ids.slice(1));
  });

  test("where it gates, and nothing else is", () => {
    const watched = regressed(0.05);
    expect(acceptedOf([{ ...watched, rule: { ...watched.rule, role: "watch" } }], [entry()])).toEqual([]);
    for (const change of ["inconclusive", "improved", "unchanged", "new", "missing"] as const)
      expect(acceptedOf([regressed(0.05, {}, { change })], [entry()])).toEqual([]);
    expect(acceptedOf([regressed(0.05, {}, { effect: null })], [entry({ upTo: 1e9 })])).toEqual([]);
  });

  test("exact values too, to the byte", () => {
    const { comparisons } = compareAll({ series: [bytes(10_000, 10_800)], overrides: [], falseAlarms: 0.01 });
    expect(acceptedOf(comparisons, [entry({ glob: "bundle/*" })])).toHaveLength(1);
    const more = compareAll({ series: [bytes(10_000, 10_801)], overrides: [], falseAlarms: 0.01 });
    expect(acceptedOf(more.comparisons, [entry({ glob: "bundle/*" })])).toEqual([]);
    const fromNothing = compareAll({ series: [bytes(0, 10_801)], overrides: [], falseAlarms: 0.01 });
    expect(fromNothing.comparisons[0]!.change).toBe("regressed");
    expect(acceptedOf(fromNothing.comparisons, [entry({ glob: "bundle/*", upTo: 10 })])).toEqual([]);
  });
});

describe("an entry can be removed", () => {
  test("where it matches nothing, or nothing that regressed", () => {
    const settled = regressed(0, {}, { change: "unchanged" });
    expect(unneeded([settled], [entry({ glob: "bundle/*" }), entry()])).toEqual([
      'accept: "bundle/*" matches no metric that was measured: check its spelling, or remove it.',
      'accept: "k6/latency-tm95@*" is not needed, as nothing that it matches regressed: remove it.',
    ]);
  });

  test("where it is the id of a metric that did not regress, whatever it would match as a glob", () => {
    const literal = regressed(0, { id: "bundle/gzip@*.js" }, { change: "unchanged" });
    const other = regressed(0.05, { id: "bundle/gzip@other.js" });
    expect(unneeded([literal, other], [entry({ glob: "bundle/gzip@*.js" })])).toHaveLength(1);
    expect(unneeded([other], [entry({ glob: "bundle/gzip@*.js" })])).toEqual([]);
  });

  test("not while what it matches has regressed, by however much, or may have", () => {
    const settled = regressed(0, {}, { change: "unchanged" });
    expect(unneeded([settled, regressed(0.05)], [entry()])).toEqual([]);
    expect(unneeded([settled, regressed(0.5)], [entry()])).toEqual([]);
    expect(unneeded([settled, regressed(0.05, {}, { change: "inconclusive" })], [entry()])).toEqual([]);
  });
});
