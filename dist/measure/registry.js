// src/measure/registry.ts
import { metrics as bundleMetrics, schema as bundleSchema } from "./bundle/schema.js";
import { metrics as k6Metrics, schema as k6Schema } from "./k6/schema.js";
import { metrics as lighthouseMetrics, schema as lighthouseSchema } from "./lighthouse/schema.js";
var bundle = {
  id: "bundle",
  schema: bundleSchema,
  metrics: bundleMetrics,
  load: () => import("./bundle/index.js").then((module) => module.bundle)
};
var k6 = {
  id: "k6",
  schema: k6Schema,
  metrics: k6Metrics,
  load: () => import("./k6/index.js").then((module) => module.k6)
};
var lighthouse = {
  id: "lighthouse",
  schema: lighthouseSchema,
  metrics: lighthouseMetrics,
  load: () => import("./lighthouse/index.js").then((module) => module.lighthouse)
};
var registry = [bundle, k6, lighthouse];
export {
  registry
};
