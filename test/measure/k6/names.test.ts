import { describe, expect, test } from "vitest";
import { endpointName, scenarioLabels } from "../../../src/measure/k6/endpoint.ts";
import { parseSelector, parseThreshold } from "../../../src/measure/k6/threshold.ts";

describe("endpointName", () => {
  test.each([
    ["http://127.0.0.1:40123/cart?user=7#x", "/cart"],
    ["http://127.0.0.1:40123", "/"],
    ["https://host/users/42/orders/3f2504e0-4f89-11d3-9a0c-0305e82c3301", "/users/{id}/orders/{id}"],
    ["http://h/blob/9f86d081884c7d659a2feaa0c55ad015", "/blob/{id}"],
    ["http://h/t/eyJhbGciOiJIUzI1NiJ9abcd1", "/t/{id}"],
    ["http://h/products/very-long-readable-product-page", "/products/very-long-readable-product-page"],
    ["http://h/api/v2/items", "/api/v2/items"],
    ["http://h/item/${}", "/item/{}"],
    ["checkout page 2", "checkout page 2"],
  ])("%s → %s", (name, endpoint) => expect(endpointName(name)).toBe(endpoint));
});

test("labels: the script's name for `default`, the script in front where two share a label", () => {
  const label = scenarioLabels([
    { script: "perf/checkout.js", scenarios: ["default"] },
    { script: "perf/browse.ts", scenarios: ["default", "night"] },
    { script: "perf/other.js", scenarios: ["night"] },
  ]);
  expect(label("perf/checkout.js", "default")).toBe("checkout");
  expect(label("perf/browse.ts", "default")).toBe("browse");
  expect(label("perf/browse.ts", "night")).toBe("perf/browse.ts night");
  expect(label("perf/other.js", "night")).toBe("perf/other.js night");
});

describe("thresholds", () => {
  test.each([
    ["p(95)<200", { aggregator: "p", quantile: 0.95, operator: "<", limit: 200 }],
    [" p(99.5) <= 1.5e3 ", { aggregator: "p", quantile: 0.995, operator: "<=", limit: 1500 }],
    ["rate<0.01", { aggregator: "rate", quantile: null, operator: "<", limit: 0.01 }],
    ["count===10", { aggregator: "count", quantile: null, operator: "==", limit: 10 }],
    ["value>-3", { aggregator: "value", quantile: null, operator: ">", limit: -3 }],
  ])("%s", (text, parsed) => expect(parseThreshold(text)).toEqual(parsed));

  test.each(["p95<200", "avg", "avg<<3", "sum<3", ""])("%s is none", (text) =>
    expect(parseThreshold(text)).toBeUndefined(),
  );

  test.each([
    ["http_req_duration", { metric: "http_req_duration", tags: {} }],
    ["http_req_duration{name:cart,status:200}", { metric: "http_req_duration", tags: { name: "cart", status: "200" } }],
    ['checks{ check:"is ok" , group:::a}', { metric: "checks", tags: { check: "is ok", group: "::a" } }],
    ["x{}", { metric: "x", tags: {} }],
  ])("selector %s", (text, parsed) => expect(parseSelector(text)).toEqual(parsed));
});
