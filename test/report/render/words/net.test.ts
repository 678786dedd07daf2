import { expect, test } from "vitest";
import type { Comparison } from "../../../../src/model/comparison.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { netEffects } from "../../../../src/report/render/words/net.ts";
import { latency } from "../../verdicts.ts";

const of = (name: string, value: number, better: "lower" | "higher" | null = "lower"): Comparison => {
  const effect = { value, low: value - 0.02, high: value + 0.02 };
  return latency("a", { effect }, { id: `k6/latency-${name}@a`, better });
};
const said = (...rows: readonly Comparison[]) => netEffects(rows, escapeText);

test("where p50 and p95 went different ways, or p50 and tm95, one sentence says so", () => {
  expect(said(of("p50", -0.08), of("p95", 0.14))).toEqual([
    "a: p50 fell by 8.0 %, p95 rose by 14.0 %: better for most, worse for the slowest.",
  ]);
  expect(said(of("p50", 0.08), of("tm95", -0.14))[0]).toMatch(
    /tm95 fell .*: worse for most, better for the slowest\.$/,
  );
  expect(said(of("p50", 0.08, "higher"), of("p95", -0.14, "higher"))[0]).toMatch(/: better for most/);
  expect(said(of("p50", -0.08), of("p95", 0.14), of("tm95", 0.1))).toHaveLength(1);
});

test("nothing is said of what agrees, or may be chance, or is about something else", () => {
  expect(said(of("p50", 0.08), of("p95", 0.14))).toEqual([]);
  expect(said(of("p50", -0.01), of("p95", 0.14))).toEqual([]);
  const few = (one: Comparison) => ({ ...one, effect: { ...one.effect!, coverage: 0.75 } });
  expect(said(few(of("p50", -0.08)), few(of("p95", 0.14)))).toEqual([]);
  expect(said(of("p50", -0.08), of("p95", 0.01))).toEqual([]);
  expect(said(of("p50", -0.08, null), of("p95", 0.14, null))).toEqual([]);
  expect(
    said(of("p50", -0.08), { ...of("p95", 0.14), metric: { ...of("p95", 0).metric, id: "k6/latency-p95@b" } }),
  ).toEqual([]);
  expect(said(of("p50", -0.08), { ...of("p95", 0.14), effect: null })).toEqual([]);
});
