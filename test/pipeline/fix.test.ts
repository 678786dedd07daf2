import { expect, test } from "vitest";
import type { LoadedConfig } from "../../src/config/load.ts";
import type { Fix } from "../../src/measure/fix.ts";
import type { Fact } from "../../src/model/finding.ts";
import { noted, tryMeasured, weighedOf } from "../../src/pipeline/fix.ts";
import type { Measured } from "../../src/pipeline/measured.ts";
import type { PhaseInput } from "../../src/pipeline/phase.ts";
import { createConfig } from "../helpers/config.ts";
import { testSystem } from "../helpers/system.ts";

const fact = (name: string, base: number | null, head: number | null): Fact => ({
  ...{ rule: "missing-index", collector: "postgres", subject: "orders", unit: "count", at: null, rounds: "same" },
  ...{ name, base, head, note: `CREATE INDEX for ${name}` },
});

const never = () => Promise.reject(new Error("nothing was started"));
const fix = (what: string, name: string, endpoints: readonly string[] = ["GET /"]): Fix => ({
  ...{ what, endpoints, apply: never, undo: never },
  of: [{ collector: "postgres", rule: "missing-index", subject: "orders", name }],
});

/** Its sides run elsewhere, so that whatever is tried ends in a sentence. */
async function outcome(facts: readonly Fact[], fixes: readonly Fix[], config: Readonly<Record<string, unknown>> = {}) {
  await using under = await testSystem();
  const input = {
    loaded: { config: createConfig(config), file: "weighbridge.yml" } as LoadedConfig,
    built: { builds: { base: null, head: null }, configs: {} },
    root: "/",
    system: under.system,
  } as unknown as PhaseInput;
  const measured = { facts, fixes, notWeighed: ["before"], seconds: 1 } as unknown as Measured;
  return { measured, after: await tryMeasured(input, measured) };
}

const isTried = async (...asked: Parameters<typeof outcome>) => {
  const { measured, after } = await outcome(...asked);
  return after !== measured;
};

test("a failure is a sentence, and all else stays", { tags: ["R29"] }, async () => {
  const { measured, after } = await outcome([fact("a", null, 20_000)], [fix("CREATE INDEX a", "a")]);
  expect(after).toEqual({
    ...measured,
    seconds: expect.any(Number),
    notWeighed: [
      "before",
      "CREATE INDEX a could not be tried on head: the sides run elsewhere, so that they cannot be started to be compared.",
    ],
  });
});

test("what head brings or makes worse is tried, where requests show what that is, unless the config says never", async () => {
  const own = fix("CREATE INDEX a", "a");
  expect(await isTried([fact("a", 10_000, 20_000)], [own])).toBe(true);
  expect(await isTried([fact("a", 19_000, 20_000)], [own])).toBe(false);
  expect(await isTried([fact("a", 20_000, null)], [own])).toBe(false);
  expect(await isTried([fact("a", null, 900)], [own])).toBe(false);
  expect(
    await isTried([fact("a", null, 900)], [own], { findings: { limits: { "missing-index": 500 }, block: [] } }),
  ).toBe(true);
  expect(await isTried([fact("b", null, 20_000)], [own])).toBe(false);
  expect(await isTried([fact("a", null, 20_000)], [fix("CREATE INDEX a", "a", [])])).toBe(false);
  expect(await isTried([fact("a", null, 20_000)], [own], { explain: { when: "never" } })).toBe(false);
});

test("what was tried is said with each fact that it is for, after what was known of it", () => {
  const own = fix("CREATE INDEX a", "a");
  const both: Fix = { ...own, of: [...own.of, { ...own.of[0]!, name: "b" }] };
  const facts = [fact("a", null, 2), { ...fact("b", null, 2), note: null }, fact("c", null, 2)];
  const others = facts.map((one): Fact => ({ ...one, rule: "slow-statement" }));
  const after = noted([...facts, ...others], [{ fix: both, said: "no difference is shown" }]);
  expect(after.map(({ note }) => note)).toEqual([
    "CREATE INDEX for a; tried on head: no difference is shown",
    "tried on head: no difference is shown",
    ...[...facts.slice(2), ...others].map(({ note }) => note),
  ]);
});

test("what was tried is a clause; where too few requests were answered, that is said", () => {
  const [own, other] = [fix("CREATE INDEX a", "a"), fix("CREATE INDEX b", "b", ["GET /never"])];
  const round = (endpoint: string, count: number) =>
    new Map([[endpoint, { without: Array(count).fill(2), tried: Array(count).fill(1) }]]);
  const weighed = weighedOf([
    { fix: own, rounds: Array(10).fill(round("GET /", 12)) },
    { fix: other, rounds: Array(10).fill(round("GET /never", 3)) },
  ]);
  expect(weighed.tried).toEqual([
    { fix: own, said: "GET / 2 ms → 1 ms (-50 %, 99 % interval -50 to -50 %, 10 of 10 rounds faster)" },
  ]);
  expect(weighed.notWeighed).toEqual([
    "CREATE INDEX b could not be tried on head: too few requests to GET /never were answered, one at a time, to compare.",
  ]);
});
