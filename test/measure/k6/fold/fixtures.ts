import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Recorded from real k6 by fixtures/script.js; the second in a time zone with an odd offset. */
export const FIXTURES = ["2.2.0/run", "2.2.0/run-offset", "1.8.1/run", "1.8.1/run-offset"];

export function fixturePath(name: string): string {
  return join(import.meta.dirname, "fixtures", `${name}.json.gz`);
}

export function fixtureText(name: string): string {
  return gunzipSync(readFileSync(fixturePath(name))).toString("utf8");
}

export async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Lines as k6 writes them. */
export const define = (name: string, type: string, contains = "default") =>
  `{"type":"Metric","data":{"name":"${name}","type":"${type}","contains":"${contains}","thresholds":[],"submetrics":null},"metric":"${name}"}`;

export const point = (metric: string, value: number | string, tags: Record<string, string> = {}, time = TIME) =>
  `{"metric":"${metric}","type":"Point","data":{"time":"${time}","value":${value},"tags":${JSON.stringify(tags)}}}`;

export const TIME = "2026-11-21T05:01:39.733013787Z";

export function bytesOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""));
}
