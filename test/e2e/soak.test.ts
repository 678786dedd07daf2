import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/model/verdict.ts";
import { type Files, mini, miniRepository, server } from "../helpers/mini.ts";
import { leaking, manyEndpoints, restless, soak } from "../helpers/soak.ts";

/** A server that ends in the middle of some request, one of so many on average. */
const dying = (how: string): Files => ({
  "server.js": server(
    2,
    `const die = () => { if (Math.random() < 1 / 400) { console.error("fatal: the pool is exhausted"); ${how}; } };`,
  ).replace("=> {\n", "=> {\n  die();\n"),
});

const verdictOf = async (folder: string): Promise<Verdict> =>
  JSON.parse(await readFile(join(folder, ".weighbridge/verdict.json"), "utf8"));

// Minutes each: `./scripts/test.sh --long`.
describe.runIf(process.env.WEIGHBRIDGE_LONG)("long and large", () => {
  const MEGABYTE = 1e6;

  test("60 rounds of a head that leaks and prints 5 MB a round take no more of us than 10", {
    tags: ["L16", "L13"],
    timeout: 900_000,
  }, async () => {
    await using repository = await miniRepository(restless, leaking);
    const { stderr, readings, leftovers } = await soak(repository.folder, ["run", "--all"]);
    expect(stderr).toContain("k6: round 60 of at most 60");
    const at = (round: number) => readings.findLast((one) => one.round <= round)!;
    expect(at(60).peak - at(10).peak).toBeLessThan(60 * MEGABYTE);
    expect(at(60).peak).toBeLessThan(300 * MEGABYTE);
    expect(at(60).descriptors).toBeLessThanOrEqual(at(1).descriptors + 2);
    expect(Math.max(...readings.map(({ disk }) => disk))).toBeLessThan(5 * MEGABYTE);
    expect(leftovers).toEqual([]);
    expect((await verdictOf(repository.folder)).verdict).not.toBe("error");
  });

  test.each([
    ["exits", "process.exit(7)", "exit code 7"],
    ["is killed", 'process.kill(process.pid, "SIGKILL")', "exit code 137"],
  ])(
    "a head that %s in the middle of some round is an error that says so, and leaves nothing",
    { tags: ["R20"] },
    async (_, how, said) => {
      await using repository = await miniRepository(mini, dying(how));
      const { code, stdout, stderr, leftovers } = await repository.weighbridge(["run"]);
      expect(stderr).toMatch(/^k6: round \d+ broke off\.$/m);
      expect(stdout.replace(/\s+/g, " ")).toMatch(
        new RegExp(
          `^Could not measure: head: the server "node server\\.js" ended with ${said} while it was measured.*the pool is exhausted`,
        ),
      );
      expect([code, leftovers]).toEqual([2, []]);
      const { verdict, comparisons } = await verdictOf(repository.folder);
      expect([verdict, comparisons]).toEqual(["error", []]);
    },
  );

  test("a base that ends in the middle of some round is said to be base, and is no pass", {
    tags: ["R20"],
  }, async () => {
    await using repository = await miniRepository({ ...mini, ...dying("process.exit(7)") }, { "server.js": server(3) });
    const { stdout, leftovers } = await repository.weighbridge(["run"]);
    expect(stdout.replace(/\s+/g, " ")).toMatch(
      /^Inconclusive, not blocked: base could not be measured: the server "node server\.js" ended with exit code 7/,
    );
    expect(leftovers).toEqual([]);
    const { verdict, comparisons } = await verdictOf(repository.folder);
    expect(verdict).toBe("inconclusive");
    expect(comparisons.filter(({ change }) => change === "unchanged" || change === "improved")).toEqual([]);
  });

  test("5,000 endpoints in a script: the gate decides on the few that recur, and says what to do", {
    tags: ["L15", "L16"],
    timeout: 600_000,
  }, async () => {
    await using repository = await miniRepository(manyEndpoints("addresses", 2), manyEndpoints("addresses", 10));
    const { code, stdout, readings, leftovers } = await soak(repository.folder, ["run"]);
    expect(stdout).toMatch(/^Blocked: k6\/latency-tm95 of shop: GET \/slow rose by /);
    expect([code, leftovers]).toEqual([1, []]);
    expect(Math.max(...readings.map(({ peak }) => peak))).toBeLessThan(400 * MEGABYTE);
    const verdict = await verdictOf(repository.folder);
    expect(verdict.comparisons.length).toBeLessThan(30);
    expect(verdict.notWeighed[0]).toMatch(
      /^There are more than 500 endpoints, most of them like shop: GET \/products\//,
    );
  });
});
