import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { ConfigError } from "../../src/errors.ts";
import { chooseSides, type SidesRequest } from "../../src/pipeline/sides.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";
import { cloneOf, createRepository, type Repository } from "../target/repository.ts";

const { target } = parseConfig("target: { static: dist }\nbundle: { files: '*' }\n", "weighbridge.yml").config;

/** main: m1 m2 m3; from m2 a branch with f1; GitHub's merge of it; a tag at m3. */
let job: TestSystem;
let origin: Repository;
let commits: Readonly<Record<"m1" | "m2" | "m3" | "f1" | "merge", string>>;
beforeAll(async () => {
  job = await testSystem();
  origin = await createRepository(job.system, "origin");
  const { git, commit } = origin;
  const [m1, m2] = [await commit("m1", { file: "1" }), await commit("m2", { file: "2" })];
  await git.run(["branch", "first", m1]);
  await git.run(["switch", "--quiet", "-c", "feature"]);
  const f1 = await commit("f1", { feature: "1" });
  await git.run(["switch", "--quiet", "main"]);
  const m3 = await commit("m3", { file: "3" });
  await git.run(["tag", "v1.0.0"]);
  await git.run(["switch", "--quiet", "--detach"]);
  const merge = await origin.merge("feature");
  await git.run(["update-ref", "refs/pull/7/merge", merge]);
  await git.run(["switch", "--quiet", "main"]);
  commits = { m1, m2, m3, f1, merge };
});
afterAll(() => job[Symbol.asyncDispose]());

/** As actions/checkout leaves it: this one commit, detached. */
async function checkout(ref: string): Promise<Repository> {
  const clone = await cloneOf(job.system, origin, ["--depth=1", "--no-checkout", "--branch=first"]);
  await clone.git.run(["fetch", "--quiet", "--depth=1", "origin", ref]);
  await clone.git.run(["checkout", "--quiet", "--detach", "FETCH_HEAD"]);
  for (const name of ["heads/first", "remotes/origin/first", "remotes/origin/HEAD", "tags/v1.0.0"])
    await clone.git.attempt(["update-ref", "-d", `refs/${name}`]);
  return clone;
}

async function sidesOf(clone: Repository, event: string | Buffer | null, over: Partial<SidesRequest> = {}) {
  const eventPath = join(clone.folder, ".git/event.json");
  if (event !== null) await writeFile(eventPath, event);
  const request: SidesRequest = {
    cwd: clone.folder,
    base: null,
    head: null,
    compare: true,
    mode: "auto",
    record: false,
    ci: true,
    eventPath,
    ...over,
  };
  return chooseSides(request, target, job.system);
}

const repository = { id: 42, name: "shop", full_name: "octo/shop", default_branch: "main", owner: { login: "octo" } };
const none = "0".repeat(40);

interface Occasion {
  readonly ref: string;
  /** As GitHub's documentation shows it, without what nobody reads. */
  readonly payload: () => unknown;
  readonly base: "m1" | "m2" | "m3";
  readonly record?: true;
}

const pull = (over: object = {}) => ({
  action: "synchronize",
  number: 7,
  pull_request: {
    number: 7,
    state: "open",
    merged: false,
    head: { sha: commits.f1, ref: "feature", repo: { id: 42 } },
    base: { sha: commits.m2, ref: "main", repo: { id: 42 } },
    ...over,
  },
  repository,
});

const OCCASIONS: Readonly<Record<string, Occasion>> = {
  "a push to the default branch": {
    ref: "main",
    payload: () => ({ ref: "refs/heads/main", before: commits.m2, after: commits.m3, deleted: false, repository }),
    base: "m2",
    record: true,
  },
  "a push to another branch": {
    ref: "feature",
    payload: () => ({ ref: "refs/heads/feature", before: none, after: commits.f1, created: true, repository }),
    base: "m2",
  },
  "a push of a tag": {
    ref: "refs/tags/v1.0.0",
    payload: () => ({ ref: "refs/tags/v1.0.0", before: none, after: commits.m3, base_ref: null, repository }),
    base: "m2",
  },
  "a push that deletes a branch": {
    ref: "main",
    payload: () => ({
      ref: "refs/heads/gone",
      before: commits.f1,
      after: none,
      deleted: true,
      head_commit: null,
      repository,
    }),
    base: "m2",
  },
  "a branch's deletion": {
    ref: "main",
    payload: () => ({ ref: "gone", ref_type: "branch", pusher_type: "user", repository }),
    base: "m2",
  },
  "a schedule, which says nothing of the repository": {
    ref: "main",
    payload: () => ({ schedule: "0 4 * * *" }),
    base: "m2",
    record: true,
  },
  "a dispatch by hand": {
    ref: "feature",
    payload: () => ({ inputs: null, ref: "refs/heads/feature", workflow: ".github/workflows/gate.yml", repository }),
    base: "m2",
  },
  "a pull request": { ref: "refs/pull/7/merge", payload: () => pull(), base: "m3" },
  "a pull request whose base branch and fork are deleted": {
    ref: "refs/pull/7/merge",
    payload: () =>
      pull({
        head: { sha: commits.f1, ref: "feature", repo: null },
        base: { sha: commits.m1, ref: "gone", repo: { id: 42 } },
      }),
    base: "m3",
  },
  "a pull request that is merged": {
    ref: "main",
    payload: () => ({ ...pull({ state: "closed", merged: true }), action: "closed" }),
    base: "m2",
  },
  "a merge queue's entry": {
    ref: "refs/pull/7/merge",
    payload: () => ({
      action: "checks_requested",
      merge_group: { head_sha: commits.merge, base_sha: commits.m3, base_ref: "refs/heads/main" },
      repository,
    }),
    base: "m3",
  },
  "a release": {
    ref: "refs/tags/v1.0.0",
    payload: () => ({ action: "published", release: { tag_name: "v1.0.0", target_commitish: "main" }, repository }),
    base: "m2",
  },
  "a dispatch of the repository's, with whatever its sender likes": {
    ref: "main",
    payload: () => ({ action: "x", branch: "main", client_payload: { pull_request: pull() }, repository }),
    base: "m2",
  },
  "an event without any of the fields that are read": { ref: "main", payload: () => ({ zen: "Keep it." }), base: "m2" },
  "a payload that is no object": { ref: "feature", payload: () => null, base: "m2" },
};

describe("one commit of a clone, and what it is set beside, under", () => {
  test.each(Object.entries(OCCASIONS))("%s", { tags: ["R15"] }, async (_, { ref, payload, base, record }) => {
    const clone = await checkout(ref);
    const { info } = await sidesOf(clone, JSON.stringify(payload()), { record: record === true });
    expect(info.base.commit).toBe(commits[base]);
    expect(info.head.commit).toBe(await clone.git.run(["rev-parse", "HEAD"]));
  });

  test("a merge queue's entry needs no pull request", { tags: ["R14"] }, async () => {
    const { payload } = OCCASIONS["a merge queue's entry"]!;
    const clone = await checkout("refs/pull/7/merge");
    const { info } = await sidesOf(clone, JSON.stringify(payload()));
    expect(info.base).toMatchObject({ commit: commits.m3, ref: "merge queue" });
  });
});

test.each([
  ["missing", null],
  ["empty", ""],
  ["cut short", '{"pull_request": {"number": 7'],
  ["no text", Buffer.from([0xff, 0xfe, 0x00, 0x7b])],
])("an event's file that is %s is an error that names it", { tags: ["R15"] }, async (_, event) => {
  const chosen = sidesOf(origin, event, {
    eventPath: join(origin.folder, ".git", event === null ? "none" : "event.json"),
  });
  await expect(chosen).rejects.toThrow(ConfigError);
  await expect(chosen).rejects.toThrow(/^GITHUB_EVENT_PATH: .*\.git\/(?:none|event\.json) cannot be read as JSON \(/);
});

test("of a first commit, alone in its clone: kept where it is recorded, else said", { tags: ["R15"] }, async () => {
  const clone = await checkout(commits.m1);
  const payload = JSON.stringify({ ref: "refs/heads/other", repository: { default_branch: "gone" } });
  const { source } = await sidesOf(clone, payload, { record: true });
  expect([source?.base, source?.head.sha]).toEqual([null, commits.m1]);
  await clone.git.run(["remote", "remove", "origin"]);
  await expect(sidesOf(clone, payload)).rejects.toThrow(/^There is nothing to compare .* with: .*--base REF/);
});

test("where history cannot be had to find base in, it is said", { tags: ["R15"] }, async () => {
  const clone = await checkout("feature");
  const payload = JSON.stringify(pull());
  await clone.git.run(["remote", "set-url", "origin", "file:///nowhere/shop.git"]);
  await expect(sidesOf(clone, payload)).rejects.toThrow(
    `Commit ${commits.m2} is not in this clone and could not be fetched; check it out with full history (fetch-depth: 0).`,
  );
});
