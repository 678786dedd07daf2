import { expect, test } from "vitest";
import type { Verdict } from "../../../src/model/verdict.ts";
import { escapeText } from "../../../src/report/render/escape.ts";
import { headline } from "../../../src/report/render/sentence.ts";
import { budget, CASES, heavier, latency, verdictOf } from "../verdicts.ts";

const label = (over: Partial<Verdict>) => headline(verdictOf(over), escapeText).label;
const sentence = (over: Partial<Verdict>) => headline(verdictOf(over), escapeText).sentence;

test("only what blocks is called blocked", () => {
  expect(label({ verdict: "fail", blocks: true })).toBe("Blocked");
  expect(label({ verdict: "fail", enforce: false })).toBe("Would have blocked");
  expect(label({ verdict: "fail" })).toBe("Failed, reported only");
  expect(label({ verdict: "inconclusive", onInconclusive: "warn" })).toBe("Inconclusive, not blocked");
  expect(label({ verdict: "inconclusive", onInconclusive: "fail", blocks: true })).toBe("Blocked as inconclusive");
  expect(label({ verdict: "inconclusive", onInconclusive: "fail", enforce: false })).toBe(
    "Inconclusive, would have blocked",
  );
  expect(label({ verdict: "error", blocks: true })).toBe("Could not measure");
});

test("an exact regression needs no interval", () => {
  expect(
    sentence({ verdict: "fail", reasons: [{ kind: "regressed", metric: heavier.metric.id }], comparisons: [heavier] }),
  ).toBe("bundle/gzip of app.js rose by 14.9 % or 1.83 kB (exact).");
});

test("a regression whose row is not there is named all the same", () => {
  expect(sentence({ verdict: "fail", reasons: [{ kind: "regressed", metric: "k6/x@y" }], comparisons: [] })).toBe(
    "k6/x of y regressed.",
  );
});

test("what else is wrong is counted, but not what only is unsettled", () => {
  const [first] = CASES.fail!.reasons;
  const reasons = [
    first!,
    { kind: "budget", check: budget({ outcome: "broken" }) } as const,
    { kind: "missing", metric: "k6/x@y" } as const,
    { kind: "budget", check: budget({ outcome: "broken-by-estimate" }) } as const,
    { kind: "budget", check: budget({ outcome: "broken", level: "warn" }) } as const,
  ];
  expect(sentence({ ...CASES.fail!, reasons })).toMatch(/, and 1 more\.$/);
});

test("a pass says how much it is worth", () => {
  const better = latency("a", { change: "improved" });
  expect(sentence({ comparisons: [better] })).toBe("the gating metric did not regress; 1 improved.");
  expect(sentence({ comparisons: [] })).toBe("no metric gates, so no change could block.");
  expect(sentence({ comparisons: [], budgets: [budget(), budget({ outcome: "broken-by-estimate" })] })).toMatch(
    /; 1 of 2 budgets warns\.$/,
  );
});

test("an error says its first reason, of whatever kind", () => {
  const check = budget({ name: "checks rate>0.9", outcome: "no-samples", operator: ">", limit: 0.9, unit: "fraction" });
  const silent = { kind: "budget", check } as const;
  const open = { kind: "missing", metric: "k6/x@y" } as const;
  expect(sentence({ verdict: "error", reasons: [silent, open] })).toBe(
    "checks rate>0.9 must be > 90 % and had no samples in head.",
  );
  expect(sentence({ verdict: "error", reasons: [silent, silent] })).toMatch(/ in head, and 1 more\.$/);
  expect(sentence({ verdict: "error", reasons: [] })).toBe("no reason was recorded.");
});

test("a message with lines is its sentence, which leads to the lines", () => {
  const { sentence, printed } = headline(CASES["build-failed"]!, escapeText);
  expect(sentence).toBe('head: build failed: "npm ci npm run build" ended with exit code 2. Its last 8 lines:');
  expect(printed[0]).toBe("> shop@1.4.0 build");
  expect(printed).toHaveLength(8);
});
