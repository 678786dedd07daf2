import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { firstLooks } from "../../../src/compare/looks.ts";
import { ToolError } from "../../../src/errors.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { storeFiles, writeComment, writeReports } from "../../../src/report/deliver/files.ts";
import { snapshotOf } from "../../../src/report/deliver/snapshot.ts";
import { renderMarkdown } from "../../../src/report/render/markdown/markdown.ts";
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
  const reported = { verdict, rounds: ROUNDS, details: [] };
  const kept = await storeFiles(folder, { ...reported, snapshot: snapshotOf(ROUNDS, verdict, ROUNDS.job) });
  const paths = [...kept, ...(await writeReports(folder, reported))];
  const stored = ["rounds.json", "details.json", "snapshot.json", "verdict.json"];
  const rendered = ["comment.md", "junit.xml", "badge.json", "report.html"];
  expect(paths).toEqual([...stored, ...rendered].map((name) => join(folder, name)));
  expect((await readdir(folder)).sort()).toEqual(paths.map((path) => basename(path)).sort());
  expect(await readVerdict(join(folder, "verdict.json"))).toEqual(verdict);
  expect(await readRounds(join(folder, "rounds.json"))).toEqual(ROUNDS);
  expect(await readSnapshot(join(folder, "snapshot.json"))).toEqual(snapshotOf(ROUNDS, verdict, ROUNDS.job)!);
  expect(await readFile(join(folder, "comment.md"), "utf8")).toBe(renderMarkdown(verdict));
});

test("every verdict that a reader may meet survives being stored", async () => {
  for (const verdict of Object.values(CASES)) {
    await storeFiles(folder, { verdict, rounds: null, details: [], snapshot: null });
    expect(await readVerdict(join(folder, "verdict.json"))).toEqual(verdict);
  }
  expect(await readdir(folder)).toEqual(["verdict.json"]);
});

test("the comment alone touches nothing else", async () => {
  expect(await writeComment(folder, CASES.pass!)).toBe(join(folder, "comment.md"));
  expect(await readdir(folder)).toEqual(["comment.md"]);
});

test("a snapshot holds head's values, and nothing that head does not have", () => {
  const { metrics, verdict } = snapshotOf(ROUNDS, CASES.pass!, ROUNDS.job)!;
  expect(verdict).toBe("pass");
  expect(metrics.map(({ metric, values }) => [metric.id, values])).toEqual([
    [slower.metric.id, [2.8, null]],
    [heavier.metric.id, [14_140]],
  ]);
});

test("a job that could not measure is on record without values; one that needed nothing measured is not", () => {
  const { job } = ROUNDS;
  expect(snapshotOf(null, CASES.error!, job)).toMatchObject({ verdict: "error", metrics: [], conditions: {}, job });
  expect(snapshotOf(null, CASES["same-bytes"]!, job)).toBeNull();
});

test("a snapshot holds what the job took and saw, and who let it pass", () => {
  const override = {
    by: "kim",
    permission: "maintain",
    reason: "A security fix.",
    commit: "c".repeat(40),
    url: "https://github.invalid/o/r/pull/7#issuecomment-1",
    at: "2026-01-31T12:30:00Z",
  };
  const rated = { ...slower, metric: { ...slower.metric, scale: "difference" as const }, smallestVisible: 9 };
  const watch = { ...slower, rule: { ...slower.rule, role: "watch" as const }, smallestVisible: 0.9 };
  const comparisons = [{ ...slower, smallestVisible: 0.03 }, { ...slower, smallestVisible: 0.05 }, rated, watch];
  const { seconds, visible } = snapshotOf(ROUNDS, verdictOf({ comparisons, override }), ROUNDS.job)!;
  expect([seconds, visible]).toEqual([verdictOf().seconds.total, 0.05]);
  expect(snapshotOf(ROUNDS, verdictOf({ override }), ROUNDS.job)!.override).toEqual(override);
  expect(snapshotOf(ROUNDS, verdictOf(), ROUNDS.job)!).not.toHaveProperty("override");
});

test("a snapshot names what could not be settled for its noise", () => {
  const looks = firstLooks("k6", 1, [{ rounds: 12, weight: 0.9, equivalence: 0.018 }]);
  const plan: Plan = { family: 1, collectors: [{ ...looks, ended: "futile" }] };
  const noisy = { ...slower, change: "inconclusive", noise: 0.4 } as const;
  const given = snapshotOf(ROUNDS, verdictOf({ comparisons: [noisy, heavier], plan }), ROUNDS.job)!;
  expect(given.dropped).toEqual([slower.metric.id]);
  expect(snapshotOf(ROUNDS, CASES.pass!, ROUNDS.job)!).not.toHaveProperty("dropped");
});

test("what cannot be written is an error that names it", async () => {
  const below = join(import.meta.filename, "folder");
  const failure = await writeComment(below, CASES.pass!).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ToolError);
  expect((failure as ToolError).message).toContain(join(below, "comment.md"));
});
