import { expect, test } from "vitest";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { escapeText } from "../../../../src/report/render/escape.ts";
import { headline, signalOf } from "../../../../src/report/render/words/sentence.ts";
import { STATES } from "../../states.ts";
import { budget, CASES, heavier, latency, verdictOf } from "../../verdicts.ts";

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

test("its mark says whether it blocks, whatever the reason", () => {
  const signal = (over: Partial<Verdict>) => signalOf(verdictOf(over));
  expect(signal({ verdict: "fail", blocks: true })).toBe("fail");
  expect(signal({ verdict: "inconclusive", blocks: true })).toBe("fail");
  expect(signal({ verdict: "fail", enforce: false })).toBe("inconclusive");
  expect(signalOf(STATES.overridden!)).toBe("inconclusive");
  expect([signal({}), signalOf(CASES.error!)]).toEqual(["pass", "error"]);
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

test("a count of the rest is no part of what somebody is told to do", () => {
  const why = "put the right password into postgres.url or PGPASSWORD.";
  const unwatched = { kind: "unwatched", watcher: "postgres", why, rounds: 0 } as const;
  const missing = { kind: "missing", metric: "k6/x@y" } as const;
  expect(sentence({ verdict: "inconclusive", reasons: [unwatched, missing, missing] })).toBe(
    "3 reasons, the first: postgres was not watched: put the right password into postgres.url or PGPASSWORD.",
  );
});

test("fewer than six rounds have no interval of 95 %", () => {
  const few = latency("a", { change: "inconclusive", effect: { value: 0.118, low: 0.118, high: 0.118, coverage: 0 } });
  const reason = { kind: "inconclusive", metric: few.metric.id, why: "too few." } as const;
  expect(sentence({ verdict: "inconclusive", reasons: [reason], comparisons: [few] })).toBe(
    "k6/latency-tm95 of a is undecided at +11.8 % (too few rounds for an interval).",
  );
});

test("a pass says how much it is worth", () => {
  const effect = { value: -0.1, low: -0.12, high: -0.08 };
  const better = latency("a", { change: "improved", effect });
  const best = latency("b", { change: "improved", effect: { ...effect, value: -0.11 } });
  expect(sentence({ comparisons: [better] })).toBe(
    "the gating metric did not regress; k6/latency-tm95 of a fell by 10.0 % (95 % interval -12.0 to -8.0 %).",
  );
  expect(sentence({ comparisons: [better, best] })).toMatch(/; k6\/latency-tm95 of b fell .*, and 1 more improved\.$/);
  expect(sentence({ comparisons: [] })).toBe("no metric gates, so no change could block.");
  expect(sentence({ comparisons: [], budgets: [budget(), budget({ outcome: "broken-by-estimate" })] })).toMatch(
    /; 1 of 2 budgets warns\.$/,
  );
});

test("of several that are not settled it says how many, and the worst by its estimate", () => {
  expect(sentence(STATES["inconclusive-several"]!)).toBe(
    "3 of 4 gating metrics are undecided; the worst, k6/latency-tm95 of checkout: POST /order, is at +3.60 % (95 % interval -1.80 to +9.20 %).",
  );
  const missing = { kind: "missing", metric: "k6/x@y" } as const;
  expect(
    sentence({ ...STATES["inconclusive-several"]!, reasons: [...STATES["inconclusive-several"]!.reasons, missing] }),
  ).toMatch(/; 1 is missing\.$/);
  expect(sentence({ ...STATES["inconclusive-several"]!, comparisons: [] })).toBe(
    "3 of 0 gating metrics are undecided.",
  );
});

test("one that is undecided is named with its estimate, and with its reason where it has none", () => {
  expect(sentence(CASES.inconclusive!)).toBe(
    "k6/latency-tm95 of checkout: GET /cart is undecided at +3.60 % (95 % interval -1.80 to +9.20 %).",
  );
  expect(sentence(CASES["stored-inconclusive"]!)).toMatch(/ is undecided at \+3\.8 % \(.*\); 1 is missing\.$/);
  expect(sentence({ ...CASES.inconclusive!, comparisons: [] })).toMatch(/ is undecided: 12 rounds could have shown/);
});

test("what happened to base is said once", () => {
  expect(sentence(CASES["base-failed"]!)).toMatch(/^base could not be measured: the server "node server\.js" ended/);
  expect(sentence(CASES["stored-none"]!)).toMatch(/^not compared with a base: no earlier job is stored; five jobs/);
});

test("a pass by rules that the change itself brought says so", () => {
  expect(sentence(STATES["gate-changed"]!)).toMatch(/; this change alters the gate that judged it\.$/);
  expect(sentence({ ...STATES["gate-changed"]!, configFrom: "base" })).not.toContain("alters");
});

test("an unfit runner is the reason, whatever the rounds say", () => {
  expect(sentence(STATES.unfit!)).toMatch(/^the runner was unfit to measure \(its speed leapt .*\), so 2 of 3 gating/);
});

test("what was let pass, by whom or by the config, is no clean pass", () => {
  expect(label(STATES.overridden!)).toBe("Overridden, not blocked");
  const { override } = STATES.overridden!;
  expect(label({ ...CASES.error!, override })).toBe("Could not measure");
  expect(label({ verdict: "inconclusive", onInconclusive: "fail", override })).toBe("Overridden, not blocked");
  expect(label({ verdict: "inconclusive", override })).toBe("Inconclusive, not blocked");
  expect(sentence(STATES.accepted!)).toBe(
    "1 regression is accepted: k6/latency-tm95 of checkout: GET /cart rose by 17.2 % (95 % interval +15.9 to +18.4 %; accepted up to 18 % until 2026-04-30); no other gating metric regressed.",
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
