/** Data that a file may hold though no run makes it, and the least that a run makes. */
import type { ChartData } from "../../../../../src/report/render/html/charts/chart.ts";
import {
  distributionChart as distribution,
  historyChart as history,
  intervalChart as interval,
  latency,
  looksChart as looks,
  roundsChart,
  timelineChart,
  treeChart as tree,
} from "./samples.ts";

const rounds = (base: readonly (number | null)[], head: readonly (number | null)[]): ChartData => {
  return { kind: "rounds", measured: latency, base, head };
};
const timeline = timelineChart(1, 1);
const none = { requests: 0, failed: 0, p50: null, p95: null };

export const EXTREMES: Readonly<Record<string, ChartData>> = {
  "no rounds": rounds([], []),
  "one round": rounds([1], [2]),
  "rounds of one side": rounds([null, null], [null, 3]),
  "rounds of zeros": rounds([0, 0], [0, 0]),
  "huge rounds": rounds([1e308, -1e308], [1e308, 1]),
  "tiny rounds": rounds([1e-300, 5e-324], [1e-300, 1e-310]),
  "many rounds": roundsChart(300),
  "no change": { ...interval, effect: { value: 0, low: 0, high: 0 }, tolerate: 0, detect: null },
  "huge change": { ...interval, effect: { value: 1e300, low: -1e308, high: 1e308 } },
  "tiny change": { ...interval, effect: { value: 1e-15, low: 0, high: 1e-15 }, tolerate: 0, detect: 0 },
  "no looks": { ...looks, looks: [] },
  "one look": { ...looks, looks: looks.looks.slice(0, 1), settledAt: 8 },
  "huge look": { ...looks, looks: [{ rounds: 8, effect: { value: 1, low: -1e308, high: 1e308 } }] },
  "no bins": { ...distribution, edges: [], counts: { base: [], head: [] }, quantiles: [] },
  "bins without counts": { ...distribution, counts: { base: null, head: null } },
  "bin from zero": {
    ...distribution,
    edges: [0, 1, 2],
    counts: { base: [5, 0], head: [0, 0] },
    quantiles: [{ share: 0.5, base: 0, head: null }],
  },
  "bins below zero": { ...distribution, edges: [-5, 0, 3], counts: { base: [5, 1], head: [1, 1] } },
  "huge bins": { ...distribution, edges: [1e-300, 1e300, 1.7e308], counts: { base: [3, 1], head: [1, 2] } },
  "narrow bins": { ...distribution, edges: [10, 10.0000001], counts: { base: [3], head: [1] } },
  "tiny bins": { ...distribution, edges: [5e-324, 1e-323], counts: { base: [3], head: [1] } },
  "no windows": { ...timeline, windows: [] },
  "windows of no time": { ...timelineChart(2, 2), seconds: 0 },
  "empty windows": {
    ...timeline,
    windows: [
      { round: 1, at: 0, base: null, head: null },
      { round: 1, at: 1, base: none, head: none },
    ],
  },
  "huge windows": {
    ...timeline,
    seconds: 1e308,
    windows: [1, 2].map((round) => ({
      round,
      at: 1e308,
      base: { requests: 1e15, failed: 1e15, p50: 1e308, p95: -1e308 },
      head: null,
    })),
  },
  "no leaves": { ...tree, leaves: [] },
  "leaves of nothing": { ...tree, leaves: [{ path: "a", base: 0, head: 0 }] },
  "huge leaves": { ...tree, leaves: ["a", "b"].map((path) => ({ path, base: 0, head: 1e308 })) },
  "odd paths": {
    ...tree,
    leaves: ["", "/", "a", "a/b", "a", "__proto__/constructor"].map((path) => ({ path, base: 1, head: 2 })),
  },
  "deep paths": { ...tree, leaves: ["b", "c"].map((name) => ({ path: "a/".repeat(3000) + name, base: 1, head: 2 })) },
  "no history": { ...history, values: [] },
  "history of zeros": { ...history, values: [0, 0], median: 0, low: 0, high: 0, head: 0 },
  "huge history": { ...history, values: [1e308, -1e308] },
};
