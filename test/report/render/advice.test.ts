import { expect, test } from "vitest";
import type { Verdict } from "../../../src/model/verdict.ts";
import { advice } from "../../../src/report/render/advice.ts";
import { budget, CASES, verdictOf } from "../verdicts.ts";

test("there is something to do unless it passed", () => {
  expect(advice(CASES.pass!)).toBeUndefined();
  expect(advice(CASES.fail!)).toContain("`tolerate`");
  expect(advice(CASES.budgets!)).toContain("limit");
  expect(advice(CASES["new-and-missing"]!)).toContain("`off`");
});

test("more time is asked for only where time cut the rounds", () => {
  const unsettled = CASES.inconclusive!;
  expect(advice(unsettled)).toMatch(/`gate\.effort: thorough` or a longer `k6\.round\.measure`/);
  expect(advice(unsettled)).not.toContain("maxMinutes");
  const line = "3 rounds of 9 s ≈ 0.5 minutes (gate.maxMinutes is 0.5; effort standard wants 12): too few";
  const measuredBy = [{ collector: "k6", rounds: 3, discarded: [], notes: [line] }];
  for (const cut of [{ notices: [line] }, { measuredBy }]) {
    expect(advice({ ...unsettled, ...cut })).toMatch(/raise `gate\.maxMinutes`/);
    expect(advice({ ...unsettled, ...cut })).not.toContain("thorough");
  }
});

test("no rounds are asked for that no effort has, nor on a runner that is unfit", () => {
  const unsettled = CASES.inconclusive!;
  const [first] = unsettled.reasons as [Extract<Verdict["reasons"][number], { kind: "inconclusive" }>];
  const open = unsettled.comparisons.find(({ metric }) => metric.id === first.metric)!;
  const seeing = (times: number) => {
    const one = { ...open, rounds: 15, smallestVisible: times * open.rule.detect };
    return advice({ ...unsettled, comparisons: [one] });
  };
  // Twice as far takes four times the rounds.
  expect(seeing(1.99)).toMatch(/^More rounds/);
  expect(seeing(2.01)).toMatch(/^No effort has as many rounds as this takes: raise `detect`/);
  const collectors = unsettled.plan!.collectors.map((one) => ({ ...one, unfit: "it leapt" }));
  expect(advice({ ...unsettled, plan: { ...unsettled.plan!, collectors } })).toMatch(/on a quieter one\.$/);
});

test("k6's rounds are of no use to what another collector measures", () => {
  const reasons = [{ kind: "inconclusive", metric: "lighthouse/lcp@/cart", why: "" }] as const;
  const said = advice(verdictOf({ verdict: "inconclusive", reasons }));
  expect(said).toContain("`gate.effort: thorough`");
  expect(said).not.toContain("k6");
});

test("without a base, no number of rounds helps", () => {
  expect(advice(CASES["base-failed"]!)).toMatch(/something to be set against/);
});

test("set beside stored jobs, neither rounds nor minutes help", () => {
  expect(advice(CASES["stored-inconclusive"]!)).toMatch(/`mode: auto`, or store more jobs/);
});

test("only where nothing was judged does it say so", () => {
  expect(advice(CASES.error!)).toMatch(/^Nothing was judged/);
  expect(advice(CASES["threshold-without-samples"]!)).toMatch(/metric name and the tags/);
  const reasons = [{ kind: "could-not-measure", why: "k6 ended." }] as const;
  expect(advice(verdictOf({ verdict: "error", reasons, budgets: [budget()] }))).not.toContain("Nothing was judged");
});
