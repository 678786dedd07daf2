import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/errors.ts";
import { assertionsOf } from "../../../src/measure/lighthouse/rc-assertions.ts";
import { parseRc } from "../../../src/measure/lighthouse/rc-schema.ts";

const NAME = "lighthouserc.json";
const read = (rc: unknown) => assertionsOf(parseRc(rc, NAME), NAME);

const LCP = { "largest-contentful-paint": ["error", { maxNumericValue: 2500 }] };
const BEST = { "largest-contentful-paint": ["error", { maxNumericValue: 2500, aggregationMethod: "optimistic" }] };
const NOTE =
  "The assertions of lighthouserc.json are judged by the median of all runs, where Lighthouse CI takes the best run unless aggregationMethod says otherwise.";

describe("assertions as a matrix, by the median where the user chose nothing", () => {
  test.each([
    ["plain", { assertions: LCP }, [{ assertions: LCP, aggregationMethod: "median" }], [NOTE]],
    ["a method of its own", { assertions: BEST }, [{ assertions: BEST, aggregationMethod: "median" }], []],
    [
      "a preset leaves the rest open",
      { preset: "lighthouse:recommended", assertions: BEST },
      [{ preset: "lighthouse:recommended", assertions: BEST, aggregationMethod: "median" }],
      [NOTE],
    ],
    [
      "a method for all",
      { assertions: LCP, aggregationMethod: "pessimistic" },
      [{ assertions: LCP, aggregationMethod: "pessimistic" }],
      [],
    ],
    [
      "a matrix, an entry at a time",
      {
        assertMatrix: [
          { matchingUrlPattern: ".*/a", assertions: LCP },
          { assertions: LCP, aggregationMethod: "median-run" },
        ],
      },
      [
        { matchingUrlPattern: ".*/a", assertions: LCP, aggregationMethod: "median" },
        { assertions: LCP, aggregationMethod: "median-run" },
      ],
      [NOTE],
    ],
    [
      "budgets, as LHCI's converter makes them",
      { budgetsFile: "budgets.json", budgetMatrix: [{ matchingUrlPattern: ".*", assertions: LCP }] },
      [{ matchingUrlPattern: ".*", assertions: LCP, aggregationMethod: "median" }],
      [NOTE],
    ],
    [
      "every way to write a level",
      { assertions: { a: "off", b: "warn", c: ["error"] } },
      [{ assertions: { a: "off", b: "warn", c: ["error"] }, aggregationMethod: "median" }],
      [NOTE],
    ],
    ["none", { url: "/" }, null, []],
    ["a method without assertions", { aggregationMethod: "median" }, null, []],
    ["an empty section", { assertions: null, preset: null }, null, []],
    ["an empty matrix", { assertMatrix: [] }, null, []],
  ])("%s", (_, rc, matrix, notes) => expect(read(rc)).toEqual({ matrix, notes }));
});

describe("what `lhci assert` would refuse in the end is refused at once", () => {
  test.each([
    [
      { assertMatrix: [], assertions: {} },
      "assertMatrix does not go with assertions, preset or aggregationMethod beside it; move them into its entries.",
    ],
    [
      { assertMatrix: [], aggregationMethod: "median" },
      "assertMatrix does not go with assertions, preset or aggregationMethod beside it; move them into its entries.",
    ],
    [
      { budgetsFile: "b.json", preset: "lighthouse:all" },
      "budgetsFile does not go with other assertions; remove one of them.",
    ],
    [{ preset: "desktop" }, "preset: expected one of lighthouse:all, lighthouse:recommended, lighthouse:no-pwa."],
    [
      { assertions: { seo: "fatal" } },
      'assertions › seo: expected off, warn or error, or a list such as ["error", {"minScore": 0.9}].',
    ],
    [
      { assertMatrix: [{ matchingUrlPattern: "(" }] },
      "assertMatrix › 0 › matchingUrlPattern: expected a regular expression.",
    ],
    [
      { assertions: { "resource-summary:script": "warn" } },
      "assertions › resource-summary:script: expected an audit, or a key such as categories:seo or resource-summary:script:size.",
    ],
    [
      { assertions: { "categories:seo:x": "warn" } },
      "assertions › categories:seo:x: expected an audit, or a key such as",
    ],
    [{ aggregationMethod: "mean" }, "aggregationMethod: expected one of median, optimistic, pessimistic, median-run."],
    [{ numberOfRuns: 0 }, "numberOfRuns: expected a whole number from 1 to 50."],
    [{ url: { a: 1 } }, "url: expected a URL or a list."],
  ])("%j", (rc, message) => {
    expect(() => read(rc)).toThrow(ConfigError);
    expect(() => read(rc)).toThrow(`lighthouserc.json: ${message}`);
  });
});
