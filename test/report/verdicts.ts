/** Verdicts as the gate makes them, for the tests of the reports. */

import { endLooksAt, FIRST_ATTEMPT, firstLooks, SCHEDULES, weighLooks } from "../../src/compare/looks.ts";
import type { HistorySummary } from "../../src/model/baseline.ts";
import type { Change, Comparison } from "../../src/model/comparison.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { BudgetCheck, Verdict } from "../../src/model/verdict.ts";
import { untouched } from "../helpers/untouched.ts";

export function latency(subject: string, over: Partial<Comparison> = {}, metric: Partial<Metric> = {}): Comparison {
  const full: Metric = {
    id: `k6/latency-tm95@${subject}`,
    unit: "ms",
    better: "lower",
    kind: "sampled",
    scale: "ratio",
    role: "gate",
    tolerate: { relative: 0.02, absolute: 0.1 },
    detect: 0.05,
    ...metric,
  };
  return {
    metric: full,
    rule: { role: full.role === "watch" ? "watch" : "gate", tolerate: full.tolerate, detect: full.detect },
    change: "unchanged",
    base: 2.4,
    head: 2.41,
    effect: { value: 0.0042, low: -0.0113, high: 0.0199 },
    p: 0.31,
    pAdjusted: 0.62,
    rounds: 12,
    noise: 0.024,
    smallestVisible: 0.038,
    ...over,
  };
}

export function bundle(file: string, base: number | null, head: number | null, change: Change): Comparison {
  const value = base === null || head === null || base === 0 ? null : (head - base) / base;
  return latency(
    file,
    {
      change,
      base,
      head,
      effect: value === null ? null : { value, low: value, high: value },
      p: null,
      pAdjusted: null,
      rounds: 1,
      noise: null,
      smallestVisible: null,
    },
    { id: `bundle/gzip@${file}`, unit: "bytes", kind: "exact", tolerate: { relative: 0.02, absolute: 250 } },
  );
}

export const slower = latency("checkout: GET /cart", {
  change: "regressed",
  base: 2.4,
  head: 2.813,
  effect: { value: 0.172, low: 0.159, high: 0.1841 },
  p: 0.00024,
  pAdjusted: 0.00073,
});
export const heavier = bundle("app.js", 12_310, 14_140, "regressed");
export const same = bundle("checkout.js", 8_002, 8_002, "unchanged");
export const nearly = bundle("vendor.js", 84_120, 84_155, "unchanged");
const steady = latency("checkout: GET /search");
export const watched = latency(
  "checkout: GET /search",
  {
    change: "inconclusive",
    base: 7.31,
    head: 8.02,
    effect: { value: 0.097, low: -0.041, high: 0.21 },
    pAdjusted: null,
  },
  { id: "k6/latency-p99@checkout: GET /search", role: "watch" },
);
export const errors = latency(
  "checkout: GET /cart",
  {
    base: 0.001,
    head: 0.0012,
    effect: { value: 0.0002, low: -0.0004, high: 0.0008 },
    noise: 0.0009,
    smallestVisible: 0.0009,
  },
  {
    id: "k6/errors@checkout: GET /cart",
    unit: "fraction",
    kind: "rate",
    scale: "difference",
    tolerate: { relative: 0, absolute: 0.005 },
    detect: 0.01,
  },
);

export function budget(over: Partial<BudgetCheck> = {}): BudgetCheck {
  return {
    name: "http_req_duration{name:cart} p(95)<200",
    metric: null,
    level: "max",
    operator: "<",
    limit: 200,
    unit: "ms",
    base: 180.2,
    head: 171,
    outcome: "kept",
    at: null,
    ...over,
  };
}

/** Standard looks of three metrics, ended where all was settled. */
const plan: Plan = {
  family: 3,
  collectors: [
    {
      ...firstLooks(
        "k6",
        1,
        weighLooks({ looks: SCHEDULES.standard, family: 3, falseAlarms: 0.01, share: FIRST_ATTEMPT }),
      ),
      ended: "settled",
    },
  ],
};

/** The same, cut to 12 rounds by the time that there was. */
const cut: Plan = {
  ...plan,
  collectors: plan.collectors.map((one) => ({ ...one, looks: endLooksAt(one.looks, 12), ended: "time" })),
};

/** Of what took no round. */
const unmeasured = { plan: null, runnerNoise: null };

export function verdictOf(over: Partial<Verdict> = {}): Verdict {
  return {
    schema: 1,
    kind: "verdict",
    gate: "default",
    ...untouched,
    causes: [],
    findings: [],
    accepted: [],
    verdict: "pass",
    blocks: false,
    enforce: true,
    onInconclusive: "warn",
    reasons: [],
    rung: "paired",
    comparisons: [steady, watched, errors, same, nearly],
    budgets: [],
    base: {
      side: "base",
      ref: "origin/main",
      commit: "5f3c1e0a9b7d2c4e6f8091a2b3c4d5e6f7a8b9c0",
      subject: "Show the cart",
    },
    head: {
      side: "head",
      ref: "worktree",
      commit: "0123456789abcdef0123456789abcdef01234567",
      subject: "Recommend as they shop",
    },
    environment: {
      cpu: "AMD EPYC 7763 64-Core Processor",
      cores: 4,
      memoryBytes: 16_773_000_000,
      os: "Linux 6.8.0",
      tools: { node: "24.11.0", k6: "2.2.0" },
    },
    history: null,
    plan,
    runnerNoise: "fixed task 31 ms ± 4 % a round, 1.2 % of CPU time stolen, at most 3.0 %",
    attempts: [],
    reused: false,
    measuredBy: [
      {
        collector: "k6",
        rounds: 12,
        discarded: ["the host stole 11 % of the CPU"],
        notes: ["Your 51-minute script became 5 s a round at 40/s a side."],
      },
      { collector: "bundle", rounds: 0, discarded: [], notes: [] },
    ],
    notWeighed: ["k6/latency-p99@checkout: POST /order: 12 samples a side and round, 200 needed."],
    notices: ["Uncommitted changes in 2 files were weighed with head."],
    falseAlarms: 0.01,
    family: 3,
    seconds: { install: 12.2, build: 3.4, measure: 128.9, total: 146.1 },
    finished: "2026-03-04T05:06:07Z",
    version: "0.1.0",
    ...over,
  };
}

const regressed = [
  { kind: "regressed", metric: slower.metric.id },
  { kind: "regressed", metric: heavier.metric.id },
] as const;

const FEW_SAMPLES = "150 samples a side and round, 200 needed to gate (a k6.round.measure of 7s would do)";

const unsettled = latency("checkout: GET /cart", {
  change: "inconclusive",
  base: 2.4,
  head: 2.49,
  effect: { value: 0.036, low: -0.018, high: 0.092 },
  p: 0.08,
  pAdjusted: 0.24,
  smallestVisible: 0.083,
});

const overLimit = budget({ outcome: "broken", head: 231.4 });
const silent = budget({
  name: "http_req_duration{name:crat} p(95)<200",
  outcome: "no-samples",
  base: null,
  head: null,
});
const nearLimit = budget({
  name: "iteration_duration p(99)<200",
  outcome: "broken-by-estimate",
  head: 204,
  base: null,
});

/** A metric whose role its collector lowered, as k6 does with too few samples. */
export function lowered(subject: string, roleReason: string, over: Partial<Comparison> = {}): Comparison {
  return latency(subject, { pAdjusted: null, ...over }, { role: "watch", roleReason });
}

/** A message as the target makes it: a sentence, then the lines that the command printed last. */
export function failed(sentence: string, lines: readonly string[]): string {
  const last = lines.length === 1 ? "line" : `${lines.length} lines`;
  return `${sentence} Its last ${last}:${lines.map((line) => `\n  | ${line}`).join("")}`;
}

/** Where head of `pass` stands among the jobs before it. */
export const history: HistorySummary = {
  reference: {
    how: "ancestor",
    commit: "c0ffee0a9b7d2c4e6f8091a2b3c4d5e6f7a8b9c0",
    distance: 3,
    finished: "2026-03-02T04:05:06Z",
  },
  jobs: 30,
  leftOut: [
    { jobs: 6, why: "ran on another CPU" },
    { jobs: 1, why: "had another version of k6" },
  ],
  rows: [
    { metric: steady.metric.id, unit: "ms", jobs: 23, median: 2.39, low: 2.31, high: 2.47, head: 2.41 },
    { metric: errors.metric.id, unit: "fraction", jobs: 23, median: 0, low: 0, high: 0, head: 0.0012 },
    { metric: same.metric.id, unit: "bytes", jobs: 30, median: 8_002, low: 8_002, high: 8_002, head: 8_002 },
    { metric: watched.metric.id, unit: "ms", jobs: 23, median: 8.4, low: 8.11, high: 9.02, head: 8.02 },
  ],
};

const ofBase: HistorySummary = {
  ...history,
  reference: { ...history.reference, how: "base", distance: 0, finished: "2026-03-04T02:00:00Z" },
  leftOut: [],
};

const storedSlower = latency("checkout: GET /cart", {
  change: "regressed",
  base: 2.4,
  head: 2.813,
  effect: { value: 0.172, low: 0.081, high: 0.2707 },
  p: 0.00012,
  pAdjusted: 0.00024,
  rounds: 23,
  noise: null,
  smallestVisible: 0.161,
});

const storedUnsettled = latency("checkout: GET /cart", {
  change: "inconclusive",
  base: 2.4,
  head: 2.49,
  effect: { value: 0.0375, low: -0.041, high: 0.122 },
  p: 0.15,
  pAdjusted: 0.3,
  rounds: 23,
  noise: null,
  smallestVisible: 0.161,
});

const storedK6 = {
  collector: "k6",
  rounds: 12,
  discarded: [],
  notes: ["Your 51-minute script became 5 s a round at 40/s."],
};
const ALONE = "Head alone was measured and set beside stored jobs: mode is stored.";
const EXACT = "In base's place, exact values are those stored of 5f3c1e0a9b, the base commit itself.";

/** One of each case that a reader may meet; every renderer has a snapshot of each. */
export const CASES: Readonly<Record<string, Verdict>> = {
  pass: verdictOf(),
  fail: verdictOf({
    verdict: "fail",
    blocks: true,
    reasons: regressed,
    comparisons: [
      steady,
      heavier,
      watched,
      errors,
      same,
      slower,
      latency("checkout: POST /order", {
        change: "improved",
        base: 5.12,
        head: 4.6,
        effect: { value: -0.1016, low: -0.118, high: -0.0857 },
      }),
    ],
  }),
  "not-enforced": verdictOf({ verdict: "fail", enforce: false, reasons: regressed, comparisons: [slower, heavier] }),
  inconclusive: verdictOf({
    plan: cut,
    verdict: "inconclusive",
    reasons: [
      {
        kind: "inconclusive",
        metric: unsettled.metric.id,
        why: "12 rounds could have shown a worsening of 8.3 % or more, and 5 % takes about 27 rounds",
      },
    ],
    comparisons: [unsettled, steady, same],
  }),
  "first-run": verdictOf({
    plan: null,
    rung: "budgets",
    reasons: [{ kind: "not-compared", why: "the repository has one commit only." }],
    comparisons: [
      latency("checkout: GET /cart", {
        change: "new",
        base: null,
        effect: null,
        p: null,
        pAdjusted: null,
        noise: null,
      }),
    ],
    budgets: [budget({ base: null })],
    family: 0,
  }),
  error: verdictOf({
    ...unmeasured,
    verdict: "error",
    reasons: [
      {
        kind: "could-not-measure",
        why: "head was not ready within 60 s: GET /healthz answered 500.\nlast line: Error: connect ECONNREFUSED",
      },
    ],
    comparisons: [],
    measuredBy: [],
    family: 0,
    notWeighed: [],
    notices: [],
  }),
  "build-failed": verdictOf({
    ...unmeasured,
    verdict: "error",
    reasons: [
      {
        kind: "could-not-measure",
        why: failed('head: build failed: "npm ci\nnpm run build" ended with exit code 2.', [
          "> shop@1.4.0 build",
          "> tsc -p . && node bundle.mjs",
          "",
          "src/cart.ts:12:7 - error TS2322: Type 'string' is not assignable to type 'number'.",
          "",
          "12   const total: Price = `${sum}`;",
          "           ~~~~~",
          "::error::2 errors, see ```tsc --explain``` and https://example.com/TS2322",
        ]),
      },
    ],
    comparisons: [],
    measuredBy: [],
    family: 0,
    notWeighed: [],
    notices: [],
  }),
  "base-failed": verdictOf({
    plan: null,
    verdict: "inconclusive",
    rung: "budgets",
    reasons: [
      {
        kind: "not-compared",
        why: failed('base: the server "node server.js" ended with exit code 1 before it was ready.', [
          "Error: Cannot find module 'express'",
          "    at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)",
        ]),
      },
      { kind: "budget", check: nearLimit },
    ],
    comparisons: [
      latency("checkout: GET /cart", {
        change: "new",
        base: null,
        effect: null,
        p: null,
        pAdjusted: null,
        noise: null,
      }),
    ],
    budgets: [nearLimit],
    family: 0,
  }),
  "threshold-without-samples": verdictOf({
    verdict: "error",
    reasons: [{ kind: "budget", check: silent }],
    budgets: [budget(), silent],
  }),
  "watched-only": verdictOf({
    comparisons: [
      errors,
      lowered("checkout: GET /cart", FEW_SAMPLES),
      lowered("checkout: GET /search", FEW_SAMPLES),
      lowered("checkout: POST /order", "12 samples a side and round, 200 needed to gate", {
        change: "regressed",
        head: 2.9,
        effect: { value: 0.208, low: 0.11, high: 0.31 },
      }),
      same,
    ],
    family: 1,
  }),
  "new-and-missing": verdictOf({
    verdict: "inconclusive",
    blocks: true,
    onInconclusive: "fail",
    reasons: [{ kind: "missing", metric: "k6/latency-tm95@checkout: GET /cart" }],
    comparisons: [
      latency("checkout: GET /cart", {
        change: "missing",
        head: null,
        effect: null,
        p: null,
        pAdjusted: null,
        noise: null,
      }),
      bundle("worker.js", null, 4_210, "new"),
      steady,
    ],
  }),
  "with-history": verdictOf({ history }),
  stored: verdictOf({
    plan: null,
    verdict: "fail",
    blocks: true,
    rung: "stored",
    reasons: [{ kind: "regressed", metric: storedSlower.metric.id }],
    comparisons: [storedSlower, same],
    history: {
      ...ofBase,
      leftOut: history.leftOut,
      rows: [
        { metric: storedSlower.metric.id, unit: "ms", jobs: 23, median: 2.39, low: 2.31, high: 2.47, head: 2.813 },
        ofBase.rows[2]!,
      ],
    },
    measuredBy: [storedK6],
    notices: [ALONE, EXACT],
    family: 2,
  }),
  "stored-inconclusive": verdictOf({
    plan: null,
    verdict: "inconclusive",
    rung: "stored",
    reasons: [
      {
        kind: "inconclusive",
        metric: storedUnsettled.metric.id,
        why: "beside 23 stored jobs only a worsening of 16.1 % or more is found 95 times in 100",
      },
      { kind: "missing", metric: "k6/latency-tm95@checkout: POST /order" },
    ],
    comparisons: [
      storedUnsettled,
      latency("checkout: POST /order", {
        change: "missing",
        head: null,
        effect: null,
        p: null,
        pAdjusted: null,
        noise: null,
      }),
    ],
    history: { ...history, reference: { ...history.reference, how: "newest", distance: null } },
    measuredBy: [storedK6],
    notices: [ALONE],
    family: 1,
  }),
  "stored-exact": verdictOf({
    ...unmeasured,
    rung: "stored",
    comparisons: [same, nearly],
    history: { ...ofBase, rows: [ofBase.rows[2]!] },
    measuredBy: [{ collector: "bundle", rounds: 0, discarded: [], notes: [] }],
    notices: ["Base was not built: only exact metrics are on, and those of base are stored.", EXACT],
    family: 0,
  }),
  "stored-none": verdictOf({
    plan: null,
    verdict: "inconclusive",
    rung: "budgets",
    reasons: [
      {
        kind: "not-compared",
        why: "no earlier job is stored; five jobs on the default branch in mode: stored are needed; mode: auto builds base instead.",
      },
    ],
    comparisons: [
      latency("checkout: GET /cart", {
        change: "new",
        base: null,
        effect: null,
        p: null,
        pAdjusted: null,
        noise: null,
      }),
    ],
    measuredBy: [storedK6],
    notices: ["No baseline is stored yet: pushes to the default branch write it."],
    family: 0,
  }),
  "same-bytes": verdictOf({
    ...unmeasured,
    rung: "same-bytes",
    reasons: [{ kind: "same-bytes", why: "only docs/guide.md differs, which nothing runs from." }],
    comparisons: [],
    measuredBy: [],
    family: 0,
    notWeighed: [],
    notices: [],
    seconds: { install: 0, build: 0, measure: 0, total: 0.4 },
  }),
  budgets: verdictOf({
    verdict: "fail",
    blocks: true,
    reasons: [{ kind: "budget", check: overLimit }],
    budgets: [
      budget({
        outcome: "kept",
        name: "checks rate>0.99",
        operator: ">",
        limit: 0.99,
        unit: "fraction",
        base: 1,
        head: 1,
      }),
      budget({
        name: "k6/latency-tm95@checkout: GET /search",
        metric: "k6/latency-tm95@checkout: GET /search",
        operator: "<=",
        limit: 2.4,
        level: "warn",
        outcome: "broken-by-estimate",
        base: 2.4,
        head: 2.41,
      }),
      overLimit,
      budget({
        name: "my_queue_depth max<10",
        unit: "number",
        limit: 10,
        base: null,
        head: null,
        outcome: "no-samples",
      }),
    ],
  }),
};
