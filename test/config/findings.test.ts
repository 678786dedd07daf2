import { describe, expect, test } from "vitest";
import { findingsSchema, writtenLimit } from "../../src/config/findings.ts";
import { parseConfig } from "../../src/config/load.ts";
import { CATALOGUE } from "../../src/findings/rules.ts";
import { RULES } from "../../src/model/finding.ts";

const load = (section: string) =>
  parseConfig(`target: { start: node server.js }\nk6: { scripts: a.js }\nfindings:\n${section}\n`, "weighbridge.yml")
    .config.findings;
const faultOf = (section: string) => {
  try {
    load(section);
  } catch (error) {
    return String(error);
  }
  return "none";
};

test("without a word every rule has the limit of the catalogue, and none may block", () => {
  const { limits, block } = findingsSchema.parse({});
  expect(block).toEqual([]);
  for (const rule of RULES) expect([rule, limits[rule]]).toEqual([rule, CATALOGUE[rule].limit]);
});

test("a limit has the unit of its rule; off takes it away", () => {
  const { limits, block } = load(
    "  slow-endpoint: 0.5s\n  n-plus-one: 3\n  low-cache-hit: 90%\n  large-bundle: 1MB\n  redirect: off\n  leak: off\n  block: [leak, n-plus-one, leak]",
  );
  expect(limits).toMatchObject({
    "slow-endpoint": 500,
    "n-plus-one": 3,
    "low-cache-hit": 0.9,
    "large-bundle": 1e6,
    redirect: null,
    leak: null,
  });
  expect(block).toEqual(["leak", "n-plus-one"]);
});

describe("a fault is named", () => {
  test.each([
    ["an unknown rule, with the nearest", "  n-plus-on: 5", "did you mean findings.n-plus-one?"],
    ["an unknown rule to block", "  block: [slow-endpoints]", "did you mean slow-endpoint?"],
    ["a number without its unit", "  slow-endpoint: 200", "a duration with its unit (ms, s or m), or off"],
    ["another unit", "  slow-endpoint: 200kB", "a duration with its unit (ms, s or m), or off"],
    ["a share of more than all", "  low-cache-hit: 120%", "a share up to 100% with its unit (%), or off"],
    ["a unit where there is none", "  n-plus-one: 5ms", "a number that is not negative, or off"],
    ["less than nothing", "  n-plus-one: -1", "a number that is not negative, or off"],
  ])("%s", (_, section, expected) => expect(faultOf(section)).toContain(expected));
});

test("a limit is written as one would write it", () => {
  const written = RULES.map((rule) => writtenLimit(CATALOGUE[rule]));
  expect(written).toEqual(expect.arrayContaining(["200ms", "1%", 5, "1MB", "500kB", "1400B", "0B", "80%"]));
});
