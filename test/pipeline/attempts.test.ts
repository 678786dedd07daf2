import { describe, expect, test } from "vitest";
import type { Mode } from "../../src/config/inputs.ts";
import type { LoadedConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { questionOf, reuse } from "../../src/pipeline/attempts.ts";
import type { Sides } from "../../src/pipeline/sides.ts";
import { judgeRounds } from "../../src/pipeline/verdict.ts";
import { roundsSchema } from "../../src/stored/rounds.ts";
import { createConfig, type Overrides } from "../helpers/config.ts";
import { untouched } from "../helpers/untouched.ts";
import { open, roundsOf, slower } from "./rounds-of.ts";

describe("the question", () => {
  const info = { side: "base", ref: "x", commit: null, subject: null } as const;
  const commit = (sha: string) => ({ sha, info, how: "" });
  /** Commits b and h, whose trees are as named; null: this clone does not have it. */
  const sides = (base: string | null, head: string | null): Sides => {
    const trees: Readonly<Record<string, string | null>> = { "b^{tree}": base, "h^{tree}": head };
    const git = { root: "/", run: () => Promise.reject(), attempt: async ([, rev]: readonly string[]) => trees[rev!]! };
    return {
      info: { base: info, head: info },
      notices: [],
      commits: null,
      source: { git, base: commit("b"), head: commit("h") },
    };
  };
  const loaded = (over: Overrides<Config> = {}): LoadedConfig => ({
    config: createConfig(over),
    file: "weighbridge.yml",
    places: ["weighbridge.yml"],
    text: "",
    lineOf: () => null,
    adjust: (config) => config,
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

  test("is the same whatever is accepted of the answer, and whoever's settings judge", async () => {
    const entry = { metric: "k6/*", upTo: { value: 0.1, dimension: "fraction", text: "10%" }, until: "x", reason: "y" };
    const first = await ask("1", "2");
    expect(await ask("1", "2", { accept: [entry] as never })).toBe(first);
    expect(await ask("1", "2", { gate: { configFrom: "base" } })).toBe(first);
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
      ask("1", "2", { gate: { controls: ["k6/*"] } }),
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
    overrides: [],
    accept: [],
    rules: { limits: {}, block: [] },
    ...untouched,
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

  test("is judged by what this job's config accepts", () => {
    const entry = { glob: "k6/*", upTo: 0.3, until: "2026-01-31", reason: "Known." };
    expect(reuse(slower, { ...now, accept: [entry] })!.verdict).toMatchObject({
      verdict: "pass",
      reused: true,
      accepted: [{ metric: "k6/latency-tm95@a", upTo: 0.3 }],
    });
    expect(reuse({ ...slower, accept: [entry] }, now)!.verdict).toMatchObject({ verdict: "fail", accepted: [] });
  });

  test("and what was left open, stand where somebody lets the commit pass", () => {
    const override = { by: "ada", permission: "admin", reason: "Now.", commit: "h2", url: "https://x.example", at: "" };
    const change = { file: "perf/shop.js", kind: "script", changes: [] } as const;
    const told = { ...now, override, gateChanges: [change], configFrom: "base" } as const;
    expect(reuse(slower, told)!.verdict).toMatchObject({
      verdict: "fail",
      blocks: false,
      override,
      gateChanges: [change],
      configFrom: "base",
    });
    const strict = { ...told, onInconclusive: "fail" } as const;
    expect(reuse(open, strict)!.verdict).toMatchObject({ verdict: "inconclusive", blocks: false, override });
    expect(reuse(open, { ...strict, override: { ...override, commit: "h1" } })).toBeNull();
    expect(reuse(slower, { ...told, override: { ...override, commit: "h1" } })!.verdict.blocks).toBe(true);
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
