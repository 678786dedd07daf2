/** Asking again about the same commit: what was reached stands, what was left open is gone on with. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FIRST_ATTEMPT } from "../../src/compare/looks.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { readRounds } from "../../src/stored/read.ts";
import { config, mini, miniRepository, server, writeAll } from "../helpers/mini.ts";

const rounds = (folder: string) => readRounds(join(folder, ".weighbridge/rounds.json"));
const verdictOf = async (folder: string): Promise<Verdict> =>
  JSON.parse(await readFile(join(folder, ".weighbridge/verdict.json"), "utf8"));
const unwrapped = (text: string) => text.replace(/\s+/g, " ");
const AGAIN = ["run", "--earlier", ".weighbridge/rounds.json"];

test("a verdict stands: asked again, nothing is built or measured, and the job that had it is named", async () => {
  await using repository = await miniRepository(mini, { "server.js": server(10) });
  const { folder } = repository;
  expect((await repository.weighbridge(["run"])).code).toBe(1);
  const first = await verdictOf(folder);
  const { job, seed, finished } = await rounds(folder);

  const again = await repository.weighbridge(AGAIN);
  expect([again.code, again.leftovers]).toEqual([1, []]);
  expect(again.stderr).not.toMatch(/round \d|is ready/);
  expect(unwrapped(again.stdout)).toContain(`Not measured again: run ${job.run}, attempt 1,`);
  const second = await verdictOf(folder);
  expect(second).toEqual({ ...first, attempts: [{ job, verdict: "fail", seed, finished }], reused: true });

  // Whoever asks for the third time is told of the one that measured.
  const third = await repository.weighbridge(AGAIN);
  expect(third.code).toBe(1);
  expect(await verdictOf(folder)).toEqual(second);

  // Another tree is another question, and is measured.
  await writeAll(folder, { "server.js": server(10, "// changed") });
  const other = await repository.weighbridge([...AGAIN, "--head", "worktree"]);
  expect(other.stderr).toContain("round 1 of");
  expect(await verdictOf(folder)).toMatchObject({ verdict: "fail", reused: false, attempts: [] });
});

test("an open question is gone on with: rounds add up, under what was not spent, and both attempts are told", async () => {
  const hasty = config.replace("effort: quick", "effort: quick, maxMinutes: 0.1");
  await using repository = await miniRepository({ ...mini, "weighbridge.yml": hasty }, { "server.js": server(10) });
  const { folder } = repository;
  expect((await repository.weighbridge(["run"])).code).toBe(0);
  expect((await verdictOf(folder)).verdict).toBe("inconclusive");
  const first = await rounds(folder);

  // How long it may be measured is no part of the question.
  await writeAll(folder, { "more.yml": config.replace("effort: quick", "effort: quick, maxMinutes: 3") });
  // What comes to no end leaves something to go on with.
  expect((await repository.weighbridge(["run", "--base", "nowhere"])).code).toBe(2);
  const left = [".weighbridge/rounds.json", ".weighbridge/earlier.json"];
  expect(left.map((path) => existsSync(join(folder, path)))).toEqual([false, true]);
  const again = await repository.weighbridge(["run", "--earlier", left[1]!, "--config", "more.yml"]);
  expect([again.code, again.leftovers]).toEqual([1, []]);
  expect(unwrapped(again.stdout)).toMatch(/attempt 2: goes on where attempt 1 \(run [0-9a-f-]+, inconclusive\) ended/);
  expect(left.map((path) => existsSync(join(folder, path)))).toEqual([true, false]);
  const verdict = await verdictOf(folder);
  const { job, seed, finished, question } = first;
  expect(verdict).toMatchObject({ verdict: "fail", reused: false });
  expect(verdict.attempts).toEqual([{ job, verdict: "inconclusive", seed, finished }]);

  const second = await rounds(folder);
  expect(second.question).toBe(question);
  expect(second.rounds.slice(0, first.rounds.length)).toEqual(first.rounds);
  const kept = second.rounds.filter(({ discarded }) => discarded === null).length;
  const before = first.rounds.filter(({ discarded }) => discarded === null).length;
  expect(kept).toBeGreaterThan(before);
  expect(verdict.measuredBy.map((one) => one.rounds)).toEqual([kept]);
  for (const { metric, base } of first.series) {
    const joined = second.series.find((one) => one.metric.id === metric.id)!.base as readonly unknown[];
    expect(joined.slice(0, before)).toEqual(base);
  }
  const [{ looks, from }] = second.plan!.collectors as [NonNullable<typeof second.plan>["collectors"][number]];
  expect(from).toBe(before);
  expect(looks.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(FIRST_ATTEMPT + 1e-9);

  const compared = await repository.weighbridge(["compare", ".weighbridge/rounds.json", "--json"]);
  expect(JSON.parse(compared.stdout)).toEqual(verdict);
});
