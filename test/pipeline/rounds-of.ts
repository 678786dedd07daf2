/** What a job stores, as far as the next attempt asks. */

import { firstLooks, SCHEDULES, weighLooks } from "../../src/compare/looks.ts";
import type { Metric } from "../../src/model/metric.ts";
import type { Look, Looks, Plan } from "../../src/model/plan.ts";
import type { Series } from "../../src/model/series.ts";
import { roundsSchema, type StoredRounds } from "../../src/stored/rounds.ts";
import { latency } from "../compare/make.ts";
import { plainRounds } from "../helpers/untouched.ts";

export const metric = (id: string, over: Partial<Metric> = {}): Metric => latency({ id, ...over });

/** Rounds of a metric, head `by` of base, give or take a part that repeats. */
export const sampled = (id: string, rounds: number, by: number, noise = 0.01): Series => ({
  kind: "sampled",
  metric: metric(id),
  base: new Array(rounds).fill(10),
  head: Array.from({ length: rounds }, (_, i) => 10 * by * (1 + noise * (((i * 7) % 5) - 2))),
});

export const size = (id: string, base: number, head: number): Series => ({
  kind: "exact",
  metric: metric(id, { kind: "exact", unit: "bytes" }),
  base,
  head,
});

export const kept = (collector: string, count: number): StoredRounds["rounds"] =>
  Array.from({ length: count }, (_, index) => ({
    index,
    collector,
    sides: { a: "base", b: "head" },
    order: ["base", "head"],
    seconds: 1,
    readings: { calibration: 20, steal: null },
    discarded: null,
  }));

export function planOf(collector: string, looks: readonly Look[], rest: Partial<Looks> = {}): Plan {
  return { family: 1, collectors: [{ ...firstLooks(collector, 1, looks), ...rest }] };
}

export const all = (share = 0.9) => weighLooks({ looks: SCHEDULES.standard, family: 1, falseAlarms: 0.01, share });

export function roundsOf(over: Partial<StoredRounds> = {}): StoredRounds {
  const stored: StoredRounds = {
    schema: 1,
    kind: "rounds",
    gate: "default",
    ...plainRounds,
    weighed: { kind: "compared" },
    base: { side: "base", ref: "main", commit: "b", subject: null },
    head: { side: "head", ref: "HEAD", commit: "h", subject: null },
    environment: { cpu: "x", cores: 2, memoryBytes: 1, os: "Linux", tools: { k6: "2.2.0" } },
    job: { run: "123", attempt: 1, event: "pull_request" },
    conditions: { k6: "same" },
    baseline: null,
    falseAlarms: 0.01,
    enforce: true,
    onInconclusive: "warn",
    mode: "auto",
    plan: planOf("k6", all()),
    seed: 1,
    question: "q",
    attempts: [],
    lost: 0,
    rounds: kept("k6", 30),
    series: [sampled("k6/latency-tm95@a", 30, 1)],
    limits: [],
    overrides: [],
    measuredBy: [],
    notWeighed: [],
    notices: [],
    seconds: { install: 0, build: 0, measure: 1, total: 1 },
    finished: "2026-01-31T12:00:00.000Z",
    version: "0.1.0",
    ...over,
  };
  return roundsSchema.parse(stored);
}

/** Between tolerated and not: 30 rounds of this leave it open. */
export const open = roundsOf({ series: [sampled("k6/latency-tm95@a", 30, 1.03, 0.05)] });
export const slower = roundsOf({ series: [sampled("k6/latency-tm95@a", 30, 1.2)] });
