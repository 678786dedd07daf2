import type { Details } from "../../src/model/details.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Attempt, Verdict } from "../../src/model/verdict.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import type { Snapshot } from "../../src/stored/snapshot.ts";

const latency: Metric = {
  id: "k6/latency-tm95@checkout: GET /cart",
  unit: "ms",
  better: "lower",
  kind: "sampled",
  scale: "ratio",
  role: "gate",
  tolerate: { relative: 0.02, absolute: 0.1 },
  detect: 0.05,
};
const errors: Metric = {
  ...latency,
  id: "k6/error-rate@checkout: GET /cart",
  unit: "fraction",
  kind: "rate",
  scale: "difference",
  role: "watch",
  roleReason: "150 samples a side and round, 200 needed to gate",
};
const gzip: Metric = { ...latency, id: "bundle/gzip@app.js", unit: "bytes", kind: "exact" };

const base = { side: "base", ref: "main", commit: "a".repeat(40), subject: "Add the cart" } as const;
const head = { side: "head", ref: "HEAD", commit: "b".repeat(40), subject: null } as const;
const environment = { cpu: "a cpu", cores: 4, memoryBytes: 2 ** 34, os: "linux", tools: { k6: "2.2.0" } };
const job = { run: "17283", attempt: 1, event: "push" };
const conditions = { k6: "0f".repeat(32), bundle: "1e".repeat(32) };
const seconds = { install: 1, build: 2.5, measure: 80, total: 90 };
const measuredBy = [{ collector: "k6", rounds: 2, discarded: ["round 2: 3 dropped iterations"], notes: [] }];
const rest = { finished: "2026-01-31T12:00:00.000Z", version: "0.1.0" };

const reference = {
  how: "ancestor",
  commit: "c".repeat(40),
  distance: 3,
  finished: "2026-01-29T09:30:00.000Z",
} as const;
const readings = { calibration: 24.5, steal: 0.012 };
const attempts: readonly Attempt[] = [{ job, verdict: "inconclusive", seed: 3, finished: "2026-01-31T11:00:00.000Z" }];
const plan: Plan = {
  family: 1,
  collectors: [
    {
      collector: "k6",
      looks: [{ rounds: 2, weight: 0.04, equivalence: 0.001 }],
      part: 1,
      from: 1,
      unspent: 0.1,
      cleared: ["k6/latency-tm95@GET /a"],
      ended: "time",
      unfit: null,
    },
  ],
};
const leftOut = [{ jobs: 7, why: "ran on another CPU" }];

const acceptance = { glob: "bundle/gzip@*", upTo: 0.05, until: "2026-03-31", reason: "A new chart." };
const cause = {
  metric: gzip.id,
  kind: "module",
  name: "src/chart.js",
  base: null,
  head: 812,
  unit: "bytes",
  whole: 900,
  note: "new",
  at: { file: "src/chart.js", line: null },
} as const;
const fact = {
  rule: "n-plus-one",
  collector: "postgres",
  subject: "checkout: GET /cart",
  name: "SELECT * FROM products WHERE id = $1",
  base: 1,
  head: 21,
  unit: "count",
  note: null,
  at: { file: "src/cart.js", line: 12 },
} as const;
const finding: Finding = {
  ...fact,
  metric: null,
  area: "database",
  title: "statement repeated in a request",
  of: "times a request",
  limit: 5,
  bound: "most",
  since: "new",
  score: 25,
  priority: "critical",
  blocks: true,
  why: "Each is a round trip.",
  todo: "Fetch all with one.",
};
const override = {
  by: "octocat",
  permission: "maintain",
  reason: "A security fix.",
  commit: "b".repeat(40),
  url: "https://github.com/o/r/pull/7#issuecomment-1",
  at: "2026-01-31T12:30:00Z",
};
const health = { jobs: 10, inconclusive: 7, errors: 1, overrides: 1, minutes: 9.5, visible: 0.09 };

export const rounds: StoredRounds = {
  schema: 1,
  kind: "rounds",
  gate: "default",
  accept: [acceptance],
  causes: [cause],
  facts: [fact],
  rules: { limits: { "n-plus-one": 4, redirect: null }, block: ["n-plus-one"] },
  gateChanges: [{ file: "weighbridge.yml", kind: "config", changes: ["gate.maxMinutes: 12 → 30"] }],
  configFrom: "base",
  override,
  health,
  weighed: { kind: "compared" },
  base,
  head,
  environment,
  job,
  conditions,
  baseline: {
    reference,
    jobs: 30,
    leftOut,
    exact: [{ metric: gzip, value: 20_400 }],
    histories: [
      { metric: latency, jobs: 23, values: [10.9, 11.2], early: [10.8] },
      { metric: gzip, jobs: 30, values: [], early: [] },
    ],
  },
  falseAlarms: 0.01,
  enforce: true,
  onInconclusive: "warn",
  mode: "auto",
  plan,
  question: "2d".repeat(32),
  attempts,
  lost: 1,
  seed: 7,
  rounds: [
    {
      index: 0,
      collector: "k6",
      sides: { a: "base", b: "head" },
      order: ["head", "base"],
      seconds: 7.5,
      readings,
      discarded: null,
    },
    {
      index: 1,
      collector: "k6",
      sides: { a: "head", b: "base" },
      order: ["head", "base"],
      seconds: 7,
      readings,
      discarded: "dropped",
    },
    {
      index: 2,
      collector: "k6",
      sides: { a: "base", b: "head" },
      order: ["base", "head"],
      seconds: 7.5,
      readings,
      discarded: null,
    },
  ],
  series: [
    { kind: "sampled", metric: latency, base: [10.5, null], head: [11, 10.9] },
    { kind: "rate", metric: errors, base: [{ events: 0, total: 250 }, null], head: [{ events: 3, total: 250 }, null] },
    { kind: "exact", metric: gzip, base: null, head: 20_480 },
    {
      kind: "exact",
      metric: { ...gzip, id: "bundle/gzip@total" },
      base: 40_100,
      baseAgain: 40_080,
      head: 41_000,
    },
  ],
  limits: [
    {
      name: "http_req_duration{name:cart} p(95)<200",
      level: "max",
      judged: "interval",
      at: { file: "perf/checkout.js", line: 12 },
      operator: "<",
      limit: 200,
      unit: "ms",
      pooled: { base: 150, head: null },
      rounds: { base: [150, 151], head: [null, null] },
    },
  ],
  overrides: [
    { glob: "k6/*", role: "gate", tolerate: { relative: 0.02 }, max: 200, at: { file: "weighbridge.yml", line: null } },
  ],
  measuredBy,
  notWeighed: ["Pages were not weighed."],
  unwatched: [{ watcher: "postgres", why: "the password is wrong.", rounds: 2 }],
  notices: [],
  seconds,
  ...rest,
};

/** The same of a job that nothing particular was said of: no limit, cause, exception or attempt before. */
export const bareRounds = {
  ...rounds,
  attempts: [],
  lost: 0,
  accept: [],
  causes: [],
  facts: [],
  limits: [],
  overrides: [],
  plan: null,
  override: null,
};

export const snapshot: Snapshot = {
  schema: 1,
  kind: "snapshot",
  gate: "default",
  head,
  job,
  conditions,
  verdict: "pass",
  environment,
  metrics: [
    { metric: latency, values: [11, null, 10.9] },
    { metric: errors, values: [{ events: 3, total: 250 }, null] },
    { metric: gzip, values: [20_480] },
  ],
  dropped: [latency.id],
  ...rest,
};

export const snapshots: readonly Snapshot[] = [
  { ...snapshot, head: { ...head, commit: "c".repeat(40) }, job: { ...job, run: "17001" } },
  snapshot,
];

const check = {
  name: "k6/latency-tm95@checkout: GET /cart max",
  metric: latency.id,
  level: "max",
  operator: "<=",
  limit: 200,
  unit: "ms",
  base: 150,
  head: 210,
  outcome: "broken",
  at: { file: "weighbridge.yml", line: 8 },
} as const;

export const verdict: Verdict = {
  schema: 1,
  kind: "verdict",
  gate: "default",
  causes: [cause],
  findings: [finding],
  accepted: [{ metric: gzip.id, upTo: 0.05, until: "2026-03-31", reason: "A new chart." }],
  gateChanges: [],
  configFrom: "head",
  override: null,
  health: null,
  verdict: "fail",
  blocks: true,
  enforce: true,
  onInconclusive: "warn",
  reasons: [
    { kind: "regressed", metric: latency.id },
    { kind: "accepted", metric: gzip.id },
    { kind: "budget", check },
    { kind: "finding", finding },
    { kind: "inconclusive", metric: errors.id, why: "too few rounds" },
    { kind: "missing", metric: gzip.id },
    { kind: "unwatched", watcher: "postgres", why: "the password is wrong.", rounds: 2 },
    { kind: "not-compared", why: "base did not build" },
    { kind: "same-bytes", why: "only documents changed" },
    { kind: "could-not-measure", why: "head died" },
  ],
  rung: "paired",
  comparisons: [
    {
      metric: latency,
      rule: { role: "gate", tolerate: latency.tolerate, detect: 0.05, max: 200, limitsAt: { max: check.at } },
      change: "regressed",
      base: 10.5,
      head: 11,
      effect: { value: 0.05, low: 0.04, high: 0.06, coverage: 0.9375 },
      p: 0.0001,
      pAdjusted: 0.0006,
      rounds: 12,
      noise: 0.02,
      dropped: true,
      note: "one of two",
      smallestVisible: 0.03,
    },
  ],
  budgets: [check],
  base,
  head,
  environment,
  history: {
    reference,
    jobs: 30,
    leftOut,
    rows: [{ metric: latency.id, unit: "ms", jobs: 23, median: 10.9, low: 10.4, high: 11.3, head: 11 }],
  },
  plan,
  runnerNoise: "fixed task 31 ms ± 4 % a round",
  attempts,
  reused: false,
  measuredBy,
  notWeighed: [],
  notices: ["Uncommitted changes were left out."],
  falseAlarms: 0.01,
  family: 6,
  seconds,
  ...rest,
};

const beat = { requests: 40, failed: 1, p50: 2.4, p95: null };

export const details: Details = {
  schema: 1,
  kind: "details",
  details: [
    {
      kind: "distribution",
      collector: "k6",
      subject: "checkout: GET /cart",
      unit: "ms",
      edges: [1, 2, 4],
      counts: { base: [3, 4], head: null },
      quantiles: [{ share: 0.5, base: 2, head: null }],
    },
    {
      kind: "timeline",
      collector: "k6",
      subject: "checkout: GET /cart",
      unit: "ms",
      seconds: 1,
      windows: [{ round: 1, at: 0, base: beat, head: null }],
    },
    {
      kind: "tree",
      collector: "bundle",
      title: "Bundles",
      unit: "bytes",
      by: "by a metafile",
      leaves: [{ path: "src/chart.js", base: null, head: 812 }],
    },
    {
      kind: "page",
      collector: "lighthouse",
      subject: "/cart",
      loads: {
        base: null,
        head: {
          film: [{ at: 300, image: "data:image/jpeg;base64,AAAA" }],
          element: "main > h1",
          file: "lighthouse/cart-head.html",
        },
      },
      audits: [{ id: "uses-text-compression", title: "Text", change: "worse", base: "1", head: null }],
      resources: [{ name: "/app.js", type: "Script", base: 812, head: 1024 }],
    },
    {
      kind: "flame",
      collector: "k6",
      subject: "checkout: GET /cart",
      title: "Processor time",
      unit: "ms",
      nodes: [
        { name: "(root)", at: null, base: 2, head: 5, children: [1] },
        { name: "renderCart", at: { file: "src/cart.js", line: 12 }, base: null, head: 3, children: [] },
      ],
    },
  ],
};
