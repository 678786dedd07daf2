/** The real lhci on results of Lighthouse 12.6.1 from the demo shop (three full runs a page, two timing runs), without their long texts. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { type JudgedAssertions, judgeAssertions, type StoredRun } from "../../../src/measure/lighthouse/assert.ts";
import { type AssertEntry, assertionsOf } from "../../../src/measure/lighthouse/rc-assertions.ts";
import { parseRc } from "../../../src/measure/lighthouse/rc-schema.ts";
import type { LimitSeries } from "../../../src/model/series.ts";
import { findPackage } from "../../../src/system/packages.ts";
import { testSystem } from "../../helpers/system.ts";

interface RecordedLhr {
  readonly audits: Record<string, { numericValue?: number; score?: number | null; details?: unknown }>;
  readonly categories: Record<string, { score: number | null }>;
}

async function recorded(name: string, change: (lhr: RecordedLhr) => void = () => {}): Promise<string> {
  const file = join(import.meta.dirname, "fixtures/12.6.1", `rc-${name}.json.gz`);
  const lhr = JSON.parse(gunzipSync(await readFile(file)).toString()) as RecordedLhr;
  change(lhr);
  return JSON.stringify(lhr);
}

const PAGES = { "/": "home", "/checkout": "checkout" } as const;

/** The three full runs of a page, in rounds 0, 2 and 3 of 5: round 1 was of another kind. */
async function full(page: keyof typeof PAGES, change?: (lhr: RecordedLhr, run: number) => void): Promise<StoredRun[]> {
  const runs = [1, 2, 3].map(async (run, index): Promise<StoredRun> => {
    const lhrText = await recorded(`full-${PAGES[page]}-${run}`, (lhr) => change?.(lhr, index));
    return { page, round: [0, 2, 3][index]!, kind: "full", lhrText };
  });
  return Promise.all(runs);
}

interface Judging {
  /** The config, or what was made of one. */
  readonly rc?: unknown;
  readonly matrix?: readonly AssertEntry[];
  readonly base?: readonly StoredRun[];
  readonly head: readonly StoredRun[];
  readonly rounds?: number;
}

async function judge({ rc, matrix, base = [], head, rounds = 5 }: Judging): Promise<JudgedAssertions> {
  await using job = await testSystem();
  const { system } = job;
  const scratch = await system.processes.temporaryFolder("assert");
  const lhci = join(await findPackage(system, "@lhci/cli"), "src/cli.js");
  const assert = matrix ?? assertionsOf(parseRc(rc, "rc.json"), "rc.json").matrix!;
  const urlOf = (page: string) => `http://localhost:3000${page}`;
  const judged = await judgeAssertions({
    lhci,
    assert,
    urlOf,
    runs: { base, head },
    rounds,
    scratch,
    system,
  });
  expect(await readdir(scratch)).toEqual([]);
  return judged;
}

const LCP = "largest-contentful-paint";
/** As recorded. */
const HOME_LCP = [1369.8515, 1509.107, 1358.986] as const;

describe("one limit an assertion and page, as LHCI judges it", () => {
  const slower = (lhr: RecordedLhr) => {
    lhr.audits[LCP]!.numericValue! += 1000;
  };
  test.each<[string, Record<string, unknown>, Partial<LimitSeries>]>([
    [
      "a time: by the median, with its rounds",
      { [LCP]: ["error", { maxNumericValue: 1200 }] },
      {
        name: "largest-contentful-paint maxNumericValue on /",
        level: "max",
        judged: "interval",
        operator: "<=",
        limit: 1200,
        unit: "ms",
        pooled: { base: HOME_LCP[0], head: HOME_LCP[0] + 1000 },
        rounds: {
          base: [HOME_LCP[0], null, HOME_LCP[1], HOME_LCP[2], null],
          head: [HOME_LCP[0] + 1000, null, HOME_LCP[1] + 1000, HOME_LCP[2] + 1000, null],
        },
      },
    ],
    [
      "the best run, where its author chose it: that decides alone",
      { [LCP]: ["warn", { maxNumericValue: 1200, aggregationMethod: "optimistic" }] },
      { level: "warn", judged: "value", pooled: { base: HOME_LCP[2], head: HOME_LCP[2] + 1000 } },
    ],
    [
      "one run that LHCI picks has no round",
      { [LCP]: ["warn", { maxNumericValue: 1200, aggregationMethod: "median-run" }] },
      {
        judged: "value",
        pooled: { base: HOME_LCP[0], head: HOME_LCP[0] + 1000 },
        rounds: { base: Array(5).fill(null), head: Array(5).fill(null) },
      },
    ],
    [
      "the default of a level alone: a score of 0.9",
      { [LCP]: "error" },
      {
        name: "largest-contentful-paint minScore on /",
        judged: "interval",
        operator: ">=",
        limit: 0.9,
        unit: "number",
      },
    ],
    [
      "a category, kept",
      { "categories:accessibility": ["error", { minScore: 0.95 }] },
      {
        name: "categories:accessibility minScore on /",
        judged: "value",
        operator: ">=",
        limit: 0.95,
        unit: "number",
        pooled: { base: 1, head: 1 },
        rounds: { base: [1, null, 1, 1, null], head: [1, null, 1, 1, null] },
      },
    ],
    [
      "the category that is made of times",
      { "categories.performance": "warn" },
      { judged: "interval", unit: "number" },
    ],
    [
      "layout shift",
      { "cumulative-layout-shift": ["error", { maxNumericValue: 0.1 }] },
      { judged: "interval", unit: "number", pooled: { base: 0.04034493741815994, head: 0.04034493741815994 } },
    ],
    [
      "bytes",
      { "total-byte-weight": ["error", { maxNumericValue: 70_000 }] },
      { judged: "value", unit: "bytes", pooled: { base: 75_788, head: 75_788 } },
    ],
    [
      "bytes of a type",
      { "resource-summary:script:size": ["error", { maxNumericValue: 10_000 }] },
      {
        name: "resource-summary:script:size maxNumericValue on /",
        judged: "value",
        unit: "bytes",
        pooled: { base: 4520, head: 4520 },
      },
    ],
    [
      "requests of a type",
      { "resource-summary:other:count": ["error", { maxNumericValue: 1 }] },
      { judged: "value", unit: "count", limit: 1, pooled: { base: 2, head: 2 } },
    ],
    [
      "a length",
      { "network-requests": ["error", { maxLength: 5 }] },
      { name: "network-requests maxLength on /", judged: "value", unit: "count", pooled: { base: 6, head: 6 } },
    ],
  ])("%s", async (_, assertions, expected) => {
    const { limits, notWeighed } = await judge({
      rc: { assertions },
      base: await full("/"),
      head: await full("/", slower),
    });
    expect(limits).toHaveLength(1);
    expect(limits[0]).toMatchObject(expected);
    expect(notWeighed).toEqual([]);
  });

  test("two limits in one assertion; what is off is none", async () => {
    const assertions = { [LCP]: ["error", { maxNumericValue: 1, minScore: 0.5 }], interactive: "off" };
    const { limits, notWeighed } = await judge({ rc: { assertions }, head: await full("/") });
    expect(limits.map(({ name, pooled }) => [name, pooled.base])).toEqual([
      ["largest-contentful-paint maxNumericValue on /", null],
      ["largest-contentful-paint minScore on /", null],
    ]);
    expect(limits[0]!.rounds.base).toEqual([null, null, null, null, null]);
    expect(notWeighed).toEqual([]);
  });

  test("a preset, page by page", async () => {
    const rc = { preset: "lighthouse:recommended", assertions: { interactive: "off" } };
    const { limits } = await judge({ rc, head: [...(await full("/")), ...(await full("/checkout"))] });
    const names = limits.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.endsWith(" on /")).length).toBeGreaterThan(50);
    expect(names).toContain("color-contrast minScore on /checkout");
    expect(names.some((name) => name.startsWith("interactive "))).toBe(false);
  });
});

test("times are judged over the timing rounds too, the rest over the full runs", async () => {
  const timing = await Promise.all(
    [1, 4].map(async (round, index): Promise<StoredRun> => {
      return { page: "/", round, kind: "timing", lhrText: await recorded(`timing-home-${index + 1}`) };
    }),
  );
  const assertions = {
    [LCP]: ["error", { maxNumericValue: 1200 }],
    "total-byte-weight": ["error", { maxNumericValue: 70_000 }],
    "render-blocking-resources": ["error", { maxNumericValue: 0 }],
  };
  const { limits } = await judge({ rc: { assertions }, head: [...(await full("/")), ...timing] });
  const heads = Object.fromEntries(
    limits.map(({ name, rounds, pooled }) => [name.split(" ")[0], [pooled.head, rounds.head]]),
  );
  expect(heads[LCP]).toEqual([1361.4558, [HOME_LCP[0], 1361.4558, HOME_LCP[1], HOME_LCP[2], 1354.8806]]);
  expect(heads["total-byte-weight"]).toEqual([75_788, [75_788, null, 75_788, 75_788, null]]);
  // A time that the timing rounds do not ask for.
  expect(heads["render-blocking-resources"]).toEqual([
    expect.any(Number),
    [expect.any(Number), null, expect.any(Number), expect.any(Number), null],
  ]);
});

test("values stand at the rounds that they are of, also of many runs", async () => {
  const head = await Promise.all(
    Array.from({ length: 12 }, async (_, round): Promise<StoredRun> => {
      const lhrText = await recorded("full-home-1", (lhr) => {
        lhr.audits[LCP]!.numericValue = 1000 + round;
      });
      return { page: "/", round, kind: "full", lhrText };
    }),
  );
  const { limits } = await judge({
    rc: { assertions: { [LCP]: ["error", { maxNumericValue: 1 }] } },
    head,
    rounds: 12,
  });
  expect(limits[0]!.rounds.head).toEqual(Array.from({ length: 12 }, (_, round) => 1000 + round));
});

describe("what LHCI cannot judge is broken, as it is for LHCI", () => {
  const broken = { operator: ">=", limit: 1, unit: "number", judged: "value" };

  test.each<[string, Record<string, unknown>, string]>([
    ["no such timing", { "user-timings:hero": ["warn", { maxNumericValue: 1 }] }, "user-timings:hero auditRan on /"],
    [
      "an audit without a number",
      { "color-contrast": ["warn", { maxNumericValue: 1 }] },
      "color-contrast maxNumericValue (auditRan) on /",
    ],
  ])("%s", async (_, assertions, name) => {
    const { limits } = await judge({ rc: { assertions }, base: await full("/"), head: await full("/") });
    expect(limits).toEqual([expect.objectContaining({ ...broken, name, level: "warn", pooled: { base: 0, head: 0 } })]);
  });

  test("but what Lighthouse does not have at all is the config's mistake", async () => {
    const judging = judge({ rc: { assertions: { "categories:pwa": "warn" } }, head: await full("/") });
    await expect(judging).rejects.toThrow('asserts "categories:pwa", of which Lighthouse 12.6.1 gave nothing');
  });

  test("an audit that only base has", async () => {
    const head = await full("/", (lhr, run) => {
      if (run === 1) delete lhr.audits[LCP];
    });
    const { limits } = await judge({ rc: { assertions: { [LCP]: "error" } }, base: await full("/"), head });
    expect(limits).toEqual([
      expect.objectContaining({ ...broken, name: `${LCP} auditRan on /`, level: "max", pooled: { base: 1, head: 0 } }),
    ]);
  });

  test("a run without a value: judged by the others, in no round", async () => {
    const head = await full("/", (lhr, run) => {
      if (run === 1) delete lhr.audits[LCP]!.numericValue;
    });
    const { limits } = await judge({ rc: { assertions: { [LCP]: ["error", { maxNumericValue: 1 }] } }, head });
    expect(limits[0]!.pooled.head).toBeCloseTo((HOME_LCP[0] + HOME_LCP[2]) / 2, 6);
    expect(limits[0]!.rounds.head).toEqual([null, null, null, null, null]);
  });
});

describe("a matrix", () => {
  const entry = (matchingUrlPattern: string, maxNumericValue: number, more = {}) => ({
    matchingUrlPattern,
    assertions: { [LCP]: ["error", { maxNumericValue, ...more }] },
  });
  const both = async () => [...(await full("/")), ...(await full("/checkout"))];

  test("patterns name the user's own host and port, whatever ports were measured on", async () => {
    const rc = { assertMatrix: [entry("^http://localhost:3000/$", 1000), entry("^http://localhost:3000/check", 2000)] };
    const { limits } = await judge({ rc, head: await both() });
    expect(limits.map(({ name, limit }) => [name, limit])).toEqual([
      [`${LCP} maxNumericValue on /`, 1000],
      [`${LCP} maxNumericValue on /checkout`, 2000],
    ]);
  });

  test("two entries for one page are two limits; where they differ in method, LHCI's word stands", async () => {
    const rc = { assertMatrix: [entry(".*", 1000), entry("/$", 2000, { aggregationMethod: "pessimistic" })] };
    const { limits } = await judge({ rc, head: await full("/") });
    expect(limits.map(({ limit, judged, pooled }) => [limit, judged, pooled.head])).toEqual([
      [1000, "value", HOME_LCP[0]],
      [2000, "value", HOME_LCP[1]],
    ]);
  });

  test("what applies to no page is said", async () => {
    const elsewhere = { matchingUrlPattern: "/admin", assertions: { "categories:seo": "error", interactive: "off" } };
    const rc = { assertMatrix: [entry("/$", 1000), elsewhere] };
    const said =
      "Assertion categories:seo: it applies to no page that was loaded, or Lighthouse has no such audit any more.";
    expect((await judge({ rc, head: await full("/") })).notWeighed).toEqual([said]);
    expect(await judge({ rc: { assertMatrix: [elsewhere] }, head: await full("/") })).toEqual({
      limits: [],
      notWeighed: ["No assertion of the Lighthouse CI config applies to the pages that were loaded."],
    });
  });
});

test("an lhci that cannot judge is a ToolError with its version and words", async () => {
  const matrix = [
    { matchingUrlPattern: "(", assertions: { interactive: "error" }, aggregationMethod: "median" },
  ] as const;
  const error: unknown = await judge({ matrix, head: await full("/") }).catch((caught) => caught);
  expect(error).toBeInstanceOf(ToolError);
  expect((error as Error).message).toBe(
    "lhci 0.15.1 assert wrote no results: SyntaxError: Invalid regular expression: /(/: Unterminated group.",
  );
});
