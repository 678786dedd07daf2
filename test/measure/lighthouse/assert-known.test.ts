import { expect, test } from "vitest";
import { refuseUnknown } from "../../../src/measure/lighthouse/assert-known.ts";

const result = JSON.stringify({
  lighthouseVersion: "12.6.1",
  audits: { "largest-contentful-paint": {}, "resource-summary": {}, "user-timings": {} },
  categories: { accessibility: {}, performance: {} },
});
/** A run that lacks an audit that another has. */
const other = JSON.stringify({ lighthouseVersion: "12.6.1", audits: {}, categories: { accessibility: {} } });
const refuse = (assertions: Record<string, unknown>) =>
  refuseUnknown([{ assertions, aggregationMethod: "median" } as never], [other, result]);

test.each([
  "largest-contentful-paint",
  "categories:accessibility",
  "categories.accessibility",
  "resource-summary:script:size",
  "user-timings:paid",
])("%s is known", (key) => expect(() => refuse({ [key]: ["error", {}] })).not.toThrow());

test.each([
  [
    "categories:accesibility",
    '"categories:accesibility", of which Lighthouse 12.6.1 gave nothing; did you mean categories:accessibility?',
  ],
  ["largest-contentfull-paint", "did you mean largest-contentful-paint?"],
  ["categories:pwa", "correct it, or let onlyCategories run it."],
  ["first-cpu-idle", "correct it, or let onlyCategories run it."],
])("%s is refused", (key, message) => expect(() => refuse({ [key]: "error" })).toThrow(message));

test("what is off is not asked for, nor what a preset brings", () => {
  expect(() => refuse({ "first-cpu-idle": "off" })).not.toThrow();
  expect(() =>
    refuseUnknown([{ preset: "lighthouse:all", aggregationMethod: "median" } as never], [result]),
  ).not.toThrow();
});

test("before the first run nothing is refused", () => {
  expect(() =>
    refuseUnknown([{ assertions: { nothing: "error" }, aggregationMethod: "median" } as never], []),
  ).not.toThrow();
});
