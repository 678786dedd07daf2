// src/measure/lighthouse/values.ts
import { z } from "../../vendor/zod.js";
import { auditOf, detailsOf, timingOf } from "./lhr.js";
import { EXACT_AUDITS, TIMING_NAMES, TIMINGS } from "./metrics.js";
function timingValues(lhr, page) {
  const value = (name) => name === "score" ? lhr.categories.performance?.score ?? null : timingOf(lhr, TIMINGS[name].audit, page).numericValue ?? null;
  return Object.fromEntries(TIMING_NAMES.map((name) => [name, value(name)]));
}
var whole = z.int().nonnegative();
var resources = z.object({
  items: z.array(
    z.object({ resourceType: z.string().regex(/^[a-z-]{1,40}$/u), requestCount: whole, transferSize: whole })
  )
});
var savings = z.object({ overallSavingsBytes: z.number().min(0).max(Number.MAX_SAFE_INTEGER) }).optional();
function exactValues(lhr, page) {
  const values = /* @__PURE__ */ new Map();
  for (const { resourceType, requestCount, transferSize } of itemsOf(lhr, page)) {
    const prefix = resourceType === "total" ? "" : `${resourceType}-`;
    values.set(`${prefix}bytes`, transferSize);
    values.set(`${prefix}requests`, requestCount);
  }
  for (const name of ["unused-js", "unused-css"]) {
    const unused = detailsOf(lhr, EXACT_AUDITS[name], savings, page);
    values.set(name, hasFailed(lhr, EXACT_AUDITS[name], page) ? null : unused?.overallSavingsBytes ?? 0);
  }
  return values;
}
function itemsOf(lhr, page) {
  const { resources: audit } = EXACT_AUDITS;
  return hasFailed(lhr, audit, page) ? [] : detailsOf(lhr, audit, resources, page).items;
}
var network = z.object({
  items: z.array(
    z.object({
      url: z.string(),
      resourceType: z.string().exactOptional(),
      statusCode: z.number(),
      resourceSize: z.number()
    })
  )
});
function requestsOf(lhr, page) {
  const { requests: audit } = EXACT_AUDITS;
  return hasFailed(lhr, audit, page) ? [] : detailsOf(lhr, audit, network, page).items;
}
var hasFailed = (lhr, audit, page) => auditOf(lhr, audit, page).scoreDisplayMode === "error";
export {
  exactValues,
  requestsOf,
  timingValues
};
