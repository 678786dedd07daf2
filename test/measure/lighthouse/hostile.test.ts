/** Whatever Lighthouse, `lhci assert` or a lighthouserc wrote: a value, or one of our errors; never a pass. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { limitsOf } from "../../../src/measure/lighthouse/assert-limit.ts";
import { readResults } from "../../../src/measure/lighthouse/assert-run.ts";
import { describePages } from "../../../src/measure/lighthouse/differences/describe.ts";
import { seenIn } from "../../../src/measure/lighthouse/differences/seen.ts";
import { type Lhr, parseLhr } from "../../../src/measure/lighthouse/lhr.ts";
import { assertionsOf } from "../../../src/measure/lighthouse/rc-assertions.ts";
import { pagesOf } from "../../../src/measure/lighthouse/rc-pages.ts";
import { parseRc } from "../../../src/measure/lighthouse/rc-schema.ts";
import { exactSeries, type RoundValues, timingSeries } from "../../../src/measure/lighthouse/rounds.ts";
import { exactValues, requestsOf, timingValues } from "../../../src/measure/lighthouse/values.ts";
import { readWritten } from "../../../src/measure/lighthouse/written.ts";
import { detailsSchema } from "../../../src/stored/details.ts";
import { cause } from "../../../src/stored/judging.ts";
import { anyText, FEW, PATIENCE, PROTOTYPE_NAMES, RUNS, valueOrError } from "../../helpers/fuzz.ts";
import { mutatedJson } from "../../helpers/mutate.ts";
import { judged } from "../judged.ts";
import { recorded, withValue } from "./recorded.ts";

const PAGE = "/checkout";
const ROUNDS = 10;

/** The parts that are read of a real result: small enough to be changed a hundred times. */
function readParts(text: string): Record<string, unknown> {
  const { lighthouseVersion, finalUrl, environment, audits, categories } = JSON.parse(text);
  const few = (audit: { details?: { items?: unknown[]; type?: string } }) =>
    Array.isArray(audit.details?.items)
      ? { ...audit, details: { ...audit.details, items: audit.details.items.slice(0, 3) } }
      : audit;
  const short = Object.fromEntries(Object.entries(audits).map(([id, audit]) => [id, few(audit as object)]));
  const benchmarkIndex = environment.benchmarkIndex;
  const scores = Object.fromEntries(
    Object.entries(categories as Record<string, { score: unknown }>).map(([id, { score }]) => [id, { score }]),
  );
  return { lighthouseVersion, finalUrl, environment: { benchmarkIndex }, audits: short, categories: scores };
}

const full = recorded("full");

/** Both sides in the same ten rounds; a mutated text stands for what `hostile` says. */
function verdictOf(base: string, head: string) {
  const values = (text: string) => {
    const lhr = parseLhr(text, PAGE);
    return { timings: timingValues(lhr, PAGE), exact: exactValues(lhr, PAGE) };
  };
  const round: RoundValues = new Map([[PAGE, { base: values(base), head: values(head) }]]);
  const rounds = Array.from({ length: ROUNDS }, () => round);
  const series = [...timingSeries(PAGE, rounds).series, ...exactSeries(PAGE, rounds).series];
  return judged({ collector: "lighthouse", series, rounds: ROUNDS });
}

test("an honest result passes, so that what follows says something", () => {
  expect(verdictOf(full, full).verdict).toBe("pass");
});

describe("numbers that are none", { tags: ["T24"] }, () => {
  const LCP = ["audits", "largest-contentful-paint", "numericValue"];
  const hostile = [null, "100", {}, -5, -1e308, 1e308, 1e10, "NaN", "Infinity"].map((value) => JSON.stringify(value));

  test.each(hostile)("a largest paint of %s makes no pass, on either side or on both", (value) => {
    const bad = withValue(full, LCP, JSON.parse(value));
    for (const [base, head] of [
      [bad, full],
      [full, bad],
      [bad, bad],
    ] as const)
      expect(valueOrError(() => verdictOf(base, head))?.verdict).not.toBe(
        value === "null" && base === bad && head !== bad ? undefined : "pass",
      );
  });

  test.each([
    ["a time", LCP, -1],
    ["a score", ["categories", "performance", "score"], 1.01],
    ["the machine's speed", ["environment", "benchmarkIndex"], -1],
    ["bytes", ["audits", "resource-summary", "details", "items", "0", "transferSize"], -1],
    ["requests", ["audits", "resource-summary", "details", "items", "0", "requestCount"], 0.5],
    ["a type of resource", ["audits", "resource-summary", "details", "items", "0", "resourceType"], "a/b@c"],
    ["bytes that are not used", ["audits", "unused-javascript", "details", "overallSavingsBytes"], -1],
  ])("%s out of bounds is refused by its name", (_, path, value) => {
    const text = withValue(full, path, value);
    expect(() => verdictOf(full, text)).toThrow(ToolError);
    expect(() => verdictOf(full, text)).toThrow(
      /^Lighthouse 12\.6\.1 gave \/checkout a result that cannot be read, at /,
    );
  });

  test("times end at ten days, bytes and counts of the same audits do not", () => {
    const heavy = withValue(full, ["audits", "unused-javascript", "numericValue"], 5e9);
    const fast = withValue(heavy, ["environment", "benchmarkIndex"], 2e9);
    expect(verdictOf(full, fast).verdict).toBe("pass");
    expect(() => verdictOf(full, withValue(full, LCP, 1_000_000_001))).toThrow(
      "at audits.largest-contentful-paint.numericValue",
    );
  });

  test("a result that is nested without end is refused", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const text = withValue(full, ["audits", "viewport"], "HERE").replace('"HERE"', deep);
    expect(() => parseLhr(text, PAGE)).toThrow("audits: it is nested too deep");
  });
});

describe("any text for Lighthouse's result", { tags: ["T24"] }, () => {
  function read(text: string): Lhr {
    const lhr = parseLhr(text, PAGE);
    requestsOf(lhr, PAGE);
    const seen = seenIn(lhr);
    const other = seenIn(parseLhr(full, PAGE));
    const side = (name: "base" | "head", one: typeof seen) => {
      const report = { page: PAGE, side: name, lcp: 5, path: "/x", seen: one };
      return { page: PAGE, side: name, name: "x.html", reports: [report] as const };
    };
    const ids = ["lighthouse/lcp@/checkout", "lighthouse/bytes@/checkout"];
    const { details, causes } = describePages([PAGE], [side("base", other), side("head", seen)], ids);
    detailsSchema.parse({ schema: 1, kind: "details", details });
    for (const one of causes) cause.parse(one);
    return lhr;
  }

  test("that is none is refused", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(valueOrError(() => read(text))).toBeNull();
      }),
      { numRuns: RUNS },
    );
  });

  test(
    "with parts left out or replaced is refused, or can be judged, stored and shown",
    () => {
      const honest = JSON.stringify(readParts(recorded("changed-head")));
      fc.assert(
        fc.property(mutatedJson(JSON.parse(honest)), (text) => {
          valueOrError(() => read(text));
          valueOrError(() => verdictOf(honest, text));
        }),
        { numRuns: FEW * 3 },
      );
    },
    PATIENCE,
  );
});

const RESULTS = [
  {
    name: "minScore",
    expected: 0.9,
    actual: 0.5,
    values: [0.5, 0.6],
    operator: ">=",
    passed: false,
    auditId: "categories",
    auditProperty: "performance",
    level: "error",
    url: "http://localhost/",
  },
  {
    name: "maxNumericValue",
    expected: 100,
    actual: null,
    values: [null],
    operator: "<=",
    auditId: "interactive",
    level: "warn",
    url: "http://localhost/",
  },
];

describe("any text for the results of lhci assert", { tags: ["T24"] }, () => {
  test("is refused, or read into limits", () => {
    const text = fc.oneof({ arbitrary: anyText, weight: 1 }, { arbitrary: mutatedJson(RESULTS), weight: 4 });
    fc.assert(
      fc.property(text, (written) => {
        valueOrError(() => {
          const results = readResults(written, "0.15.1").map((result) => ({ ...result, page: PAGE, rounds: [null] }));
          const sides = { full: results, all: results };
          const limits = limitsOf({ matrix: [], results: { base: sides, head: sides }, unitOf: () => undefined });
          judged({ collector: "lighthouse", series: [], limits, rounds: 1 });
        });
      }),
      { numRuns: RUNS },
    );
  });

  test("that was cut short is refused", () => {
    expect(() => readResults(JSON.stringify(RESULTS).slice(0, -3), "0.15.1")).toThrow(
      "lhci 0.15.1 wrote assertion results that cannot be read, at their beginning",
    );
  });

  test("an assertion without a value is no pass", () => {
    const results = readResults(JSON.stringify(RESULTS), "0.15.1").map((one) => ({
      ...one,
      page: PAGE,
      rounds: [null],
    }));
    const none = { full: results.slice(1), all: results.slice(1) };
    const limits = limitsOf({ matrix: [], results: { base: none, head: none }, unitOf: () => undefined });
    expect(
      judged({
        collector: "lighthouse",
        series: [],
        limits: limits.map((one) => ({ ...one, level: "max" })),
        rounds: 1,
      }).verdict,
    ).not.toBe("pass");
  });
});

const RC = {
  url: ["http://localhost:8080/a", "/b"],
  numberOfRuns: 3,
  settings: { chromeFlags: "--x", onlyCategories: ["performance"], extraHeaders: { A: "b" } },
  assertions: { "categories:performance": ["error", { minScore: 0.9 }], viewport: "warn" },
  preset: "lighthouse:all",
};

describe("any lighthouserc, as Lighthouse CI resolves it", { tags: ["T19"] }, () => {
  test("is refused, or read", () => {
    const text = fc.oneof({ arbitrary: fc.json(), weight: 1 }, { arbitrary: mutatedJson(RC), weight: 4 });
    fc.assert(
      fc.property(text, (written) => {
        const value = valueOrError(() => JSON.parse(written) as unknown, SyntaxError);
        valueOrError(() => {
          const rc = parseRc(value, "lighthouserc.json");
          assertionsOf(rc, "lighthouserc.json");
          pagesOf(rc.url ?? [], "lighthouserc.json");
          readWritten(rc, "lighthouserc.json");
        });
      }),
      { numRuns: RUNS },
    );
  });

  test.each([...PROTOTYPE_NAMES])("%s as an assertion and a setting is a name like any other", (name) => {
    const rc = parseRc(JSON.parse(`{"assertions":{"${name}":"warn"},"settings":{"${name}":{"x":1}}}`), "rc");
    expect(Object.getPrototypeOf(rc.assertions)).toBe(Object.prototype);
    expect("x" in {}).toBe(false);
  });

  test("a page is at most 1000 characters long", { tags: ["L12"] }, () => {
    const page = (length: number) => `/${"x".repeat(length - 1)}`;
    for (const length of [999, 1000]) expect(pagesOf([page(length)], "rc").paths).toEqual([page(length)]);
    expect(() => pagesOf([page(1001)], "rc")).toThrow(/^rc: url: .* is no page/);
  });
});
