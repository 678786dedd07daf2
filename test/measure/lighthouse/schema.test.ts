import { expect, test } from "vitest";
import {
  EXACT_AUDITS,
  exactMetric,
  STEP_AUDITS,
  stepMetric,
  TIMING_NAMES,
  timingMetric,
} from "../../../src/measure/lighthouse/metrics.ts";
import { flowName, metrics, schema } from "../../../src/measure/lighthouse/schema.ts";
import { matchesId } from "../../../src/model/metric.ts";

test.each([
  [{ urls: "/" }, { urls: ["/"] }],
  [{ urls: ["/", "/checkout?x=1#top"] }, { urls: ["/", "/checkout?x=1#top"] }],
  [{ config: "./lighthouserc.json" }, { config: "lighthouserc.json" }],
  [
    { urls: "/", formFactor: "desktop", headers: { "X-Key": "1" }, login: "perf/login.js" },
    { urls: ["/"], formFactor: "desktop", headers: { "X-Key": "1" }, login: "perf/login.js" },
  ],
  [{ flows: "./perf/checkout.flow.js" }, { flows: ["perf/checkout.flow.js"] }],
])("%j is read as %j", (written, read) => {
  expect(schema.parse(written)).toEqual(read);
});

test.each([
  [{}, "lighthouse names no page: add urls"],
  [{ urls: [] }, "a path or a list of paths"],
  [{ urls: "checkout" }, "a path of the target that starts with one /"],
  [{ urls: "http://127.0.0.1/checkout" }, "a path of the target that starts with one /"],
  [{ urls: "//example.com/" }, "a path of the target that starts with one /"],
  [{ urls: ["/", "/"] }, "each page once"],
  [{ urls: "/a b" }, "a path of the target that starts with one /"],
  [{ config: "../lighthouserc.json" }, "a path inside the repository"],
  [{ urls: "/", headers: { "X Key": "1" } }, ""],
  [{ urls: "/", headers: { "X-Key": "1\r\nX-Other: 2" } }, "a text"],
  [{ urls: "/", formFactor: "tablet" }, ""],
  [{ urls: "/", runs: 3 }, ""],
  [{ flows: [] }, "a path or a list of paths"],
  [{ flows: "../checkout.flow.js" }, "a path inside the repository"],
  [{ flows: ["perf/checkout.flow.js", "other/checkout.mjs"] }, "each flow by a name of its own"],
])("%j is refused", (written, expected) => {
  const { success, error } = schema.safeParse(written);
  expect(success).toBe(false);
  expect(JSON.stringify(error?.issues)).toContain(expected);
});

test("every metric is of the family that the config knows it by", () => {
  const names = ["bytes", "requests", "third-party-bytes", "third-party-requests"];
  const unused = Object.keys(EXACT_AUDITS).filter((name) => name.startsWith("unused"));
  const all = [
    ...TIMING_NAMES.map((name) => timingMetric(name, "/")),
    ...[...names, ...unused].map((name) => exactMetric(name, "/")),
    ...[...STEP_AUDITS.values()].map((name) => stepMetric(name, "checkout", "buy")),
  ];
  for (const { id, unit, scale } of all) {
    const family = metrics.find(({ glob }) => matchesId(`lighthouse/${glob}@*`, id));
    expect([id, family?.units, family?.scale]).toEqual([id, [unit], scale]);
  }
  expect(all.filter(({ role }) => role === "gate").map(({ id }) => id)).toEqual(["lighthouse/lcp@/"]);
});

test.each([
  ["perf/checkout.flow.js", "checkout"],
  ["checkout.mjs", "checkout"],
  ["perf/a.b.cjs", "a.b"],
  ["perf/flow.js", "flow"],
])("the flow of %s is %s", (path, name) => {
  expect(flowName(path)).toBe(name);
});
