// src/measure/registry.ts
import { metrics as browserMetrics, schema as browserSchema } from "./browser/schema.js";
import { metrics as bundleMetrics, schema as bundleSchema } from "./bundle/schema.js";
import { metrics as httpMetrics, schema as httpSchema } from "./http/schema.js";
import { metrics as insideMetrics, schema as insideSchema } from "./inside/schema.js";
import { metrics as k6Metrics, schema as k6Schema } from "./k6/schema.js";
import { metrics as lighthouseMetrics, schema as lighthouseSchema } from "./lighthouse/schema.js";
import { metrics as mysqlMetrics, schema as mysqlSchema } from "./mysql/schema.js";
import { metrics as postgresMetrics, schema as postgresSchema } from "./postgres/schema.js";
import { metrics as prometheusMetrics, schema as prometheusSchema } from "./prometheus/schema.js";
import { metrics as redisMetrics, schema as redisSchema } from "./redis/schema.js";
import { metrics as resourcesMetrics, schema as resourcesSchema } from "./resources/schema.js";
import { metrics as runtimeMetrics, schema as runtimeSchema } from "./runtime/schema.js";
var browser = {
  id: "browser",
  kind: "collector",
  schema: browserSchema,
  metrics: browserMetrics,
  load: () => import("./browser/index.js").then((module) => module.browser)
};
var bundle = {
  id: "bundle",
  kind: "collector",
  schema: bundleSchema,
  metrics: bundleMetrics,
  load: () => import("./bundle/index.js").then((module) => module.bundle)
};
var http = {
  id: "http",
  kind: "watcher",
  schema: httpSchema,
  metrics: httpMetrics,
  load: () => import("./http/index.js").then((module) => module.http)
};
var inside = {
  id: "inside",
  kind: "collector",
  schema: insideSchema,
  metrics: insideMetrics,
  load: () => import("./inside/index.js").then((module) => module.inside)
};
var k6 = {
  id: "k6",
  kind: "collector",
  schema: k6Schema,
  metrics: k6Metrics,
  load: () => import("./k6/index.js").then((module) => module.k6)
};
var lighthouse = {
  id: "lighthouse",
  kind: "collector",
  schema: lighthouseSchema,
  metrics: lighthouseMetrics,
  load: () => import("./lighthouse/index.js").then((module) => module.lighthouse)
};
var mysql = {
  id: "mysql",
  kind: "watcher",
  schema: mysqlSchema,
  metrics: mysqlMetrics,
  load: () => import("./mysql/index.js").then((module) => module.mysql)
};
var postgres = {
  id: "postgres",
  kind: "watcher",
  schema: postgresSchema,
  metrics: postgresMetrics,
  load: () => import("./postgres/index.js").then((module) => module.postgres)
};
var prometheus = {
  id: "prometheus",
  kind: "watcher",
  schema: prometheusSchema,
  metrics: prometheusMetrics,
  load: () => import("./prometheus/index.js").then((module) => module.prometheus)
};
var redis = {
  id: "redis",
  kind: "watcher",
  schema: redisSchema,
  metrics: redisMetrics,
  load: () => import("./redis/index.js").then((module) => module.redis)
};
var resources = {
  id: "resources",
  kind: "watcher",
  schema: resourcesSchema,
  metrics: resourcesMetrics,
  load: () => import("./resources/index.js").then((module) => module.resources)
};
var runtime = {
  id: "runtime",
  kind: "watcher",
  schema: runtimeSchema,
  metrics: runtimeMetrics,
  load: () => import("./runtime/index.js").then((module) => module.runtime)
};
var registry = [
  browser,
  bundle,
  http,
  inside,
  k6,
  lighthouse,
  mysql,
  postgres,
  prometheus,
  redis,
  resources,
  runtime
];
export {
  registry
};
