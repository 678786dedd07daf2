import { describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { otherPage, parseLhr } from "../../../src/measure/lighthouse/lhr.ts";
import { exactValues, requestsOf, timingValues } from "../../../src/measure/lighthouse/values.ts";
import { recorded, withValue } from "./recorded.ts";

const full = recorded("full");
const timing = recorded("timing");

describe("a recorded result of Lighthouse 12.6.1", () => {
  test("of all categories gives timings and exact values", () => {
    const lhr = parseLhr(full, "/shop");
    expect(timingValues(lhr, "/shop")).toEqual({
      lcp: 1262.5756,
      fcp: 1262.5756,
      tti: 1262.5756,
      "speed-index": 1262.5756,
      "main-thread": 187.53599999999994,
      bootup: 10.408000000000001,
      tbt: 0,
      cls: 0,
      score: 1,
    });
    expect(Object.fromEntries(exactValues(lhr, "/shop"))).toEqual({
      bytes: 72_664,
      requests: 3,
      "script-bytes": 72_187,
      "script-requests": 1,
      "document-bytes": 309,
      "document-requests": 1,
      "stylesheet-bytes": 168,
      "stylesheet-requests": 1,
      "image-bytes": 0,
      "image-requests": 0,
      "media-bytes": 0,
      "media-requests": 0,
      "font-bytes": 0,
      "font-requests": 0,
      "other-bytes": 0,
      "other-requests": 0,
      "third-party-bytes": 0,
      "third-party-requests": 0,
      "unused-js": 70_000,
      "unused-css": 0,
    });
    expect(requestsOf(lhr, "/shop").map(({ url, statusCode }) => [new URL(url).pathname, statusCode])).toEqual([
      ["/shop", 200],
      ["/shop.css", 200],
      ["/shop.js", 200],
      ["/favicon.ico", 404],
    ]);
  });

  test("of the timing audits alone has the score too", () => {
    const values = timingValues(parseLhr(timing, "/shop"), "/shop");
    expect(values).toMatchObject({ lcp: expect.any(Number), score: 1 });
    expect(Object.values(values)).not.toContain(null);
  });
});

test("an audit that failed gives no value, and one that had nothing to look at gives zero", () => {
  const failed = { scoreDisplayMode: "error", errorMessage: "NO_LCP" };
  const withoutLcp = withValue(full, ["audits", "largest-contentful-paint"], failed);
  expect(timingValues(parseLhr(withoutLcp, "/"), "/")).toMatchObject({ lcp: null, fcp: 1262.5756 });
  const withoutResources = withValue(full, ["audits", "resource-summary"], failed);
  expect(exactValues(parseLhr(withoutResources, "/"), "/").has("bytes")).toBe(false);
  const unused = (audit: object) =>
    exactValues(parseLhr(withValue(full, ["audits", "unused-javascript"], audit), "/"), "/").get("unused-js");
  expect(unused(failed)).toBe(null);
  expect(unused({ scoreDisplayMode: "notApplicable" })).toBe(0);
});

test("without the performance category there is no score", () => {
  expect(timingValues(parseLhr(withValue(full, ["categories"], {}), "/"), "/").score).toBe(null);
});

const read = (text: string) => {
  const lhr = parseLhr(text, "/shop");
  timingValues(lhr, "/shop");
  exactValues(lhr, "/shop");
};

test.each([
  ["no JSON", "<html>", 'Lighthouse\'s result for /shop is not JSON: it begins with "<html>"'],
  ["a number", "1", "Lighthouse of an unknown version gave /shop a result that cannot be read"],
  ["no speed", withValue(full, ["environment", "benchmarkIndex"], undefined), "at environment.benchmarkIndex"],
  [
    "no final URL",
    withValue(full, ["finalUrl"], undefined),
    "Lighthouse 12.6.1 gave /shop a result that cannot be read, at finalUrl",
  ],
  [
    "a text for a number",
    withValue(full, ["audits", "interactive", "numericValue"], "1"),
    "at audits.interactive.numericValue",
  ],
  [
    "no LCP audit",
    withValue(full, ["audits", "largest-contentful-paint"], undefined),
    "at audits.largest-contentful-paint: it is missing",
  ],
  [
    "other details",
    withValue(full, ["audits", "resource-summary", "details"], { items: [{}] }),
    "at audits.resource-summary.details.items.0.resourceType",
  ],
])("%s is an error that says where", (_, text, expected) => {
  expect(() => read(text)).toThrow(ToolError);
  expect(() => read(text)).toThrow(expected);
});

test.each([
  ["http://127.0.0.1:1/a?x=1", "http://127.0.0.1:1/a?x=2#y", null],
  ["http://127.0.0.1:1/a", "http://127.0.0.1:1/a/", "/a/"],
  ["http://127.0.0.1:1/a", "http://127.0.0.1:1/login?next=a", "/login"],
  ["http://127.0.0.1:1/a", "https://accounts.example/a", "https://accounts.example/a"],
  ["http://127.0.0.1:1/a", "chrome-error://chromewebdata/", "chrome-error://chromewebdata/"],
  ["http://127.0.0.1:1/a", "", "nowhere"],
])("%s that ended at %s was led to %s", (asked, final, expected) => {
  expect(otherPage(asked, final)).toBe(expected);
});
