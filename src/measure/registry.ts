// Written by `npm run generate` from the folders beside it; not to be edited.
import { metrics as browserMetrics, schema as browserSchema } from "./browser/schema.ts";
import { metrics as bundleMetrics, schema as bundleSchema } from "./bundle/schema.ts";
import type { CollectorEntry } from "./collector.ts";
import { metrics as httpMetrics, schema as httpSchema } from "./http/schema.ts";
import { metrics as insideMetrics, schema as insideSchema } from "./inside/schema.ts";
import { metrics as k6Metrics, schema as k6Schema } from "./k6/schema.ts";
import { metrics as lighthouseMetrics, schema as lighthouseSchema } from "./lighthouse/schema.ts";
import { metrics as mysqlMetrics, schema as mysqlSchema } from "./mysql/schema.ts";
import { metrics as postgresMetrics, schema as postgresSchema } from "./postgres/schema.ts";
import { metrics as prometheusMetrics, schema as prometheusSchema } from "./prometheus/schema.ts";
import { metrics as redisMetrics, schema as redisSchema } from "./redis/schema.ts";
import { metrics as resourcesMetrics, schema as resourcesSchema } from "./resources/schema.ts";
import { metrics as runtimeMetrics, schema as runtimeSchema } from "./runtime/schema.ts";
import type { WatcherEntry } from "./watcher.ts";

const browser = {
  id: "browser",
  kind: "collector",
  schema: browserSchema,
  metrics: browserMetrics,
  load: () => import("./browser/index.ts").then((module) => module.browser),
} as const satisfies CollectorEntry<typeof browserSchema>;

const bundle = {
  id: "bundle",
  kind: "collector",
  schema: bundleSchema,
  metrics: bundleMetrics,
  load: () => import("./bundle/index.ts").then((module) => module.bundle),
} as const satisfies CollectorEntry<typeof bundleSchema>;

const http = {
  id: "http",
  kind: "watcher",
  schema: httpSchema,
  metrics: httpMetrics,
  load: () => import("./http/index.ts").then((module) => module.http),
} as const satisfies WatcherEntry<typeof httpSchema>;

const inside = {
  id: "inside",
  kind: "collector",
  schema: insideSchema,
  metrics: insideMetrics,
  load: () => import("./inside/index.ts").then((module) => module.inside),
} as const satisfies CollectorEntry<typeof insideSchema>;

const k6 = {
  id: "k6",
  kind: "collector",
  schema: k6Schema,
  metrics: k6Metrics,
  load: () => import("./k6/index.ts").then((module) => module.k6),
} as const satisfies CollectorEntry<typeof k6Schema>;

const lighthouse = {
  id: "lighthouse",
  kind: "collector",
  schema: lighthouseSchema,
  metrics: lighthouseMetrics,
  load: () => import("./lighthouse/index.ts").then((module) => module.lighthouse),
} as const satisfies CollectorEntry<typeof lighthouseSchema>;

const mysql = {
  id: "mysql",
  kind: "watcher",
  schema: mysqlSchema,
  metrics: mysqlMetrics,
  load: () => import("./mysql/index.ts").then((module) => module.mysql),
} as const satisfies WatcherEntry<typeof mysqlSchema>;

const postgres = {
  id: "postgres",
  kind: "watcher",
  schema: postgresSchema,
  metrics: postgresMetrics,
  load: () => import("./postgres/index.ts").then((module) => module.postgres),
} as const satisfies WatcherEntry<typeof postgresSchema>;

const prometheus = {
  id: "prometheus",
  kind: "watcher",
  schema: prometheusSchema,
  metrics: prometheusMetrics,
  load: () => import("./prometheus/index.ts").then((module) => module.prometheus),
} as const satisfies WatcherEntry<typeof prometheusSchema>;

const redis = {
  id: "redis",
  kind: "watcher",
  schema: redisSchema,
  metrics: redisMetrics,
  load: () => import("./redis/index.ts").then((module) => module.redis),
} as const satisfies WatcherEntry<typeof redisSchema>;

const resources = {
  id: "resources",
  kind: "watcher",
  schema: resourcesSchema,
  metrics: resourcesMetrics,
  load: () => import("./resources/index.ts").then((module) => module.resources),
} as const satisfies WatcherEntry<typeof resourcesSchema>;

const runtime = {
  id: "runtime",
  kind: "watcher",
  schema: runtimeSchema,
  metrics: runtimeMetrics,
  load: () => import("./runtime/index.ts").then((module) => module.runtime),
} as const satisfies WatcherEntry<typeof runtimeSchema>;

/** Every collector and watcher, by id in rising order. */
export const registry = [
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
  runtime,
] as const;
