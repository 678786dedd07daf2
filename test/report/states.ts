/** Further verdicts for the tests of what reviewers read: the states of a gate that are about more than one measurement. */
import type { Cause } from "../../src/model/cause.ts";
import type { Comparison } from "../../src/model/comparison.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Attempt, Verdict } from "../../src/model/verdict.ts";
import { budget, bundle, CASES, failed, heavier, latency, same, slower, verdictOf } from "./verdicts.ts";

const cause = (over: Partial<Cause>): Cause => ({
  metric: heavier.metric.id,
  kind: "module",
  name: "src/chart.js",
  base: null,
  head: 1_480,
  unit: "bytes",
  whole: 1_830,
  note: null,
  at: null,
  ...over,
});

const causes: readonly Cause[] = [
  cause({}),
  cause({ kind: "package", name: "dayjs", base: 2_900, head: 3_150, note: "1.11.10 → 1.11.13" }),
  cause({ kind: "copies", name: "lodash", base: null, head: null, note: "4.17.21 beside 3.10.1" }),
  cause({ name: "src/cart.js", base: 1_300, head: 1_350, at: { file: "src/cart.ts", line: 12 } }),
  cause({ name: "src/util.js", base: 800, head: 700 }),
];

const percentile = (name: string, over: Partial<Comparison>) =>
  latency("checkout: GET /cart", over, { id: `k6/${name}@checkout: GET /cart`, detect: 0.15 });

const queries = latency(
  "shop: GET /cart",
  { change: "regressed", base: 2, head: 22, effect: { value: 20, low: 20, high: 20 }, p: null, pAdjusted: null },
  { id: "postgres/queries@shop: GET /cart", unit: "count", kind: "exact", scale: "difference", lane: "inside" },
);
const processor = latency(
  "shop: GET /cart",
  { change: "regressed", base: 4.1, head: 7.8, effect: { value: 0.902, low: 0.85, high: 0.96 }, pAdjusted: 0.0004 },
  { id: "resources/cpu@shop: GET /cart", lane: "inside" },
);

const inside = (metric: Comparison, over: Partial<Cause>) =>
  cause({ metric: metric.metric.id, unit: "count", whole: null, ...over });

/** One of each kind that is found inside the target. */
const insideCauses: readonly Cause[] = [
  inside(queries, { kind: "statement", name: "SELECT * FROM products WHERE id = $1", base: 1, head: 21, whole: 20 }),
  inside(queries, { kind: "plan", name: "SELECT * FROM orders", base: 12, head: 4_800, note: "Seq Scan on orders" }),
  inside(queries, { kind: "index", name: "orders_customer_idx", base: 40, head: null }),
  inside(processor, {
    kind: "function",
    name: "renderCart",
    base: 0.4,
    head: 3.5,
    unit: "ms",
    whole: 3.69,
    at: { file: "lib/cart.js", line: 12 },
  }),
  inside(processor, { kind: "command", name: "HGETALL", base: 1, head: 21 }),
  inside(processor, { kind: "key", name: "product:*", base: 0.98, head: 0.02, unit: "fraction", note: "of reads hit" }),
  inside(processor, { kind: "call", name: "https://stock.example/api", base: 1, head: 4 }),
];

export function finding(over: Partial<Finding> = {}): Finding {
  return {
    rule: "n-plus-one",
    collector: "postgres",
    subject: "shop: GET /cart",
    name: "SELECT * FROM products WHERE id = $1",
    base: 1,
    head: 21,
    unit: "count",
    note: null,
    at: null,
    metric: null,
    area: "database",
    title: "statement repeated in a request (N+1)",
    of: "times a request",
    limit: 5,
    bound: "most",
    since: "new",
    score: 25,
    priority: "critical",
    blocks: false,
    why: "Each run is a round trip to the database, and their number grows with the data.",
    todo: "Fetch all rows with one statement: a join, or WHERE … IN over the keys.",
    ...over,
  };
}

const findings: readonly Finding[] = [
  finding(),
  finding({
    rule: "blocking-call",
    collector: "runtime",
    subject: "shop: POST /login",
    name: "hashPassword",
    base: null,
    head: 84.2,
    unit: "ms",
    at: { file: "lib/passwords.js", line: 7 },
    area: "runtime",
    title: "blocking call on the main thread",
    of: "a request",
    limit: 10,
    score: 20,
    why: "Every other request waits for it too.",
    todo: "Use the asynchronous form of the call, or make it once at the start.",
  }),
  finding({
    rule: "low-cache-hit",
    collector: "redis",
    subject: "target",
    name: "product:*",
    base: 0.62,
    head: 0.02,
    unit: "fraction",
    area: "cache",
    title: "cache that is often missed",
    of: "of reads hit",
    limit: 0.8,
    bound: "least",
    since: "worse",
    score: 10,
    priority: "high",
    note: "read 20 times a request",
    why: "What is not in the cache is fetched from where it is slow, and the cache is asked in vain.",
    todo: "Compare the keys that are written with those that are read, and how long they live.",
  }),
  finding({
    rule: "slow-endpoint",
    collector: "k6",
    subject: "shop: GET /search",
    name: null,
    base: 231,
    head: 233,
    unit: "ms",
    metric: "k6/latency-p95@shop: GET /search",
    area: "endpoint",
    title: "slow endpoint",
    of: "at p95",
    limit: 200,
    since: "standing",
    score: 6.67,
    priority: "high",
    why: "One request in twenty waits longer than this.",
    todo: "See what it waits for.",
  }),
];

const blocking = finding({ blocks: true });

/** Most requests are answered sooner, the slowest later. */
const sooner = percentile("latency-p50", {
  change: "improved",
  base: 2.1,
  head: 1.93,
  effect: { value: -0.081, low: -0.094, high: -0.066 },
});
const later = percentile("latency-p95", {
  change: "regressed",
  base: 5.2,
  head: 9.94,
  effect: { value: 0.911, low: 0.42, high: 2.6 },
  pAdjusted: 0.0012,
});

const open = (subject: string, value: number, low: number, high: number, over: Partial<Comparison> = {}) =>
  latency(subject, {
    change: "inconclusive",
    effect: { value, low, high },
    pAdjusted: 0.4,
    smallestVisible: 0.083,
    ...over,
  });

const unsettled = [
  open("checkout: GET /cart", 0.021, -0.02, 0.061),
  // Its medians fell, its pairs rose.
  open("checkout: POST /order", 0.036, -0.018, 0.092, { base: 5.21, head: 5.18, smallestVisible: 0.112 }),
  latency(
    "checkout: GET /cart",
    {
      change: "inconclusive",
      base: 0,
      head: 0,
      effect: { value: 0, low: -0.02, high: 0.02 },
      noise: 0,
      smallestVisible: 0.02,
    },
    { id: "k6/errors@checkout: GET /cart", unit: "fraction", kind: "rate", scale: "difference", detect: 0.01 },
  ),
] as const;

const reasonsOf = (rows: readonly Comparison[]) =>
  rows.map(({ metric, rounds, smallestVisible }) => ({
    kind: "inconclusive" as const,
    metric: metric.id,
    why: `${rounds} rounds could have shown a worsening of ${((smallestVisible ?? 0) * 100).toFixed(1)} % or more`,
  }));

const regressed = [{ kind: "regressed", metric: slower.metric.id }] as const;
const fail = verdictOf({ verdict: "fail", blocks: true, reasons: regressed, comparisons: [slower, same] });

const before: Attempt = {
  job: { run: "1234567", attempt: 1, event: "pull_request" },
  verdict: "inconclusive",
  seed: 7,
  finished: "2026-03-04T04:40:00Z",
};

const plan = fail.plan!;
const unfit = "its speed leapt between 31 and 44 ms from round to round";

const overLimit = budget({ outcome: "broken", base: null, head: 231.4 });

/** The states by name; every renderer has a snapshot of each. */
export const STATES: Readonly<Record<string, Verdict>> = {
  improved: verdictOf({
    comparisons: [
      latency("checkout: POST /order", {
        change: "improved",
        base: 5.12,
        head: 4.6,
        effect: { value: -0.1016, low: -0.118, high: -0.0857 },
      }),
      bundle("app.js", 14_140, 12_310, "improved"),
      same,
    ],
  }),
  "inconclusive-several": verdictOf({
    verdict: "inconclusive",
    reasons: reasonsOf(unsettled),
    comparisons: [...unsettled, same],
    attempts: [before],
    plan: { ...plan, collectors: plan.collectors.map((one) => ({ ...one, from: 12, ended: "spent" })) },
  }),
  causes: verdictOf({
    verdict: "fail",
    blocks: true,
    reasons: [{ kind: "regressed", metric: heavier.metric.id }],
    comparisons: [heavier, same],
    budgets: [
      budget({
        name: heavier.metric.id,
        metric: heavier.metric.id,
        operator: "<=",
        limit: 13_000,
        unit: "bytes",
        base: 12_310,
        head: 14_140,
        level: "warn",
        outcome: "broken",
      }),
    ],
    causes,
  }),
  "causes-inside": verdictOf({
    verdict: "fail",
    blocks: true,
    reasons: [queries, processor].map(({ metric }) => ({ kind: "regressed", metric: metric.id })),
    comparisons: [queries, processor, same],
    causes: insideCauses,
  }),
  findings: verdictOf({ findings }),
  "findings-standing": verdictOf({ findings: findings.slice(3) }),
  "findings-many": verdictOf({
    findings: Array.from({ length: 7 }, (_, i) => finding({ subject: `shop: GET /list/${i}`, head: 21 - i })),
  }),
  "finding-blocks": verdictOf({
    verdict: "fail",
    blocks: true,
    reasons: [{ kind: "finding", finding: blocking }],
    findings: [blocking, ...findings.slice(1)],
  }),
  disagreeing: verdictOf({
    verdict: "fail",
    blocks: true,
    reasons: [later, slower].map(({ metric }) => ({ kind: "regressed", metric: metric.id })),
    comparisons: [sooner, later, slower],
  }),
  "budgets-only": verdictOf({
    plan: null,
    rung: "budgets",
    verdict: "fail",
    blocks: true,
    reasons: [
      { kind: "budget", check: overLimit },
      { kind: "not-compared", why: "only limits were asked for (mode: budgets)." },
    ],
    comparisons: [
      latency("checkout: GET /cart", { change: "new", base: null, effect: null, noise: null, smallestVisible: null }),
      bundle("app.js", null, 14_140, "new"),
    ],
    budgets: [
      overLimit,
      budget({ name: "checks rate>0.99", operator: ">", limit: 0.99, unit: "fraction", base: null, head: 1 }),
    ],
    notices: [],
    family: 0,
  }),
  died: verdictOf({
    plan: null,
    runnerNoise: null,
    verdict: "error",
    rung: "budgets",
    reasons: [
      {
        kind: "could-not-measure",
        why: failed('head: the server "node server.js" ended with signal SIGKILL under load, in round 3.', [
          "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
        ]),
      },
    ],
    comparisons: [],
    measuredBy: [],
    family: 0,
    notWeighed: [],
    notices: [],
    seconds: { install: 0, build: 0, measure: 0, total: 71.4 },
  }),
  "gate-changed": verdictOf({
    gateChanges: [
      { file: "weighbridge.yml", kind: "config", changes: ["gate.maxMinutes: 12 → 30", "k6.round.measure: 5s → 9s"] },
      { file: "load/checkout.ts", kind: "script", changes: [] },
      { file: ".github/workflows/performance.yml", kind: "workflow", changes: [] },
    ],
  }),
  "gate-changed-judged-by-base": {
    ...fail,
    configFrom: "base",
    gateChanges: [{ file: "weighbridge.yml", kind: "config", changes: ["gate.falseAlarms: 1 % → 0.1 %"] }],
  },
  unfit: verdictOf({
    verdict: "inconclusive",
    reasons: reasonsOf(unsettled.slice(0, 2)),
    comparisons: [...unsettled.slice(0, 2), same],
    plan: { ...plan, collectors: plan.collectors.map((one) => ({ ...one, ended: "unfit", unfit })) },
  }),
  "unfit-finding": verdictOf({
    verdict: "inconclusive",
    reasons: [{ kind: "finding", finding: { ...blocking, since: "unclear" } }],
    findings: [{ ...blocking, since: "unclear" }, ...findings.slice(1)],
    plan: { ...plan, collectors: plan.collectors.map((one) => ({ ...one, ended: "unfit", unfit })) },
  }),
  accepted: verdictOf({
    reasons: [{ kind: "accepted", metric: slower.metric.id }],
    comparisons: [slower, same],
    accepted: [
      { metric: slower.metric.id, upTo: 0.18, until: "2026-04-30", reason: "The cart asks the stock service now." },
    ],
  }),
  overridden: {
    ...fail,
    blocks: false,
    override: {
      by: "octo-admin",
      permission: "maintain",
      reason: "Security release; the cart is mended in the next one.",
      commit: fail.head.commit!,
      url: "https://github.com/example/shop/pull/7#issuecomment-1",
      at: "2026-03-04T06:00:00Z",
    },
  },
  unhealthy: verdictOf({
    health: { jobs: 10, inconclusive: 7, errors: 1, overrides: 1, minutes: 9.5, visible: 0.09 },
  }),
  reused: { ...fail, attempts: [{ ...before, verdict: "fail" }], reused: true },
  "with-base-stored": {
    ...CASES["with-history"]!,
    health: { jobs: 10, inconclusive: 0, errors: 0, overrides: 0, minutes: 8, visible: 0.04 },
  },
};

/** Three gates of one pull request, in no order. */
export const GATES: readonly Verdict[] = [
  verdictOf({ gate: "api" }),
  { ...CASES["build-failed"]!, gate: "admin" },
  { ...STATES.causes!, gate: "web" },
  { ...CASES.inconclusive!, gate: "search" },
];

/** Of 10,000 metrics, 100 regressed, 200 open. */
export function manyMetrics(count = 10_000): Verdict {
  const rows = Array.from({ length: count }, (_, at) => {
    const subject = `shop ${at % 40}: GET /api/v2/products/${at}`;
    if (at % 100 === 0)
      return latency(subject, { ...slower, metric: { ...slower.metric, id: `k6/latency-tm95@${subject}` } });
    return at % 50 === 1 ? open(subject, 0.03, -0.02, 0.09) : latency(subject);
  });
  const reasons = rows
    .filter(({ change }) => change === "regressed")
    .map(({ metric }) => ({ kind: "regressed" as const, metric: metric.id }));
  return verdictOf({ verdict: "fail", blocks: true, reasons, comparisons: rows });
}
