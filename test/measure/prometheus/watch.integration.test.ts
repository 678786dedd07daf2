/** A server with Prometheus' own client, and Prometheus itself. */

import { writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type PrometheusContentType,
  Registry,
  Summary,
} from "prom-client";
import { describe, expect, it } from "vitest";
import type { Watch } from "../../../src/measure/watcher.ts";
import { startServer } from "../../../src/services/start.ts";
import { freePorts } from "../../../src/system/ports.ts";
import { recordingServer } from "../../helpers/recording-server.ts";
import { testSystem } from "../../helpers/system.ts";
import { served, watching } from "./watching.ts";

const REQUESTS = 1_000;

/** A program that measures itself; every fourth request asks its database twice. */
async function shop(registry: Registry) {
  const registers = [registry];
  const hits = new Counter({ name: "http_requests_total", help: "-", labelNames: ["route"], registers });
  const all = new Counter({ name: "answers_total", help: "-", registers });
  const open = new Gauge({ name: "carts_open", help: "-", registers });
  const wait = new Histogram({ name: "query_seconds", help: "-", buckets: [0.1, 0.5, 1], registers });
  const size = new Summary({ name: "body_bytes", help: "-", registers });
  collectDefaultMetrics({ register: registry, prefix: "shop_" });
  let count = 0;
  return recordingServer(async ({ url }: IncomingMessage, response: ServerResponse) => {
    all.inc();
    hits.inc({ route: url ?? "" });
    if (url === "/metrics") {
      response.setHeader("content-type", registry.contentType);
      response.end(await registry.metrics());
      return;
    }
    open.set(count % 2 === 0 ? 4 : 2);
    for (const seconds of count % 4 === 0 ? [0.02, 0.7] : [0.02]) wait.observe(seconds);
    size.observe(100);
    count++;
  });
}

async function load(url: string): Promise<void> {
  for (let sent = 0; sent < REQUESTS; sent++) await (await fetch(`${url}/cart`)).text();
}

async function round(watch: Watch, drive: () => Promise<void>) {
  try {
    await watch.begin?.();
    await drive();
    await watch.end?.({ requests: REQUESTS, seconds: 2 });
    return new Map(watch.readings().map(({ metric, value }) => [metric.id, value]));
  } finally {
    await watch.stop();
  }
}

describe("metrics of a program that uses Prometheus' client", () => {
  it.each([
    ["the text format", () => new Registry()],
    [
      "OpenMetrics",
      () => {
        const registry = new Registry();
        registry.setContentType(
          // prom-client types a registry by the first of its formats.
          Registry.OPENMETRICS_CONTENT_TYPE as unknown as PrometheusContentType,
        );
        return registry;
      },
    ],
  ])("are exact a request over 1,000 requests, in %s", async (_, registry) => {
    await using server = await shop(registry());
    await using watcher = await watching({});
    const values = await round(await watcher.watch(served(server.url)), () => load(server.url));
    expect(values.get('prometheus/http_requests_total@route="/cart"')).toBe(1);
    expect(values.get('prometheus/http_requests_total-rate@route="/cart"')).toBe(500);
    // The scrapes are counted too, by the program and not by us.
    expect([...values.keys()].filter((id) => id.includes('route="/metrics"'))).toEqual([]);
    expect(values.get("prometheus/answers_total@target")).toBe(1);
    expect(values.get("prometheus/query_seconds-count@target")).toBe(1.25);
    expect(values.get("prometheus/query_seconds-mean@target")).toBeCloseTo((20 * 1000 + 700 * 250) / 1250, 6);
    expect(values.get("prometheus/query_seconds-p50@target")).toBeCloseTo(62.5, 6);
    expect(values.get("prometheus/query_seconds-p95@target")).toBeCloseTo(875, 6);
    expect(values.get("prometheus/body_bytes-mean@target")).toBe(100);
    expect(values.get("prometheus/carts_open-max@target")).toBeGreaterThanOrEqual(2);
    expect(values.get("prometheus/shop_process_cpu_seconds_total@target")).toBeGreaterThan(0);
    expect([...values.keys()].filter((id) => id.includes("start_time"))).toEqual([]);
  });

  it("are sampled about once a second under load", async () => {
    const registry = new Registry();
    let asked = 0;
    new Gauge({
      name: "level",
      help: "-",
      registers: [registry],
      collect() {
        this.set(++asked);
      },
    });
    await using server = await recordingServer(async (_, response) => response.end(await registry.metrics()));
    await using watcher = await watching({});
    const watch = await watcher.watch(served(server.url));
    const values = await round(watch, async () => {
      while (asked < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    // Three before the load are not of it.
    expect(values.get("prometheus/level-mean@target")).toBe(4.5);
    expect(values.get("prometheus/level-max@target")).toBe(5);
  });
});

describe("Prometheus itself", () => {
  it("is an exporter whose count of requests is exact", async () => {
    await using opened = await testSystem();
    const { system } = opened;
    const folder = await system.processes.temporaryFolder("prometheus");
    const [port] = await freePorts(1);
    const address = `127.0.0.1:${port}`;
    await writeFile(join(folder, "empty.yml"), "{}");
    const place = ["--config.file=empty.yml", "--storage.tsdb.path=data", `--web.listen-address=${address}`] as const;
    const ready = "Server is ready to receive web requests";
    const command = ["prometheus", ...place] as const;
    await startServer(system, { name: "Prometheus", command, ready, cwd: folder, env: system.env });
    const exporters = { monitor: { a: `http://${address}/metrics`, b: "http://127.0.0.1:1/metrics" } };
    await using watcher = await watching({ exporters, metrics: ["prometheus_http_*"] });
    const values = await round(await watcher.watch(served("http://127.0.0.1:1")), async () => {
      for (let sent = 0; sent < REQUESTS; sent++) await (await fetch(`http://${address}/-/ready`)).text();
    });
    const counted = 'prometheus/prometheus_http_requests_total@monitor: code="200",handler="/-/ready"';
    expect(values.get(counted)).toBe(1);
    const timed = (told: string) =>
      `prometheus/prometheus_http_request_duration_seconds-${told}@monitor: handler="/-/ready"`;
    expect(values.get(timed("count"))).toBe(1);
    expect(values.get(timed("p99"))).toBeGreaterThan(0);
    expect(values.get(timed("mean"))).toBeGreaterThan(0);
  });
});
