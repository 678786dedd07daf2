/** Whether the verdict can do without a watcher that was lost. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { registry } from "../../src/measure/registry.ts";
import { RULES, type RuleId } from "../../src/model/finding.ts";
import { matchesId } from "../../src/model/metric.ts";
import type { MetricOverride } from "../../src/model/override.ts";
import type { Series } from "../../src/model/series.ts";
import { lostWatchers, RULES_OF, unseen } from "../../src/pipeline/unwatched.ts";

import { sampled, size } from "./rounds-of.ts";

const WATCHERS = registry.filter(({ kind }) => kind === "watcher");
const ROOT = join(import.meta.dirname, "../..");

function gates(
  watcher: string,
  overrides: readonly MetricOverride[] = [],
  block: readonly RuleId[] = [],
  weighed: Parameters<typeof lostWatchers>[0]["weighed"] = { kind: "compared" },
): boolean {
  const unwatched = [{ watcher, why: "it is down.", rounds: 0 }];
  return lostWatchers({ unwatched, overrides, rules: { limits: {}, block }, weighed })[0]!.gates;
}

test.each<[string, readonly MetricOverride[], boolean]>([
  ["postgres", [], true],
  ["postgres", [{ glob: "postgres/*", role: "watch" }], false],
  ["postgres", [{ glob: "*", role: "off" }], false],
  ["postgres", [{ glob: "postgres/*", control: true }], false],
  ["postgres", [{ glob: "postgres/*", detect: 1 }], true],
  // Blocks still gates.
  ["postgres", [{ glob: "postgres/queries@*", role: "watch" }], true],
  // So do the queries of other endpoints.
  ["redis", [{ glob: "redis/*@shop: GET /", role: "watch" }], true],
  [
    "postgres",
    [
      { glob: "postgres/*", role: "watch" },
      { glob: "postgres/queries@shop: *", role: "gate" },
    ],
    true,
  ],
  ["resources", [], false],
  ["resources", [{ glob: "resources/cpu@target", role: "gate" }], true],
  ["resources", [{ glob: "resources/memory-peak@target", max: 1e9 }], true],
  ["resources", [{ glob: "k6/*", role: "gate", max: 1 }], false],
])("%s with %j: %s", (watcher, overrides, expected) => {
  expect(gates(watcher, overrides)).toBe(expected);
});

test("a rule that blocks is missed where the watcher that feeds it was lost, and nowhere else", () => {
  const watched = [{ glob: "*", role: "watch" }] as const;
  const missed = (rule: RuleId) => WATCHERS.map(({ id }) => id).filter((id) => gates(id, watched, [rule]));
  expect(missed("n-plus-one")).toEqual(["mysql", "postgres"]);
  expect(missed("leak")).toEqual(["resources"]);
  expect(missed("long-task")).toEqual([]);
});

test("of a watcher that nobody knows nothing could have blocked, whatever a file calls it", () => {
  for (const name of ["constructor", "__proto__", "toString", "gone"]) expect(gates(name, [], ["leak"])).toBe(false);
});

describe("a database that head asks nothing of", { tags: ["T26"] }, () => {
  const counts = (base: number, head: number, id = "postgres/queries@shop: GET /") => size(id, base, head);
  const idle = (series: readonly Series[], overrides: readonly MetricOverride[] = []) => {
    const asked = {
      overrides,
      rules: { limits: {}, block: [] },
      weighed: { kind: "compared" },
      notWeighed: [],
    } as const;
    return unseen({ ...asked, conditions: { postgres: "p" }, series }, []);
  };

  test("was most likely not its own, and is no pass", () => {
    const both = [counts(0, 0), sampled("postgres/queries@target", 3, 0)].map(zeroed);
    expect(idle(both)).toEqual([
      {
        ...{ watcher: "postgres", rounds: 0, gates: true },
        why: "Nothing that base or head asked was seen there, one request at a time or under load: write ${slot} into target.env so that each slot is led to what postgres.url names for it, or take postgres out of the config.",
      },
    ]);
    expect(idle([counts(20, 0)])).toMatchObject([{ why: expect.stringMatching(/^Nothing that head asked was seen/u) }]);
    expect(idle(both, [{ glob: "postgres/*", role: "watch" }])).toMatchObject([{ gates: false }]);
  });

  test("is its own where anything was asked of it, or where nobody knows", () => {
    const other = (head: number) => counts(1, head, "postgres/queries@shop: GET /other");
    expect(idle([counts(0, 0), other(1)])).toEqual([]);
    expect(idle([counts(0, 3)])).toEqual([]);
    expect(idle([{ ...counts(1, 0), head: null } as Series])).toEqual([]);
    expect(idle([counts(0, 0, "postgres/rows@shop: GET /"), counts(0, 0, "k6/requests@shop: GET /")])).toEqual([]);
    const inOneRound = { base: [0, 0], head: [0, 4] };
    expect(idle([{ ...counts(0, 0), counts: inOneRound } as Series])).toEqual([]);
  });
});

const zeroed = (one: Series): Series =>
  one.kind === "sampled" ? { ...one, base: one.base.map(() => 0), head: one.head.map(() => 0) } : one;

test("where head is alone only a limit can block", () => {
  const alone = { kind: "budgets-only", why: "asked" } as const;
  expect(gates("postgres", [], ["n-plus-one"], alone)).toBe(false);
  expect(gates("postgres", [{ glob: "postgres/queries@*", max: 5 }], [], alone)).toBe(true);
});

describe("a glob that may block, and matches nothing that was measured", () => {
  const GLOB = "prometheus/db_calls_total@target";
  const without = ["prometheus: head: http://127.0.0.1:1/metrics answered 404.", "redis: it is slow."];
  function missed(overrides: readonly MetricOverride[], over: Partial<Parameters<typeof unseen>[0]> = {}) {
    const asked = {
      overrides,
      rules: { limits: {}, block: [] },
      weighed: { kind: "compared" },
      notWeighed: without,
      series: [],
    };
    const conditions = { k6: "k", prometheus: "p", resources: "r" };
    const globs = [...new Set(overrides.map(({ glob }) => glob))];
    return unseen({ ...asked, conditions, ...over } as Parameters<typeof unseen>[0], globs);
  }

  test("is said with the watcher's own reasons, and leaves the verdict open", () => {
    expect(missed([{ glob: GLOB, role: "gate" }])).toEqual([
      {
        watcher: GLOB,
        why: "the config lets it block, and nothing that was measured matches it: head: http://127.0.0.1:1/metrics answered 404.",
        rounds: 0,
        gates: true,
      },
    ]);
    expect(missed([{ glob: "resources/cqu@target", max: 3 }])).toMatchObject([
      { why: "the config lets it block, and nothing that was measured matches it." },
    ]);
  });

  test.each<[string, readonly MetricOverride[]]>([
    ["does not say so", [{ glob: GLOB, detect: 0.1, warn: 3 }]],
    [
      "is lowered after",
      [
        { glob: GLOB, role: "gate" },
        { glob: "prometheus/*", role: "watch" },
      ],
    ],
    [
      "is switched off after",
      [
        { glob: GLOB, role: "gate", max: 3 },
        { glob: "prometheus/*", role: "off" },
      ],
    ],
    [
      "is a control",
      [
        { glob: GLOB, role: "gate" },
        { glob: GLOB, control: true },
      ],
    ],
    ["names no watcher", [{ glob: "k6/latencyy@*", role: "gate", max: 1 }]],
    ["names one by a wildcard", [{ glob: "prom*/x@*", role: "gate" }]],
    ["names one that is not on", [{ glob: "postgres/querys@*", role: "gate" }]],
    ["names nothing", [{ glob: "constructor/x@*", role: "gate" }]],
  ])("is none where it %s", (_, overrides) => expect(missed(overrides)).toEqual([]));

  test("keeps its limit where its role is taken back, and where head is alone", () => {
    const watch = { glob: "prometheus/*", role: "watch" } as const;
    const alone = { weighed: { kind: "budgets-only", why: "asked" } } as const;
    expect(missed([{ glob: GLOB, max: 3 }, watch])).toHaveLength(1);
    expect(missed([{ glob: GLOB, max: 3 }], alone)).toHaveLength(1);
    expect(missed([{ glob: GLOB, role: "gate" }], alone)).toEqual([]);
  });

  test("is not said again where its watcher was lost with all that it gates", () => {
    const unwatched = [{ watcher: "prometheus", why: "it is down.", rounds: 0 }];
    expect(missed([{ glob: GLOB, role: "gate" }], { unwatched }).map(({ watcher }) => watcher)).toEqual(["prometheus"]);
  });
});

test("every rule that a watcher names is known as its own", () => {
  for (const { id } of WATCHERS) {
    const folder = join(ROOT, "src/measure", id);
    const source = readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(folder, file), "utf8"));
    const named = RULES.filter((rule) => source.some((text) => text.includes(`"${rule}"`)));
    expect([id, RULES_OF.get(id) ?? []]).toEqual([id, expect.arrayContaining(named)]);
  }
});

test("what the docs say gates by itself is known before anything is measured, and nothing else is", () => {
  const rows = readFileSync(join(ROOT, "docs/inside.md"), "utf8").matchAll(/^\| `(\w+)`[^|]*\|([^|]+)\|/gmu);
  const told = [...rows].flatMap(([, id, cell]) =>
    WATCHERS.some((one) => one.id === id) ? [[id!, [...cell!.matchAll(/(\*\*)?`([\w-]+)`/gu)]] as const] : [],
  );
  expect(told.length).toBeGreaterThan(5);
  for (const [id, metrics] of told) {
    const families = WATCHERS.find((one) => one.id === id)!.metrics;
    const known = metrics.map(([, , name]) => families.find(({ glob }) => matchesId(glob, name!))?.gates === true);
    expect([id, known]).toEqual([id, metrics.map(([, bold]) => bold !== undefined)]);
  }
});
