// src/measure/registry.ts
import { metrics as bundleMetrics, schema as bundleSchema } from "./bundle/schema.js";
import { metrics as k6Metrics, schema as k6Schema } from "./k6/schema.js";
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
var registry = [bundle, k6];
export {
  registry
};
