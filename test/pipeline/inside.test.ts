import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { gatesInside, hasWatchers } from "../../src/pipeline/inside.ts";

const config = (metrics: string, watchers = "resources: {}\n") =>
  parseConfig(
    `target: { start: node server.js }\nk6: { scripts: [a.js] }\n${watchers}metrics: ${metrics}\n`,
    "weighbridge.yml",
  ).config;

test("there are rounds inside where a watcher is on", () => {
  expect(hasWatchers(config("{}"))).toBe(true);
  expect(hasWatchers(config("{}", ""))).toBe(false);
});

test.each([
  ["{}", false],
  ['{ "resources/cpu@target": { role: gate } }', true],
  ['{ "*": { role: gate } }', true],
  ['{ "resources/cpu@target": { role: watch }, "resources/*": { detect: 1 } }', false],
  ['{ "k6/*": { role: gate } }', false],
  // Of a watcher that is not on.
  ['{ "runtime/*": { role: gate } }', false],
])("with metrics %s something gates by chance in them: %s", (metrics, gates) => {
  expect(gatesInside(config(metrics))).toBe(gates);
});

test("a count that the config lets gate may turn out to vary, and has rounds enough for that", () => {
  const isVaried = (metrics: string) => gatesInside(config(metrics, "http: {}\n"));
  expect(isVaried('{ "http/bytes@*": { role: gate } }')).toBe(true);
  expect(isVaried('{ "http/bytes@*": { role: watch } }')).toBe(false);
});
