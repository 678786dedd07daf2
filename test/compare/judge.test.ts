import { describe, expect, test } from "vitest";
import { type JudgeInput, judge } from "../../src/compare/judge.ts";
import type { Change } from "../../src/model/comparison.ts";
import type { Override } from "../../src/model/exception.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { BudgetCheck } from "../../src/model/verdict.ts";
import { finding } from "../report/states.ts";
import { comparison, latency } from "./make.ts";

function judged(overrides: Partial<JudgeInput> = {}) {
  return judge({
    comparisons: [],
    budgets: [],
    findings: [],
    weighed: { kind: "compared" },
    accept: [],
    commit: null,
    override: null,
    onInconclusive: "warn",
    enforce: true,
    ...overrides,
  });
}

function metric(change: Change, id: string = change, value = 0.1, role: "gate" | "watch" = "gate") {
  const plain = comparison({ metric: latency({ id }), change, effect: { value, low: value, high: value } });
  return { ...plain, rule: { ...plain.rule, role }, ...(change === "inconclusive" ? { note: "too noisy" } : {}) };
}

function budget(overrides: Partial<BudgetCheck> = {}): BudgetCheck {
  return {
    name: "p(95)<200",
    metric: null,
    level: "max",
    operator: "<",
    limit: 200,
    unit: "ms",
    base: 100,
    head: 300,
    outcome: "broken",
    at: null,
    ...overrides,
  };
}

describe("a finding", () => {
  const by = (over: Partial<Finding>) => judged({ findings: [finding(over)] });

  test.each(["new", "worse"] as const)("that is %s fails where the config lets it block", (since) => {
    const { verdict, blocks, reasons } = by({ since, blocks: true });
    expect({ verdict, blocks }).toEqual({ verdict: "fail", blocks: true });
    expect(reasons).toMatchObject([{ kind: "finding", finding: { since } }]);
  });

  test.each([
    ["was there before", { since: "standing", blocks: true }],
    ["nobody can date", { since: "alone", blocks: true }],
    ["may not block", { since: "new", blocks: false }],
  ] as const)("that %s blocks nothing", (_, over) => {
    expect(by(over)).toMatchObject({ verdict: "pass", reasons: [] });
  });
});

describe("the verdict", () => {
  test.each([
    ["unchanged", "pass"],
    ["improved", "pass"],
    ["new", "pass"],
    ["regressed", "fail"],
    ["inconclusive", "inconclusive"],
    ["missing", "inconclusive"],
  ] as const)("of a gating metric that is %s: %s", (change, verdict) => {
    expect(judged({ comparisons: [metric("unchanged"), metric(change)] }).verdict).toBe(verdict);
  });

  test.each(["regressed", "inconclusive", "missing"] as const)(
    "a watched metric that is %s blocks nothing",
    (change) => {
      const comparisons = [metric(change, "x", 0.1, "watch")];
      expect(judged({ comparisons })).toEqual({
        verdict: "pass",
        blocks: false,
        reasons: [],
        accepted: [],
        override: null,
      });
    },
  );

  test.each([
    ["max", "kept", "pass"],
    ["max", "broken", "fail"],
    ["max", "broken-by-estimate", "pass"],
    ["warn", "broken", "pass"],
    ["warn", "broken-by-estimate", "pass"],
    ["max", "no-samples", "error"],
  ] as const)("of a tool's limit, %s and %s: %s", (level, outcome, verdict) => {
    const check = budget({ level, outcome });
    const { verdict: got, reasons } = judged({ budgets: [check] });
    expect(got).toBe(verdict);
    expect(reasons).toEqual(outcome === "kept" ? [] : [{ kind: "budget", check }]);
  });

  test("of a metric's own max without samples: inconclusive, whether the metric gates or not; its warn: nothing", () => {
    const silent = budget({ metric: "k6/p95@x", outcome: "no-samples" });
    expect(judged({ budgets: [silent] })).toMatchObject({
      verdict: "inconclusive",
      reasons: [{ kind: "missing", metric: "k6/p95@x" }],
    });
    expect(judged({ budgets: [{ ...silent, level: "warn" }] }).verdict).toBe("pass");
    const open = judged({ budgets: [silent], comparisons: [metric("inconclusive", "k6/p95@x")] });
    expect(open.reasons).toEqual([{ kind: "inconclusive", metric: "k6/p95@x", why: "too noisy" }]);
  });

  test("of a planned gating metric that no series came for: inconclusive, named once", () => {
    expect(judged({ comparisons: [metric("missing", "a"), metric("missing", "b")] })).toMatchObject({
      verdict: "inconclusive",
      reasons: [
        { kind: "missing", metric: "a" },
        { kind: "missing", metric: "b" },
      ],
    });
  });

  test.each([
    ["same-bytes", "pass"],
    ["budgets-only", "pass"],
    ["no-base", "inconclusive"],
    ["could-not-measure", "error"],
  ] as const)("when what was weighed is %s: %s, with the reason", (kind, verdict) => {
    const { verdict: got, reasons } = judged({ weighed: { kind, why: "because" } });
    expect(got).toBe(verdict);
    expect(reasons).toMatchObject([{ why: "because" }]);
  });

  test("fail stands beside what is open, and beside a limit without samples", () => {
    const comparisons = [metric("inconclusive"), metric("regressed"), metric("missing")];
    expect(judged({ comparisons, weighed: { kind: "no-base", why: "" } }).verdict).toBe("fail");
    expect(judged({ comparisons, budgets: [budget({ outcome: "no-samples" })] }).verdict).toBe("fail");
  });

  test("a head that could not be measured is an error whatever else is known", () => {
    const weighed = { kind: "could-not-measure", why: "it died" } as const;
    expect(judged({ comparisons: [metric("regressed")], weighed }).verdict).toBe("error");
  });
});

describe("blocking", () => {
  const regressed = [metric("regressed")];
  const open = [metric("inconclusive")];

  test("fail blocks unless it is not enforced; the verdict stays", () => {
    expect(judged({ comparisons: regressed })).toMatchObject({ verdict: "fail", blocks: true });
    expect(judged({ comparisons: regressed, enforce: false })).toMatchObject({ verdict: "fail", blocks: false });
  });

  test("inconclusive blocks only where the policy says so", () => {
    for (const onInconclusive of ["pass", "warn"] as const) {
      expect(judged({ comparisons: open, onInconclusive })).toMatchObject({ verdict: "inconclusive", blocks: false });
    }
    expect(judged({ comparisons: open, onInconclusive: "fail" }).blocks).toBe(true);
    expect(judged({ comparisons: open, onInconclusive: "fail", enforce: false }).blocks).toBe(false);
  });
});

describe("an accepted regression", () => {
  const entry = { glob: "k6/*", upTo: 0.2, until: "2026-01-31", reason: "New tax rules." } as const;
  const known = metric("regressed", "k6/known@x", 0.1);
  const { glob: _, ...rest } = entry;

  test("does not fail, and is told after all that is open", () => {
    expect(judged({ comparisons: [known], accept: [entry] })).toMatchObject({
      verdict: "pass",
      blocks: false,
      reasons: [{ kind: "accepted", metric: "k6/known@x" }],
      accepted: [{ metric: "k6/known@x", ...rest }],
    });
    const open = judged({ comparisons: [known, metric("inconclusive")], accept: [entry] });
    expect(open.verdict).toBe("inconclusive");
    expect(open.reasons.map(({ kind }) => kind)).toEqual(["inconclusive", "accepted"]);
  });

  test("is told after those that are worse", () => {
    const comparisons = [known, metric("regressed", "k6/worse@x", 0.15)];
    const { accepted, reasons } = judged({ comparisons, accept: [entry] });
    expect(accepted.map((one) => one.metric)).toEqual(["k6/worse@x", "k6/known@x"]);
    expect(reasons).toMatchObject([{ metric: "k6/worse@x" }, { metric: "k6/known@x" }]);
  });

  test("fails beyond what is accepted, beside another one, and over its limit", () => {
    const more = judged({ comparisons: [metric("regressed", "k6/known@x", 0.21)], accept: [entry] });
    expect(more).toMatchObject({ verdict: "fail", blocks: true, accepted: [] });
    const other = judged({ comparisons: [known, metric("regressed", "bundle/gzip@a")], accept: [entry] });
    expect(other.reasons).toEqual([
      { kind: "regressed", metric: "bundle/gzip@a" },
      { kind: "accepted", metric: "k6/known@x" },
    ]);
    const check = budget({ metric: "k6/known@x" });
    const over = judged({ comparisons: [known], budgets: [check], accept: [entry] });
    expect(over).toMatchObject({ verdict: "fail", reasons: [{ kind: "budget", check }, { kind: "accepted" }] });
  });
});

describe("an override", () => {
  const override: Override = {
    by: "ada",
    permission: "maintain",
    reason: "Ships a security fix.",
    commit: "4".repeat(40),
    url: "https://github.example/o/r/pull/7#issuecomment-1",
    at: "2026-01-31T12:00:00Z",
  };
  const { commit } = override;
  const regressed = [metric("regressed")];
  const open = { comparisons: [metric("inconclusive")], onInconclusive: "fail" } as const;

  test("of this commit keeps what would block from blocking; the verdict stays what it is", () => {
    const failed = judged({ comparisons: regressed, commit, override });
    expect(failed).toMatchObject({ verdict: "fail", blocks: false, override });
    expect(failed.reasons).toEqual(judged({ comparisons: regressed }).reasons);
    expect(judged({ ...open, commit, override })).toMatchObject({ verdict: "inconclusive", blocks: false, override });
  });

  test.each(["5".repeat(40), "4".repeat(39), null])("of another commit than %s does nothing", (other) => {
    const failed = judged({ comparisons: regressed, commit: other, override });
    expect(failed).toMatchObject({ verdict: "fail", blocks: true, override: null });
  });

  test("is on record where nothing would have blocked, as it is after the merge", () => {
    expect(judged({ comparisons: regressed, enforce: false, commit, override })).toMatchObject({
      verdict: "fail",
      blocks: false,
      override,
    });
    expect(judged({ commit, override })).toMatchObject({ verdict: "pass", override });
  });

  test("of what could not be measured is none", () => {
    const weighed = { kind: "could-not-measure", why: "it died" } as const;
    expect(judged({ weighed, commit, override })).toMatchObject({ verdict: "error", blocks: false, override: null });
  });
});

test("reasons come worst first, each with its evidence", () => {
  const certain = budget({ name: "certain" });
  const guess = budget({ name: "guess", outcome: "broken-by-estimate" });
  const warned = budget({ name: "warned", level: "warn" });
  const silent = budget({ name: "silent", outcome: "no-samples" });
  const { reasons } = judged({
    comparisons: [
      metric("inconclusive", "open"),
      metric("regressed", "some", 0.1),
      metric("missing", "gone"),
      metric("regressed", "much", 0.4),
      { ...metric("regressed", "from zero"), effect: null },
    ],
    budgets: [warned, guess, silent, certain],
    weighed: { kind: "no-base", why: "base does not build" },
  });
  expect(reasons).toEqual([
    { kind: "regressed", metric: "from zero" },
    { kind: "regressed", metric: "much" },
    { kind: "regressed", metric: "some" },
    { kind: "budget", check: certain },
    { kind: "budget", check: silent },
    { kind: "missing", metric: "gone" },
    { kind: "inconclusive", metric: "open", why: "too noisy" },
    { kind: "not-compared", why: "base does not build" },
    { kind: "budget", check: guess },
    { kind: "budget", check: warned },
  ]);
});
