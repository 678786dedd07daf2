/** Whether the verdict can do without a watcher that was lost. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { registry } from "../../src/measure/registry.ts";
import { RULES, type RuleId } from "../../src/model/finding.ts";
import { matchesId } from "../../src/model/metric.ts";
import type { MetricOverride } from "../../src/model/override.ts";
import { lostWatchers, RULES_OF } from "../../src/pipeline/unwatched.ts";

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

test("where head is alone only a limit can block", () => {
  const alone = { kind: "budgets-only", why: "asked" } as const;
  expect(gates("postgres", [], ["n-plus-one"], alone)).toBe(false);
  expect(gates("postgres", [{ glob: "postgres/queries@*", max: 5 }], [], alone)).toBe(true);
});

test("every rule that a watcher names is known as its own", () => {
  for (const { id } of WATCHERS) {
    const folder = join(ROOT, "src/measure", id);
    const source = readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(folder, file), "utf8"));
    const named = RULES.filter((rule) => source.some((text) => text.includes(`"${rule}"`)));
    expect([id, RULES_OF[id] ?? []]).toEqual([id, expect.arrayContaining(named)]);
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
