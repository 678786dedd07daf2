import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { firstLooks } from "../../../src/compare/looks.ts";
import { ToolError } from "../../../src/errors.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { deliverFiles, writeComment } from "../../../src/report/deliver/files.ts";
import { snapshotOf } from "../../../src/report/deliver/snapshot.ts";
import { renderMarkdown } from "../../../src/report/render/markdown.ts";
import { readRounds, readSnapshot, readVerdict } from "../../../src/stored/read.ts";
import type { StoredRounds } from "../../../src/stored/rounds.ts";
import { plainRounds } from "../../helpers/untouched.ts";
import { CASES, heavier, slower, verdictOf } from "../verdicts.ts";

const { base, head, environment, notWeighed, notices, seconds, finished, version } = verdictOf();

const ROUNDS: StoredRounds = {
  schema: 1,
  kind: "rounds",
  gate: "default",
  ...plainRounds,
  weighed: { kind: "compared" },
  baseline: null,
  base,
  head,
  environment,
  job: { run: "17283", attempt: 1, event: "push" },
  conditions: { k6: "0f".repeat(32) },
  falseAlarms: 0.01,
  enforce: true,
  onInconclusive: "warn",
  mode: "auto",
  plan: null,
  question: null,
  attempts: [],
  lost: 0,
  seed: 7,
  rounds: [0, 1].map((index) => ({
    index,
    collector: "k6",
    sides: { a: "base", b: "head" },
    order: ["base", "head"],
    seconds: 6,
    readings: { calibration: 24.5, steal: null },
    discarded: null,
  })),
  series: [
    { kind: "sampled", metric: slower.metric, base: [2.4, 2.5], head: [2.8, null] },
    { kind: "exact", metric: heavier.metric, base: 12_310, head: 14_140 },
    { kind: "exact", metric: { ...heavier.metric, id: "bundle/gzip@gone.js" }, base: 1, head: null },
  ],
  limits: [],
  overrides: [],
  measuredBy: [],
  notWeighed,
  notices,
  seconds,
  finished,
  version,
};

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "weighbridge-files-")), ".weighbridge");
});
afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

test("everything that there is lies in one folder and can be read again", async () => {
  const verdict = CASES.fail!;
  const paths = await deliverFiles(folder, { verdict, rounds: ROUNDS, details: [] });
  expect(paths).toEqual(
    ["rounds.json", "snapshot.json", "details.json", "verdict.json", "comment.md"].map((name) => join(folder, name)),
  );
  expect((await readdir(folder)).sort()).toEqual(paths.map((path) => basename(path)).sort());
  expect(await readVerdict(join(folder, "verdict.json"))).toEqual(verdict);
  expect(await readRounds(join(folder, "rounds.json"))).toEqual(ROUNDS);
  expect(await readSnapshot(join(folder, "snapshot.json"))).toEqual(snapshotOf(ROUNDS, verdict));
  expect(await readFile(join(folder, "comment.md"), "utf8")).toBe(renderMarkdown(verdict));
});

test("every verdict that a reader may meet survives being stored", async () => {
  for (const verdict of Object.values(CASES)) {
    await deliverFiles(folder, { verdict, rounds: null, details: [] });
    expect(await readVerdict(join(folder, "verdict.json"))).toEqual(verdict);
  }
  expect((await readdir(folder)).sort()).toEqual(["comment.md", "verdict.json"]);
});

test("the comment alone touches nothing else", async () => {
  expect(await writeComment(folder, CASES.pass!)).toBe(join(folder, "comment.md"));
  expect(await readdir(folder)).toEqual(["comment.md"]);
});

test("a snapshot holds head's values, and nothing that head does not have", () => {
  const { metrics, verdict } = snapshotOf(ROUNDS, CASES.pass!);
  expect(verdict).toBe("pass");
  expect(metrics.map(({ metric, values }) => [metric.id, values])).toEqual([
    [slower.metric.id, [2.8, null]],
    [heavier.metric.id, [14_140]],
  ]);
});

test("a snapshot names what could not be settled for its noise", () => {
  const looks = firstLooks("k6", 1, [{ rounds: 12, weight: 0.9, equivalence: 0.018 }]);
  const plan: Plan = { family: 1, collectors: [{ ...looks, ended: "futile" }] };
  const noisy = { ...slower, change: "inconclusive", noise: 0.4 } as const;
  const given = snapshotOf(ROUNDS, verdictOf({ comparisons: [noisy, heavier], plan }));
  expect(given.dropped).toEqual([slower.metric.id]);
  expect(snapshotOf(ROUNDS, CASES.pass!)).not.toHaveProperty("dropped");
});

test("what cannot be written is an error that names it", async () => {
  const below = join(import.meta.filename, "folder");
  const failure = await writeComment(below, CASES.pass!).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ToolError);
  expect((failure as ToolError).message).toContain(join(below, "comment.md"));
});
