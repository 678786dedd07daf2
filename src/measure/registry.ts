// Written by `npm run generate` from the folders beside it; not to be edited.
import { metrics as bundleMetrics, schema as bundleSchema } from "./bundle/schema.ts";
import type { CollectorEntry } from "./collector.ts";
import { metrics as k6Metrics, schema as k6Schema } from "./k6/schema.ts";
import { metrics as lighthouseMetrics, schema as lighthouseSchema } from "./lighthouse/schema.ts";

const bundle = {
  id: "bundle",
  schema: bundleSchema,
  metrics: bundleMetrics,
  load: () => import("./bundle/index.ts").then((module) => module.bundle),
} as const satisfies CollectorEntry<typeof bundleSchema>;

const k6 = {
  id: "k6",
  schema: k6Schema,
  metrics: k6Metrics,
  load: () => import("./k6/index.ts").then((module) => module.k6),
} as const satisfies CollectorEntry<typeof k6Schema>;

const lighthouse = {
  id: "lighthouse",
  schema: lighthouseSchema,
  metrics: lighthouseMetrics,
  load: () => import("./lighthouse/index.ts").then((module) => module.lighthouse),
} as const satisfies CollectorEntry<typeof lighthouseSchema>;

/** Every collector, by id in rising order. */
export const registry = [bundle, k6, lighthouse] as const;
