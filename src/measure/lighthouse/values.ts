/** From one run's result to one value a metric. Pure. */
import { z } from "zod";
import type { Requested } from "./identical.ts";
import { auditOf, detailsOf, type Lhr, timingOf } from "./lhr.ts";
import { EXACT_AUDITS, TIMING_NAMES, TIMINGS, type TimingName } from "./metrics.ts";

/** null: Lighthouse could not tell (a page without a largest paint). In the metric's unit. */
export type TimingValues = Readonly<Record<TimingName, number | null>>;

/** By metric name: `bytes`, `script-requests`, `unused-js`. */
export type ExactValues = ReadonlyMap<string, number | null>;

/** Throws ToolError when an audit is missing. */
export function timingValues(lhr: Lhr, page: string): TimingValues {
  const value = (name: TimingName) =>
    name === "score"
      ? (lhr.categories.performance?.score ?? null)
      : (timingOf(lhr, TIMINGS[name].audit, page).numericValue ?? null);
  // Object.fromEntries forgets the keys; they are those of the list.
  return Object.fromEntries(TIMING_NAMES.map((name) => [name, value(name)])) as TimingValues;
}

const whole = z.int().nonnegative();

const resources = z.object({
  items: z.array(
    z.object({ resourceType: z.string().regex(/^[a-z-]{1,40}$/u), requestCount: whole, transferSize: whole }),
  ),
});

/** Of all responses that could be a little smaller; absent when there was none to look at. */
const savings = z.object({ overallSavingsBytes: z.number().min(0).max(Number.MAX_SAFE_INTEGER) }).optional();

/** Of a run with all categories. Throws ToolError when an audit is missing or has other details. */
export function exactValues(lhr: Lhr, page: string): ExactValues {
  const values = new Map<string, number | null>();
  for (const { resourceType, requestCount, transferSize } of itemsOf(lhr, page)) {
    const prefix = resourceType === "total" ? "" : `${resourceType}-`;
    values.set(`${prefix}bytes`, transferSize);
    values.set(`${prefix}requests`, requestCount);
  }
  for (const name of ["unused-js", "unused-css"] as const) {
    const unused = detailsOf(lhr, EXACT_AUDITS[name], savings, page);
    values.set(name, hasFailed(lhr, EXACT_AUDITS[name], page) ? null : (unused?.overallSavingsBytes ?? 0));
  }
  return values;
}

function itemsOf(lhr: Lhr, page: string): z.output<typeof resources>["items"] {
  const { resources: audit } = EXACT_AUDITS;
  return hasFailed(lhr, audit, page) ? [] : detailsOf(lhr, audit, resources, page).items;
}

const network = z.object({
  items: z.array(
    z.object({
      url: z.string(),
      resourceType: z.string().exactOptional(),
      statusCode: z.number(),
      resourceSize: z.number(),
    }),
  ),
});

/** All that the page asked for, in a run with all categories. Throws ToolError when the audit is missing. */
export function requestsOf(lhr: Lhr, page: string): readonly Requested[] {
  const { requests: audit } = EXACT_AUDITS;
  return hasFailed(lhr, audit, page) ? [] : detailsOf(lhr, audit, network, page).items;
}

const hasFailed = (lhr: Lhr, audit: string, page: string) => auditOf(lhr, audit, page).scoreDisplayMode === "error";
