/** One chart of each kind, with data such as a run makes. */
import type {
  ChartData,
  DistributionChart,
  HistoryChart,
  IntervalChart,
  LooksChart,
  Measured,
  RoundsChart,
  TimelineChart,
  TreeChart,
} from "../../../../../src/report/render/html/charts/chart.ts";

export const latency: Measured = { unit: "ms", scale: "ratio", better: "lower" };

/** Numbers between 0 and 1 that look drawn, the same every time. */
export function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function roundsChart(count = 16, seed = 1): RoundsChart {
  const next = noise(seed);
  const base = Array.from({ length: count }, () => 12 + next());
  return { kind: "rounds", measured: latency, base, head: base.map((value) => value * (1.06 + 0.06 * next())) };
}

export const intervalChart: IntervalChart = {
  kind: "interval",
  measured: latency,
  effect: { value: 0.0921, low: 0.0713, high: 0.1132 },
  tolerate: 0.02,
  detect: 0.05,
};

export const looksChart: LooksChart = {
  kind: "looks",
  measured: latency,
  looks: [
    { rounds: 8, effect: { value: 0.081, low: 0.021, high: 0.152 } },
    { rounds: 12, effect: { value: 0.098, low: 0.052, high: 0.141 } },
    { rounds: 16, effect: { value: 0.0921, low: 0.0713, high: 0.1132 } },
  ],
  tolerate: 0.02,
  detect: 0.05,
  settledAt: 16,
};

export const distributionChart: DistributionChart = {
  kind: "distribution",
  collector: "k6",
  subject: "checkout: GET /cart",
  unit: "ms",
  edges: Array.from({ length: 41 }, (_, index) => 5 * 1.08 ** index),
  counts: {
    base: Array.from({ length: 40 }, (_, index) => bell(index, 12)),
    head: Array.from({ length: 40 }, (_, index) => bell(index, 14)),
  },
  quantiles: [
    { share: 0.5, base: 12.6, head: 14.7 },
    { share: 0.95, base: 28.1, head: 33.4 },
    { share: 0.99, base: 44.2, head: 51.9 },
  ],
};

function bell(index: number, middle: number): number {
  const tail = index > middle ? 60 : 12;
  return Math.round(900 * Math.exp(-((index - middle) ** 2) / tail)) + (index > middle ? 3 : 0);
}

export function timelineChart(rounds = 12, perRound = 6): TimelineChart {
  const next = noise(7);
  const beat = (typical: number) => ({
    requests: 46 + Math.round(8 * next()),
    failed: next() > 0.95 ? 1 : 0,
    p50: typical + next(),
    p95: typical * 2 + 5 * next(),
  });
  const windows = Array.from({ length: rounds * perRound }, (_, index) => ({
    round: Math.floor(index / perRound) + 1,
    at: index % perRound,
    base: beat(12),
    head: beat(13.4),
  }));
  return { kind: "timeline", collector: "k6", subject: "checkout: GET /cart", unit: "ms", seconds: 1, windows };
}

export const treeChart: TreeChart = {
  kind: "tree",
  collector: "bundle",
  title: "app.js",
  unit: "bytes",
  by: "by esbuild's metafile, minified bytes before compression",
  leaves: [
    { path: "src/pages/cart.ts", base: 8_200, head: 12_900 },
    { path: "src/pages/search.ts", base: 6_100, head: 6_100 },
    { path: "src/pages/home.ts", base: 2_400, head: 2_350 },
    { path: "src/api/client.ts", base: 3_300, head: 3_300 },
    { path: "src/old/banner.ts", base: 4_000, head: null },
    { path: "node_modules/preact/dist/preact.mjs", base: 10_400, head: 10_400 },
    { path: "node_modules/preact/hooks/dist/hooks.mjs", base: 3_700, head: 3_700 },
    { path: "node_modules/date-fns/format.js", base: null, head: 14_800 },
    { path: "node_modules/date-fns/locale/en.js", base: null, head: 5_200 },
  ],
};

export const historyChart: HistoryChart = {
  kind: "history",
  unit: "ms",
  values: Array.from({ length: 24 }, (_, index) => 12 + Math.sin(index) * 0.4),
  median: 12.02,
  low: 11.62,
  high: 12.39,
  head: 13.21,
};

export const SAMPLES: readonly ChartData[] = [
  roundsChart(),
  intervalChart,
  looksChart,
  distributionChart,
  timelineChart(),
  treeChart,
  historyChart,
];
