/** A job as the gate makes one, drawn with a seed: rounds, what charts show, and the verdict that judging them gives. */

import { FIRST_ATTEMPT, firstLooks, SCHEDULES, weighLooks } from "../../src/compare/looks.ts";
import { generator } from "../../src/compare/statistics/random.ts";
import type { Beat, Detail, Distribution, Flame, Page, Timeline, Tree } from "../../src/model/details.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { Series } from "../../src/model/series.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import type { StoredRounds } from "../../src/stored/rounds.ts";
import { plainRounds } from "../helpers/untouched.ts";
import { frame } from "./picture.ts";
import { verdictOf } from "./verdicts.ts";

export interface Sample {
  readonly verdict: Verdict;
  readonly rounds: StoredRounds;
  readonly details: readonly Detail[];
}

const ROUNDS = 16;
const SEED = 20_260_304;

const draw = generator(SEED);
const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
const list = <Item>(length: number, of: (index: number) => Item) => Array.from({ length }, (_, i) => of(i));

function metric(id: string, over: Partial<Metric> = {}): Metric {
  const plain = { unit: "ms", better: "lower", kind: "sampled", scale: "ratio", role: "gate", detect: 0.05 } as const;
  return { id, ...plain, tolerate: { relative: 0.02, absolute: 0.1 }, ...over };
}

/** `change`: of head, as a factor; `noise`: of a side from round to round. */
function latency(name: string, subject: string, typical: number, change: number, over: Partial<Metric> = {}): Series {
  const level = list(ROUNDS, () => typical * Math.exp(0.04 * normal()));
  const side = (factor: number) => level.map((value) => value * factor * Math.exp(0.018 * normal()));
  return { kind: "sampled", metric: metric(`k6/${name}@${subject}`, over), base: side(1), head: side(change) };
}

function errors(subject: string, share: number): Series {
  const side = () => list(ROUNDS, () => ({ events: draw() < share ? 1 : 0, total: 250 }));
  const over = {
    unit: "fraction",
    kind: "rate",
    scale: "difference",
    tolerate: { relative: 0, absolute: 0.005 },
    detect: 0.01,
  } as const;
  return { kind: "rate", metric: metric(`k6/errors@${subject}`, over), base: side(), head: side() };
}

function gzip(file: string, base: number | null, head: number | null): Series {
  const over = { unit: "bytes", kind: "exact", tolerate: { relative: 0.02, absolute: 250 } } as const;
  return { kind: "exact", metric: metric(`bundle/gzip@${file}`, over), base, head };
}

const ENDPOINTS = [
  { subject: "checkout: GET /cart", typical: 2.4, change: 1.17 },
  { subject: "checkout: GET /search", typical: 7.3, change: 1 },
  { subject: "checkout: POST /order", typical: 5.1, change: 0.9 },
] as const;

const watch = { role: "watch" } as const;

const SERIES: readonly Series[] = [
  ...ENDPOINTS.flatMap(({ subject, typical, change }) => [
    latency("latency-tm95", subject, typical, change),
    latency("latency-p50", subject, typical * 0.9, change, watch),
    latency("latency-p95", subject, typical * 2.1, change, watch),
    errors(subject, 0.02),
  ]),
  gzip("app.js", 12_310, 14_140),
  gzip("vendor.js", 84_120, 84_155),
  gzip("worker.js", null, 4_210),
];

const EDGES = list(41, (i) => 0.5 * 10 ** (i / 20));

function distribution(subject: string, typical: number, change: number): Distribution {
  const values = (factor: number) =>
    list(4_000, () => typical * factor * Math.exp(0.35 * normal())).sort((a, b) => a - b);
  const sides = { base: values(1), head: values(change) };
  const counts = (of: readonly number[]) =>
    EDGES.slice(1).map((edge, i) => of.filter((value) => value >= EDGES[i]! && value < edge).length);
  return {
    kind: "distribution",
    collector: "k6",
    subject,
    unit: "ms",
    edges: EDGES,
    counts: { base: counts(sides.base), head: counts(sides.head) },
    quantiles: [0.5, 0.9, 0.95, 0.99].map((share) => ({
      share,
      base: sides.base[Math.floor(share * 4_000)]!,
      head: sides.head[Math.floor(share * 4_000)]!,
    })),
  };
}

function timeline(subject: string, typical: number, change: number): Timeline {
  const beat = (factor: number): Beat => ({
    requests: 48 + Math.floor(4 * draw()),
    failed: draw() < 0.03 ? 1 : 0,
    p50: typical * factor * Math.exp(0.05 * normal()),
    p95: 2.1 * typical * factor * Math.exp(0.09 * normal()),
  });
  const windows = list(ROUNDS * 5, (i) => ({
    round: 1 + Math.floor(i / 5),
    at: i % 5,
    base: beat(1),
    head: beat(change),
  }));
  return { kind: "timeline", collector: "k6", subject, unit: "ms", seconds: 1, windows };
}

const TREE: Tree = {
  kind: "tree",
  collector: "bundle",
  title: "app.js",
  unit: "bytes",
  by: "by esbuild's metafile, minified bytes before compression",
  leaves: [
    { path: "src/cart.ts", base: 4_120, head: 4_410 },
    { path: "src/checkout/form.ts", base: 6_050, head: 6_050 },
    { path: "src/checkout/recommend.ts", base: null, head: 2_980 },
    { path: "node_modules/preact/dist/preact.module.js", base: 10_940, head: 10_940 },
    { path: "node_modules/date-fns/format.js", base: 8_130, head: 9_020 },
    { path: "node_modules/left-pad/index.js", base: 610, head: null },
  ],
};

const FLAME: Flame = {
  kind: "flame",
  collector: "k6",
  subject: "checkout: GET /cart",
  title: "Processor time",
  unit: "ms",
  nodes: [
    { name: "(root)", at: null, base: 4.1, head: 7.8, children: [1, 5] },
    { name: "handle", at: { file: "server.js", line: 31 }, base: 3.2, head: 6.9, children: [2, 3, 4] },
    { name: "renderCart", at: { file: "lib/cart.js", line: 12 }, base: 0.4, head: 3.5, children: [6] },
    { name: "query", at: { file: "lib/db.js", line: 4 }, base: 1.6, head: 1.6, children: [] },
    { name: "log", at: null, base: 0.6, head: null, children: [] },
    { name: "(garbage collector)", at: null, base: 0.5, head: 0.52, children: [] },
    { name: "formatPrice", at: { file: "lib/price.js", line: null }, base: null, head: 2.9, children: [] },
  ],
};

const film = (slower: number) => list(6, (i) => ({ at: 300 * (i + 1), image: frame(Math.min(1, (i + 1) / slower)) }));

const PAGE: Page = {
  kind: "page",
  collector: "lighthouse",
  subject: "/cart",
  loads: {
    base: { film: film(4), element: "main > h1", file: "lighthouse/cart-base.html" },
    head: { film: film(6), element: "main > img.hero", file: "lighthouse/cart-head.html" },
  },
  audits: [
    { id: "unused-javascript", title: "Reduce unused JavaScript", change: "other", base: "12 KiB", head: "31 KiB" },
    { id: "total-blocking-time", title: "Total Blocking Time", change: "worse", base: "90 ms", head: "140 ms" },
    { id: "image-alt", title: "Image elements have alt attributes", change: "better", base: "0", head: "1" },
  ],
  resources: [
    { name: "/hero.jpg", type: "Image", base: null, head: 81_200 },
    { name: "/app.js", type: "Script", base: 12_310, head: 14_140 },
  ],
};

const plan = {
  family: 6,
  collectors: [
    {
      ...firstLooks(
        "k6",
        1,
        weighLooks({ looks: SCHEDULES.standard, family: 6, falseAlarms: 0.01, share: FIRST_ATTEMPT }),
      ),
      ended: "settled",
    },
  ],
} as const;

const { base, head, environment, measuredBy, notWeighed, notices, seconds, finished, version } = verdictOf();

const reference = { how: "ancestor", commit: base.commit, distance: 3, finished: "2026-03-02T04:05:06Z" } as const;

const ROUNDS_FILE: StoredRounds = {
  schema: 1,
  kind: "rounds",
  gate: "default",
  ...plainRounds,
  causes: [
    {
      metric: "bundle/gzip@app.js",
      kind: "module",
      name: "src/checkout/recommend.ts",
      base: null,
      head: 2_980,
      unit: "bytes",
      whole: null,
      note: "imported by src/cart.ts",
      at: { file: "src/cart.ts", line: 12 },
    },
  ],
  facts: [
    {
      rule: "n-plus-one",
      collector: "postgres",
      subject: "checkout: GET /cart",
      name: "SELECT * FROM products WHERE id = $1",
      base: 1,
      head: 21,
      unit: "count",
      note: "called from GET /cart",
      at: { file: "lib/cart.js", line: 12 },
    },
    {
      rule: "unused-index",
      collector: "postgres",
      subject: "orders",
      name: "orders_note_idx",
      base: 4_100_000,
      head: 4_100_000,
      unit: "bytes",
      note: null,
      at: null,
    },
  ],
  gateChanges: [{ file: "weighbridge.yml", kind: "config", changes: ["gate.maxMinutes: 12 → 30"] }],
  health: { jobs: 10, inconclusive: 7, errors: 1, overrides: 0, minutes: 6.5, visible: 0.09 },
  weighed: { kind: "compared" },
  baseline: {
    reference,
    jobs: 30,
    leftOut: [{ jobs: 6, why: "ran on another CPU" }],
    exact: [],
    histories: SERIES.slice(0, 2).map(({ metric: of }, i) => ({
      metric: of,
      jobs: 23,
      values: list(23, () => (i === 0 ? 2.4 : 2.2) * Math.exp(0.03 * normal())),
      early: [],
    })),
  },
  base,
  head: { ...head, ref: "recommend" },
  environment,
  job: { run: "17283", attempt: 1, event: "pull_request" },
  conditions: { k6: "0f".repeat(32) },
  falseAlarms: 0.01,
  enforce: true,
  onInconclusive: "warn",
  mode: "auto",
  plan,
  question: null,
  attempts: [],
  lost: 0,
  seed: SEED,
  rounds: list(ROUNDS, (index) => ({
    index,
    collector: "k6",
    sides: { a: "base", b: "head" },
    order: ["base", "head"],
    seconds: 6,
    readings: { calibration: 24.5 + normal(), steal: 0.01 },
    discarded: null,
  })),
  series: SERIES,
  limits: [
    {
      name: "http_req_duration{name:cart} p(95)<200",
      level: "max",
      judged: "interval",
      operator: "<",
      limit: 200,
      unit: "ms",
      pooled: { base: 5.2, head: 6.1 },
      rounds: { base: list(ROUNDS, () => 5.2), head: list(ROUNDS, () => 6.1) },
      at: { file: "perf/checkout.js", line: 14 },
    },
  ],
  overrides: [{ glob: "k6/latency-tm95@*", role: "gate", detect: 0.05, max: 50 }],
  measuredBy,
  notWeighed,
  notices,
  seconds,
  finished,
  version,
};

export const SAMPLE: Sample = {
  rounds: ROUNDS_FILE,
  verdict: judgeRounds(ROUNDS_FILE),
  details: [
    ...ENDPOINTS.flatMap(({ subject, typical, change }) => [
      distribution(subject, typical, change),
      timeline(subject, typical, change),
    ]),
    TREE,
    FLAME,
    PAGE,
  ],
};
