import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseConfig } from "../../../src/config/load.ts";
import { schema } from "../../../src/measure/prometheus/schema.ts";

const exporters = (text: string) => schema.parse({ exporters: parse(text) }).exporters;

test("who writes exporters amiss is shown some that can be pasted", () => {
  const said = schema.safeParse({ exporters: ["http://127.0.0.1:9113/metrics"] }).error!.issues[0]!.message;
  const [bySlot, forEach, ...others] = said.match(/\{ nginx: (?:"[^"]*"|\{[^}]*\}) \}/gu) ?? [];
  expect(others).toEqual([]);
  expect(exporters(bySlot!)).toEqual({
    nginx: { a: "http://nginx-a:9113/metrics", b: "http://nginx-b:9113/metrics" },
  });
  expect(exporters(forEach!)).toEqual({
    nginx: { a: "http://127.0.0.1:9113/metrics", b: "http://127.0.0.1:9114/metrics" },
  });
});

test("the example of an address is one in both slots", () => {
  const sections = "target: { start: node server.js }\nk6: { scripts: [shop.js] }\nprometheus: { exporters: { nginx: ";
  const load = (address: string) => parseConfig(`${sections}"${address}" } }`, "weighbridge.yml").config.prometheus;
  expect(() => load("/metrics")).toThrow("for example http://nginx-${slot}:9113/metrics, with ${slot} in it");
  expect(load("http://nginx-${slot}:9113/metrics")).toBeDefined();
  // The slot is a letter, which is no part of a port.
  expect(() => load("http://127.0.0.1:911${slot}/metrics")).toThrow("expected an exporter's address");
});

test("docs/inside.md shows exporters and queries as the config takes them", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/inside.md"), "utf8");
  const [example, ...others] = [...page.matchAll(/```yaml\n([\s\S]*?)```/gu)]
    .map(([, text]) => text!)
    .filter((text) => text.includes("exporters:"));
  expect(others).toEqual([]);
  const text = `target: { start: node server.js }\nk6: { scripts: [shop.js] }\n${example}`;
  const { prometheus, postgres } = parseConfig(text, "weighbridge.yml").config;
  expect(prometheus).toMatchObject({
    path: "/metrics",
    exporters: { nginx: { b: "http://127.0.0.1:9114/metrics" }, cache: { a: "http://cache-a:9121/metrics" } },
  });
  expect(Object.keys(postgres!.queries)).toEqual(["open-orders"]);
});
