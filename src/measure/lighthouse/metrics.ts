/** The metrics that a page's Lighthouse runs give, where each is read, and what each is worth by default. Pure. */
import { type Metric, metricId } from "../../model/metric.ts";
import { asName } from "../subject.ts";
import { type Definition, watchedAmount, watchedRatio } from "../watched.ts";

/** Watched unless said: each gating metric takes power from the others. `detect` follows the noise of a single run. */
const time = (detect: number) => watchedRatio("ms", 30, detect);

/** One value a run, in every round. `audit`: where Lighthouse has it. */
export const TIMINGS = {
  lcp: { audit: "largest-contentful-paint", definition: { ...time(0.1), role: "gate" } },
  fcp: { audit: "first-contentful-paint", definition: time(0.1) },
  tti: { audit: "interactive", definition: time(0.1) },
  "speed-index": { audit: "speed-index", definition: time(0.3) },
  "main-thread": { audit: "mainthread-work-breakdown", definition: time(0.2) },
  bootup: { audit: "bootup-time", definition: time(0.1) },
  tbt: { audit: "total-blocking-time", definition: watchedAmount("ms", 20, 50) },
  cls: { audit: "cumulative-layout-shift", definition: watchedAmount("number", 0.01, 0.05) },
} as const;

/** Of the performance category; the audits above are all that it is made of. */
const SCORE: Definition = { ...watchedAmount("number", 0.02, 0.05), better: "higher" };

export type TimingName = keyof typeof TIMINGS | "score";

export const TIMING_NAMES = [...(Object.keys(TIMINGS) as (keyof typeof TIMINGS)[]), "score"] as const;

export const TIMING_AUDITS: readonly string[] = Object.values(TIMINGS).map(({ audit }) => audit);

/** Of a step of a user flow: what its kind of step has. */
const STEP_TIMINGS = {
  ...TIMINGS,
  inp: { audit: "interaction-to-next-paint", definition: time(0.2) },
} as const;

export type StepName = keyof typeof STEP_TIMINGS;

/** The metric that an audit of a step is read as. */
export const STEP_AUDITS: ReadonlyMap<string, StepName> = new Map(
  // Object.entries forgets what the keys are.
  Object.entries(STEP_TIMINGS).map(([name, { audit }]) => [audit, name as StepName]),
);

/** What a run with all categories is asked for besides, whatever the user's settings leave out. */
export const EXACT_AUDITS = {
  /** Requests and bytes a type of resource. */
  resources: "resource-summary",
  "unused-js": "unused-javascript",
  "unused-css": "unused-css-rules",
  /** Not a metric: what a page asked for, to see whether both sides answer alike. */
  requests: "network-requests",
  /** Not a metric: a rule is judged by it. */
  blocking: "render-blocking-resources",
} as const;

export function timingMetric(name: TimingName, page: string): Metric {
  return lighthouseMetric(name, page, name === "score" ? SCORE : TIMINGS[name].definition);
}

/** All are watched: a page's own load is what gates. `step`: unique in its flow. */
export function stepMetric(name: StepName, flow: string, step: string): Metric {
  return lighthouseMetric(name, `${flow}: ${step}`, { ...STEP_TIMINGS[name].definition, role: "watch" });
}

/** `requests` and `script-requests` are counts, every other exact metric is bytes. */
export function exactMetric(name: string, page: string): Metric {
  const definition = name.endsWith("requests") ? watchedAmount("count", 0, 1) : watchedRatio("bytes", 250, 0.05);
  return lighthouseMetric(name, page, { ...definition, kind: "exact" });
}

/** An exact metric whose runs differ, to be judged as what varies by chance: only then does its `detect` count. */
export function varyingMetric(name: string, page: string): Metric {
  return { ...exactMetric(name, page), kind: "sampled" };
}

/** Pages are told apart by their paths: the port is another one each round. */
function lighthouseMetric(metric: string, page: string, definition: Definition): Metric {
  return { id: metricId({ collector: "lighthouse", metric, subject: asName(page) }), ...definition };
}
