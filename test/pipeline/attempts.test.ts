import { describe, expect, test } from "vitest";
import type { Mode } from "../../src/config/inputs.ts";
import type { LoadedConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { questionOf, reuse } from "../../src/pipeline/attempts.ts";
import type { Sides } from "../../src/pipeline/sides.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { roundsSchema } from "../../src/stored/rounds.ts";
import { createConfig, type Overrides } from "../helpers/config.ts";
import { open, roundsOf, slower } from "./rounds-of.ts";

describe("the question", () => {
  const info = { side: "base", ref: "x", commit: null, subject: null } as const;
  const commit = (sha: string) => ({ sha, info, how: "" });
  /** Commits b and h, whose trees are as named; null: this clone does not have it. */
  const sides = (base: string | null, head: string | null): Sides => {
    const trees: Readonly<Record<string, string | null>> = { "b^{tree}": base, "h^{tree}": head };
    const git = { root: "/", run: () => Promise.reject(), attempt: async ([, rev]: readonly string[]) => trees[rev!]! };
    return { info: { base: info, head: info }, notices: [], source: { git, base: commit("b"), head: commit("h") } };
  };
  const loaded = (over: Overrides<Config> = {}): LoadedConfig => ({
    config: createConfig(over),
    file: "weighbridge.yml",
    text: "",
    fault: () => new Error() as never,
  });
  const ask = (base: string, head: string, over: Overrides<Config> = {}, mode: Mode = "auto", cwd = "/") =>
    questionOf(sides(base, head), loaded(over), { cwd, mode });

  test("is the same for the same trees and config, whoever asks, and however long it may be measured", async () => {
    const first = await ask("1", "2");
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    for (const gate of [
      { enforce: false },
      { onInconclusive: "fail" },
      { maxMinutes: 60 },
      { effort: "thorough" },
      { all: true },
    ] as const) {
      expect(await ask("1", "2", { gate })).toBe(first);
    }
  });

  test("is another for another tree on either side, another config, another mode", async () => {
    const questions = await Promise.all([
      ask("1", "2"),
      ask("1", "3"),
      ask("3", "2"),
      ask("2", "1"),
      ask("1", "2", { gate: { falseAlarms: 0.05 } }),
      ask("1", "2", { gate: { ignore: [] } }),
      ask("1", "2", { gate: { id: "other" } }),
      ask("1", "2", { k6: { scripts: ["perf/other.js"] } }),
      ask("1", "2", { metrics: [{ glob: "k6/*", role: "watch" }] as never }),
      ask("1", "2", {}, "paired"),
      ask("1", "2", {}, "auto", "/tmp"),
    ]);
    expect(new Set(questions).size).toBe(questions.length);
  });

  test("is none where a side has no tree that is known here, or only one is measured", async () => {
    const { source, ...rest } = sides("1", "2");
    expect(await questionOf({ ...rest, source: null }, loaded(), { cwd: "/", mode: "auto" })).toBeNull();
    expect(
      await questionOf({ ...rest, source: { ...source!, base: null } }, loaded(), { cwd: "/", mode: "auto" }),
    ).toBeNull();
    expect(await questionOf(sides(null, "2"), loaded(), { cwd: "/", mode: "auto" })).toBeNull();
    expect(await questionOf(sides("1", null), loaded(), { cwd: "/", mode: "auto" })).toBeNull();
  });
});

describe("a verdict that was reached", () => {
  const now = {
    base: { ...open.base, commit: "b2" },
    head: { ...open.head, commit: "h2", ref: "queue" },
    job: { run: "124", attempt: 1, event: "merge_group" },
    enforce: true,
    onInconclusive: "warn",
    notices: ["The clone is shallow."],
  } as const;

  test.each([
    ["pass", roundsOf()],
    ["fail", slower],
  ] as const)("stands: %s, for these commits and this job, and is told as theirs", (kind, earlier) => {
    const { rounds, verdict } = reuse(earlier, now)!;
    expect(verdict).toMatchObject({ verdict: kind, reused: true, base: now.base, head: now.head });
    expect(verdict.comparisons).toEqual(judgeRounds(earlier).comparisons);
    expect(verdict.attempts).toEqual([
      { job: earlier.job, verdict: kind, seed: earlier.seed, finished: earlier.finished },
    ]);
    expect(roundsSchema.parse(rounds)).toMatchObject({ ...now, seed: earlier.seed, finished: earlier.finished });
  });

  test("blocks by the policy of who asks", () => {
    expect(reuse(slower, now)!.verdict.blocks).toBe(true);
    expect(reuse(slower, { ...now, enforce: false })!.verdict.blocks).toBe(false);
  });

  test("reused again, it is still of the job that measured", () => {
    const once = reuse(slower, now)!.rounds;
    const twice = reuse(once, { ...now, job: { ...now.job, attempt: 2 } })!;
    expect(twice.verdict.attempts.map(({ job }) => job)).toEqual([slower.job]);
  });

  test("one that was left open does not stand", () => {
    expect(judgeRounds(open).verdict).toBe("inconclusive");
    expect(reuse(open, now)).toBeNull();
  });
});
