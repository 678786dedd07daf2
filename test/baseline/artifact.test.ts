import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ArtifactSource, artifactStore } from "../../src/baseline/artifact.ts";
import { chooseBaseline, inCommitOrder } from "../../src/baseline/ladder.ts";
import { mergeSnapshots } from "../../src/baseline/merge.ts";
import { type Artifact, type ArtifactRun, isCandidate, isTrusted, type Trust } from "../../src/baseline/trust.ts";
import { ConfigError, GitHubError } from "../../src/errors.ts";
import { baselineText, sha256 } from "../../src/stored/baseline.ts";
import { parseBaseline } from "../../src/stored/read.ts";
import type { Snapshot } from "../../src/stored/snapshot.ts";
import { gzip, job, latency } from "./make.ts";

const OURS = 100;
const FORK = 200;
const NAME = "weighbridge-baseline-default";
const trust: Trust = { repositoryId: OURS, branches: ["main"], workflow: ".github/workflows/perf.yml" };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-artifact-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Uploaded {
  readonly artifact: Artifact;
  readonly run: ArtifactRun;
  /** What a download gives, or what it throws. */
  readonly content: string | Error;
}

interface Upload {
  readonly artifact?: Partial<Artifact>;
  readonly listed?: Partial<Artifact["run"]>;
  readonly run?: Partial<ArtifactRun>;
}

/** As a push to main uploads it, `minute` minutes into the year. */
function upload(
  id: number,
  content: string | Error | readonly Snapshot[],
  { artifact, listed, run }: Upload = {},
): Uploaded {
  return {
    artifact: {
      id,
      name: NAME,
      expired: false,
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, id)).toISOString(),
      run: { id: id * 10, headBranch: "main", repositoryId: OURS, headRepositoryId: OURS, ...listed },
      ...artifact,
    },
    run: {
      event: "push",
      path: trust.workflow,
      headBranch: listed?.headBranch ?? "main",
      repositoryId: OURS,
      headRepositoryId: listed?.headRepositoryId ?? OURS,
      ...run,
    },
    content: typeof content === "string" || content instanceof Error ? content : baselineText("default", content),
  };
}

/** GitHub as far as the store sees it; keeps what was downloaded. */
function github(uploads: readonly Uploaded[]) {
  const downloaded: number[] = [];
  const source: ArtifactSource<Artifact> = {
    // Whatever is asked for: a server may not know how to look by name.
    listArtifacts: async () => uploads.map(({ artifact }) => artifact),
    readRun: async (id) => uploads.find(({ artifact }) => artifact.run.id === id)!.run,
    download: async ({ id }) => {
      downloaded.push(id);
      const { content } = uploads.find(({ artifact }) => artifact.id === id)!;
      if (content instanceof Error) throw content;
      return content;
    },
  };
  return { downloaded, store: artifactStore(source, trust, folder, "default") };
}

/** With the right digest, whatever is in it. */
function forged(snapshots: readonly unknown[]): string {
  const digest = sha256(JSON.stringify(snapshots));
  return JSON.stringify({ schema: 1, kind: "baseline", gate: "default", sha256: digest, snapshots });
}

const runs = (snapshots: readonly Snapshot[]) => snapshots.map((one) => one.job.run);
const a = job({ run: "a", commit: 1, minute: 1 });
const b = job({ run: "b", commit: 2, minute: 2 });
const c = job({ run: "c", commit: 3, minute: 3 });

describe("reading", () => {
  test("the first run says that there is nothing", { tags: ["R4"] }, async () => {
    expect(await github([]).store.read()).toEqual({
      snapshots: [],
      notices: ["No baseline is stored yet: pushes to the default branch write it."],
    });
  });

  test("the union of the newest five, no more downloads", async () => {
    const uploads = [a, b, c].map((snapshot, index) => upload(index + 1, [snapshot]));
    const older = upload(0, [job({ run: "old", commit: 9, minute: 0 })]);
    const { store, downloaded } = github([older, ...uploads, upload(4, [a, b]), upload(5, [c])]);
    expect(await store.read()).toEqual({ snapshots: [a, b, c], notices: [] });
    expect(downloaded).toEqual([5, 4, 3, 2, 1]);
  });

  test("six decoys and the right one: only that is downloaded, the others are named once", {
    tags: ["T7"],
  }, async () => {
    const bad = new Error("a decoy was downloaded");
    const { store, downloaded } = github([
      upload(1, [a]),
      upload(2, bad, { listed: { headRepositoryId: FORK } }),
      upload(3, bad, { listed: { headBranch: "feature" } }),
      upload(4, bad, { listed: { repositoryId: FORK, headRepositoryId: FORK } }),
      upload(5, bad, { run: { event: "pull_request" } }),
      upload(6, bad, { run: { path: ".github/workflows/other.yml" } }),
      upload(7, bad, { run: { headRepositoryId: FORK } }),
    ]);
    const { snapshots, notices } = await store.read();
    expect(runs(snapshots)).toEqual(["a"]);
    expect(notices).toEqual([`6 artifacts named ${NAME} came from elsewhere and were not read.`]);
    expect(downloaded).toEqual([1]);
  });

  test.each<[string, Upload | Error]>([
    ["the list says so", { artifact: { expired: true } }],
    ["the download says so (410)", new GitHubError("gone", 410, "GitHub: could not download it; it has expired.")],
  ])("an expired one is passed over without a word when an older one is left: %s", { tags: ["R5"] }, async (_, how) => {
    const expired = how instanceof Error ? upload(2, how) : upload(2, [b], how);
    const { store } = github([upload(1, [a]), expired]);
    expect(await store.read()).toEqual({ snapshots: [a], notices: [] });
    const [notice, ...rest] = (await github([expired]).store.read()).notices;
    expect(notice).toContain("No stored baseline could be used (1 expired)");
    expect(rest).toEqual([]);
  });

  test("two uploads whose times are swapped stand in the order of their commits", { tags: ["R8"] }, async () => {
    const late = "2026-01-02T00:00:00Z";
    const first = upload(1, [a], { artifact: { createdAt: late } });
    const { snapshots } = await github([first, upload(2, [b])]).store.read();
    const swapped = snapshots.map((one) => ({ ...one, finished: one.job.run === "a" ? late : one.finished }));
    const question = { snapshots: mergeSnapshots(swapped), lineage: [b, a].map(({ head }) => head.commit!) };
    expect(runs(question.snapshots)).toEqual(["b", "a"]);
    expect(runs(inCommitOrder(question))).toEqual(["a", "b"]);
    expect(chooseBaseline(question)).toMatchObject({ how: "base", snapshot: { job: { run: "b" } } });
  });

  const whole = baselineText("default", [b]);
  const tenths = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => whole.slice(0, (whole.length * tenth) / 10));
  test.each<[string, string]>([
    ...tenths.map((text, tenth): [string, string] => [`cut at ${tenth * 10} %`, text]),
    ["an empty map", "{}"],
    ["a newer schema", whole.replace('"schema":1', '"schema":99')],
    ["of another gate", baselineText("other", [job({ over: { gate: "other" } })])],
    ["a changed value", whole.replace("10.9", "10.8")],
    ["an older schema", whole.replace('"schema":1', '"schema":0')],
    ["values that are no numbers", forged([{ ...b, metrics: [{ metric: latency, values: ["NaN"] }] }])],
    ["values beyond all numbers", forged([b]).replace("10.9", "1e999")],
    ["an exact value that is missing", forged([{ ...b, metrics: [{ metric: gzip, values: [] }] }])],
    ["a job of another gate in it", forged([{ ...b, gate: "other" }])],
    ["a page that says that something went wrong", "<html><body>502 Bad Gateway</body></html>"],
  ])("a baseline that is broken is named, and the next older used: %s", { tags: ["R6"] }, async (_, text) => {
    const { snapshots, notices } = await github([upload(1, [a]), upload(2, text)]).store.read();
    expect(runs(snapshots)).toEqual(["a"]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^A stored baseline was passed over: weighbridge-baseline-default 2/);
  });

  test("a service that refuses is a notice, a defect of ours is none", async () => {
    const refusing = (error: Error) =>
      artifactStore({ ...github([]), listArtifacts: () => Promise.reject(error) } as never, trust, folder, "default");
    const refused = new GitHubError("permission", 403, "GitHub: could not list; it needs actions: read.");
    expect(await refusing(refused).read()).toEqual({
      snapshots: [],
      notices: [`The stored baseline cannot be read: ${refused.message}`],
    });
    expect((await refusing(new ConfigError("x")).read()).notices).toHaveLength(1);
    await expect(refusing(new TypeError("oops")).read()).rejects.toThrow("oops");
  });

  test("gives up after twenty downloads that failed", { tags: ["R6"] }, async () => {
    const uploads = Array.from({ length: 50 }, (_, id) => upload(id, "{}"));
    const { store, downloaded } = github(uploads);
    expect((await store.read()).snapshots).toEqual([]);
    expect(downloaded).toHaveLength(20);
  });
});

test("two pushes that race each upload without the other, and the next reader has both", { tags: ["R8"] }, async () => {
  const append = async (snapshot: Snapshot) => {
    const { store } = github([upload(1, [a])]);
    await store.append(snapshot, await store.read());
    return readFile(join(folder, "baseline.json"), "utf8");
  };
  const [first, second] = [await append(b), await append(c)];
  expect(runs(parseBaseline(first, "first", "default"))).toEqual(["a", "b"]);
  const { snapshots } = await github([upload(1, [a]), upload(2, first), upload(3, second)]).store.read();
  expect(runs(snapshots)).toEqual(["a", "b", "c"]);
});

describe("trust", { tags: ["T7"] }, () => {
  /** Most fields are right, so that often a single one is wrong. */
  const mostly = <T>(right: T, ...wrong: readonly T[]) =>
    fc.oneof({ weight: 12, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });
  const branches = mostly<string | null>("main", null, "Main", "feature", "refs/heads/main");
  const ids = mostly<number | null>(OURS, FORK, null);
  const anyArtifact = fc.record({
    name: mostly(NAME, `${NAME}-2`, "default"),
    createdAt: mostly<string | null>("2026-01-01T00:00:00Z", null, "soon"),
    headBranch: branches,
    repositoryId: ids,
    headRepositoryId: ids,
  });
  const anyRun = fc.record({
    event: mostly("push", "schedule", "workflow_dispatch", "pull_request", "pull_request_target", "workflow_run"),
    path: mostly(trust.workflow, ".github/workflows/perf.yaml", ".github/workflows/x/../perf.yml"),
    headBranch: branches,
    repositoryId: mostly(OURS, FORK),
    headRepositoryId: ids,
  });
  const isOurs = (run: { headBranch: unknown; repositoryId: unknown; headRepositoryId: unknown }) =>
    run.headBranch === "main" && run.repositoryId === OURS && run.headRepositoryId === OURS;

  test("only what list and run both say is ours is read, the newest five of it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyArtifact, anyRun), { maxLength: 9 }), async (pairs) => {
        const uploads = pairs.map(([{ name, createdAt, ...listed }, run], id) =>
          upload(id, [job({ run: String(id), minute: id })], { artifact: { name, createdAt }, listed, run }),
        );
        const allowed = uploads.filter(
          ({ artifact, run }) =>
            artifact.name === NAME &&
            artifact.createdAt === "2026-01-01T00:00:00Z" &&
            isOurs(artifact.run) &&
            isOurs(run) &&
            ["push", "schedule", "workflow_dispatch"].includes(run.event) &&
            run.path === ".github/workflows/perf.yml",
        );
        const newest = allowed.map(({ artifact }) => artifact.id).slice(-5);
        const { store, downloaded } = github(uploads);
        const { snapshots } = await store.read();
        expect([...downloaded].sort()).toEqual(newest);
        expect(runs(snapshots)).toEqual(newest.map(String));
      }),
      { numRuns: 400 },
    );
  });

  const nothing = { listed: {}, run: {} };
  const FORKS = { repositoryId: FORK, headRepositoryId: FORK };
  test.each<[string, typeof nothing & Upload]>([
    ["the list says another branch", { ...nothing, listed: { headBranch: "feature" }, run: { headBranch: "main" } }],
    ["the list says no branch", { ...nothing, listed: { headBranch: null }, run: { headBranch: "main" } }],
    ["the list says another repository", { ...nothing, listed: { repositoryId: FORK } }],
    ["the list says no repository", { ...nothing, listed: { repositoryId: null } }],
    ["the list says that a fork's commit ran", { listed: { headRepositoryId: FORK }, run: { headRepositoryId: OURS } }],
    ["the list does not say whose commit ran", { listed: { headRepositoryId: null }, run: { headRepositoryId: OURS } }],
    ["the list names no run", { ...nothing, listed: { id: null } }],
    ["the list names no time", { ...nothing, artifact: { createdAt: null } }],
    ["the name only begins as ours", { ...nothing, artifact: { name: `${NAME}-2` } }],
    ["the run is of another branch", { ...nothing, run: { headBranch: "feature" } }],
    ["the run is of a branch that has been deleted", { ...nothing, run: { headBranch: null } }],
    ["the run is of another repository", { ...nothing, run: { repositoryId: FORK } }],
    ["the run's commit is a fork's, on a branch called main", { ...nothing, run: { headRepositoryId: FORK } }],
    ["the run's fork has been deleted", { ...nothing, run: { headRepositoryId: null } }],
    ["all of the run is a fork's", { listed: FORKS, run: FORKS }],
    ...[
      "pull_request",
      "pull_request_target",
      "workflow_run",
      "merge_group",
      "issue_comment",
      "repository_dispatch",
    ].map((event): [string, typeof nothing & Upload] => [`${event} started the run`, { ...nothing, run: { event } }]),
    ["the run is of another workflow's file", { ...nothing, run: { path: ".github/workflows/other.yml" } }],
    ["the run is of a file of that name elsewhere", { ...nothing, run: { path: `evil/x/${trust.workflow}` } }],
  ])("nothing is downloaded where %s", async (_, how) => {
    const { store, downloaded } = github([upload(1, [a], how)]);
    expect((await store.read()).snapshots).toEqual([]);
    expect(downloaded).toEqual([]);
  });

  test("an earlier attempt's artifact is as good: it is the run that is trusted", async () => {
    const { store } = github([upload(1, [a]), upload(2, [b], { listed: { id: 10 } })]);
    expect(runs((await store.read()).snapshots)).toEqual(["a", "b"]);
  });

  test("what is ours is taken", () => {
    const { artifact, run } = upload(1, [a]);
    expect(isCandidate(artifact, trust)).toBe(true);
    expect(isTrusted(run, trust)).toBe(true);
    expect(isTrusted({ ...run, headBranch: "release" }, { ...trust, branches: ["main", "release"] })).toBe(true);
  });
});
