import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, ToolError } from "../../src/errors.ts";
import type { System } from "../../src/system/system.ts";
import { chooseBase, chooseHead } from "../../src/target/commits.ts";
import { type EventFacts, NO_EVENT } from "../../src/target/event.ts";
import { openRepository } from "../../src/target/git.ts";
import { addWorktrees } from "../../src/target/worktrees.ts";
import { testSystem } from "../helpers/system.ts";
import { cloneOf, createRepository, type Repository } from "./repository.ts";

/**
 * main: m1 m2 m3, a branch `feature` from m2 with f1 f2, and the merge of both as a pull request's merge ref has it.
 */
async function history(system: System) {
  const origin = await createRepository(system, "origin with blanks and 'quotes'");
  const m1 = await origin.commit("m1", { file: "1" });
  const m2 = await origin.commit("m2", { file: "2" });
  await origin.git.run(["switch", "--quiet", "-c", "feature"]);
  const f1 = await origin.commit("f1", { feature: "1" });
  const f2 = await origin.commit("f2", { feature: "2" });
  await origin.git.run(["switch", "--quiet", "main"]);
  const m3 = await origin.commit("m3", { file: "3" });
  await origin.git.run(["switch", "--quiet", "--detach"]);
  const merge = await origin.merge("feature");
  await origin.git.run(["update-ref", "refs/pull/7/merge", merge]);
  await origin.git.run(["switch", "--quiet", "main"]);
  return { origin, m1, m2, m3, f1, f2, merge };
}

const pull = (headSha: string, baseSha: string): EventFacts => ({
  ...NO_EVENT,
  pullRequest: { headSha, baseSha, baseRef: "main" },
});

/** As actions/checkout leaves it: nothing but one commit, detached. */
async function checkout(system: System, origin: Repository, ref: string): Promise<Repository> {
  const clone = await cloneOf(system, origin, ["--depth=1", "--no-checkout"]);
  await clone.git.run(["fetch", "--quiet", "--depth=1", "origin", ref]);
  await clone.git.run(["checkout", "--quiet", "--detach", "FETCH_HEAD"]);
  for (const name of ["main", "origin/main", "origin/HEAD"]) {
    await clone.git.attempt(["update-ref", "-d", `refs/${name.includes("/") ? "remotes" : "heads"}/${name}`]);
  }
  return clone;
}

test("--base: a revision, whatever else is known", async () => {
  await using job = await testSystem();
  const { origin, m1, merge, f2, m3 } = await history(job.system);
  const base = await chooseBase(origin.git, merge, "main~2", pull(f2, m3));
  expect(base).toEqual({
    sha: m1,
    info: { side: "base", ref: "main~2", commit: m1, subject: "m1" },
    how: "named by --base",
  });
});

test("--base: a branch that only the remote has, and a sha that only it has", async () => {
  await using job = await testSystem();
  const { origin, f2, m1, m3 } = await history(job.system);
  const clone = await cloneOf(job.system, origin, ["--depth=1", "--single-branch", "--branch=main"]);
  expect((await chooseBase(clone.git, m3, "feature", NO_EVENT)).sha).toBe(f2);
  expect((await chooseBase(clone.git, m3, m1, NO_EVENT)).sha).toBe(m1);
});

test.each(["no-such-ref", "--upload-pack=touch x", "", "HEAD~99"])(
  "--base %j is an error that names it",
  async (ref) => {
    await using job = await testSystem();
    const repository = await createRepository(job.system);
    const head = await repository.commit("one");
    const chosen = chooseBase(repository.git, head, ref, NO_EVENT);
    await expect(chosen).rejects.toThrow(ConfigError);
    await expect(chosen).rejects.toThrow(`--base ${ref}: there is no such commit, branch or tag`);
  },
);

test("a sha that the remote does not have either is a clear error", { tags: ["R15"] }, async () => {
  await using job = await testSystem();
  const { origin, m3 } = await history(job.system);
  const clone = await cloneOf(job.system, origin, ["--depth=1"]);
  const missing = "1".repeat(40);
  const chosen = chooseBase(clone.git, m3, null, { ...NO_EVENT, mergeGroupBase: missing });
  await expect(chosen).rejects.toThrow(ToolError);
  await expect(chosen).rejects.toThrow(
    `Commit ${missing} is not in this clone and could not be fetched; check it out with`,
  );
});

test("merge queue: the commit it is put on, fetched into a shallow clone", { tags: ["R14", "R15"] }, async () => {
  await using job = await testSystem();
  const { origin, m2, m3 } = await history(job.system);
  const clone = await cloneOf(job.system, origin, ["--depth=1"]);
  const base = await chooseBase(clone.git, m3, null, { ...NO_EVENT, mergeGroupBase: m2 });
  expect(base).toMatchObject({ sha: m2, how: "the commit that this merge queue entry is put on" });
  expect(base.info.subject).toBe("m2");
});

test("pull request, merge ref checked out with depth 1: its first parent, fetched", { tags: ["R15"] }, async () => {
  await using job = await testSystem();
  const { origin, merge, f2, m1, m3 } = await history(job.system);
  const clone = await checkout(job.system, origin, "refs/pull/7/merge");
  const head = await chooseHead(job.system, clone.git, "HEAD");
  expect(head.sha).toBe(merge);
  // The payload's base is older than the merge: the parent is what was merged.
  const base = await chooseBase(clone.git, head.sha, null, pull(f2, m1));
  expect(base).toMatchObject({ sha: m3, how: "the first parent of the pull request's merge commit" });
  const { base: dir } = await addWorktrees(job.system, clone.git, { base: base.sha, head: head.sha });
  expect(await readFile(join(dir, "file"), "utf8")).toBe("3");
});

test("pull request, its own head checked out with depth 1: where it left the base branch", {
  tags: ["R15"],
}, async () => {
  await using job = await testSystem();
  const { origin, f2, m2, m3 } = await history(job.system);
  const clone = await checkout(job.system, origin, "refs/heads/feature");
  const base = await chooseBase(clone.git, f2, null, pull(f2, m3));
  expect(base).toMatchObject({ sha: m2, how: "the merge base with the pull request's base branch" });
});

test("a merge commit that is not the pull request's own does not count as one", async () => {
  await using job = await testSystem();
  const { origin, merge, f1, m2, m3 } = await history(job.system);
  const base = await chooseBase(origin.git, merge, null, pull(f1, m2));
  expect(base.sha).toBe(m2);
  expect(base.sha).not.toBe(m3);
});

test.each([
  ["a full clone", []],
  ["a shallow one of this branch alone", ["--depth=1"]],
])("a branch in %s: the merge base with the default branch", { tags: ["R15"] }, async (_, options) => {
  await using job = await testSystem();
  const { origin, f2, m2 } = await history(job.system);
  const clone = await cloneOf(job.system, origin, [...options, "--branch=feature"]);
  const base = await chooseBase(clone.git, f2, null, NO_EVENT);
  expect(base).toMatchObject({ sha: m2, how: "the merge base with origin/main" });
});

test("the default branch by another name, as the event tells", { tags: ["R15"] }, async () => {
  await using job = await testSystem();
  const { origin, f1, f2 } = await history(job.system);
  await origin.git.run(["branch", "trunk", f1]);
  const clone = await cloneOf(job.system, origin, ["--branch=feature"]);
  const base = await chooseBase(clone.git, f2, null, { ...NO_EVENT, defaultBranch: "trunk" });
  expect(base).toMatchObject({ sha: f1, how: "the merge base with origin/trunk" });
});

test("on the default branch: the commit before, also with depth 1 and in a repository without remote", {
  tags: ["R15"],
}, async () => {
  await using job = await testSystem();
  const { origin, m2, m3 } = await history(job.system);
  expect(await chooseBase(origin.git, m3, null, NO_EVENT)).toMatchObject({
    sha: m2,
    how: "the commit before it on main",
  });
  const clone = await cloneOf(job.system, origin, ["--depth=1"]);
  expect(await chooseBase(clone.git, m3, null, NO_EVENT)).toMatchObject({
    sha: m2,
    how: "the commit before it on origin/main",
  });
});

test("nothing to compare with: the first commit of all", { tags: ["R15"] }, async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const head = await repository.commit("one");
  await expect(chooseBase(repository.git, head, null, NO_EVENT)).rejects.toThrow(
    /name one with --base REF, or hold head to its limits alone with --mode budgets\.$/,
  );
});

test("no repository, no git", { tags: ["R24"] }, async () => {
  await using job = await testSystem();
  const folder = await job.system.processes.temporaryFolder("plain");
  await expect(openRepository(job.system, folder)).rejects.toThrow(`${folder} is not in a git repository`);
  const { PATH } = process.env;
  try {
    process.env.PATH = folder;
    await expect(openRepository(job.system, folder)).rejects.toThrow(/^git cannot be run: .*git/);
  } finally {
    process.env.PATH = PATH;
  }
});

test("a repository that belongs to another user, as in a container", { tags: ["R24"] }, async () => {
  await using job = await testSystem();
  const { folder } = await createRepository(job.system, "of 'another'");
  // Git's own switch for its tests: whoever runs these need not be able to give files away.
  const env = { ...job.system.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" };
  await expect(openRepository({ ...job.system, env }, folder)).rejects.toThrow(
    new ToolError(
      `${folder} belongs to another user, so git does not trust it: say that you do, by git config --global --add safe.directory ${JSON.stringify(folder)}.`,
    ),
  );
});

test("what git fails at after an interrupt is the interrupt, not git's no", async () => {
  const controller = new AbortController();
  await using job = await testSystem(controller.signal);
  const plain = await job.system.processes.temporaryFolder("plain");
  const { git } = await createRepository(job.system);
  const look = ["rev-parse", "--verify", "--quiet", "no-such-ref"];
  await expect(git.run(look)).rejects.toThrow(ToolError);
  expect(await git.attempt(look)).toBeNull();

  const reason = new Error("by the user");
  controller.abort(reason);
  await expect(git.run(look)).rejects.toBe(reason);
  await expect(git.attempt(look)).rejects.toBe(reason);
  await expect(openRepository(job.system, plain)).rejects.toBe(reason);
  const { PATH } = process.env;
  try {
    process.env.PATH = plain;
    await expect(openRepository(job.system, plain)).rejects.toBe(reason);
  } finally {
    process.env.PATH = PATH;
  }
});

test("worktree: our own reports are no part of it where they are ignored, either", async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  await repository.commit("one", { ".gitignore": ".weighbridge/\n", a: "1" });
  await repository.write({ a: "2", ".weighbridge/verdict.json": "{}" });
  const head = await chooseHead(job.system, repository.git, "worktree");
  expect(await repository.git.run(["ls-tree", "-r", "--name-only", head.sha])).toBe(".gitignore\na");
  expect(await repository.git.run(["show", `${head.sha}:a`])).toBe("2");
});

test("worktree: changed, deleted and new files, not ignored ones nor our reports; index, branch and files stay as they are", async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system, "with 'blanks' here");
  const files = { ".gitignore": "ignored\n", changed: "1", deleted: "1", staged: "1", kept: "1" };
  const parent = await repository.commit("one", files);
  await repository.write({
    changed: "2",
    staged: "2",
    "new folder/é": "2",
    ignored: "2",
    ".weighbridge/verdict.json": "{}",
  });
  await repository.git.run(["add", "staged"]);
  await rm(join(repository.folder, "deleted"));
  const state = async () => [
    await repository.git.run(["status", "--porcelain", "--ignored"]),
    await repository.git.run(["rev-parse", "HEAD", "main"]),
    await readFile(join(repository.folder, ".git/index"), "base64"),
  ];
  const before = await state();

  const head = await chooseHead(job.system, repository.git, "worktree");
  expect(await state()).toEqual(before);
  expect(head.info).toMatchObject({ side: "head", ref: "worktree", subject: "Uncommitted changes" });
  expect((await chooseHead(job.system, repository.git, "worktree")).sha).toBe(head.sha);
  expect((await chooseBase(repository.git, head.sha, null, NO_EVENT)).sha).toBe(parent);

  const dirs = await addWorktrees(job.system, repository.git, { base: parent, head: head.sha });
  expect((await readdir(dirs.head)).sort()).toEqual([".git", ".gitignore", "changed", "kept", "new folder", "staged"]);
  expect(await readFile(join(dirs.head, "changed"), "utf8")).toBe("2");
  expect(await readFile(join(dirs.base, "changed"), "utf8")).toBe("1");
});

test("worktree without changes is HEAD", async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const head = await repository.commit("one", { file: "1" });
  await repository.write({ ".weighbridge/comment.md": "" });
  expect((await chooseHead(job.system, repository.git, "worktree")).sha).toBe(head);
});

test("worktrees: paths of equal length, no hook is run, nothing is left at the end, in git neither", {
  tags: ["R24"],
}, async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const head = await repository.commit("one", {
    "hooks/post-checkout": `#!/bin/sh\ntouch "${repository.folder}/PWNED"\n`,
  });
  await job.system.processes.run("chmod +x hooks/post-checkout", { cwd: repository.folder, env: job.system.env });
  await repository.git.run(["config", "core.hooksPath", "hooks"]);
  await using other = await testSystem();
  const git = await openRepository(other.system, repository.folder);
  const dirs = await addWorktrees(other.system, git, { base: head, head });
  expect(dirs.base).toHaveLength(dirs.head.length);
  await other.system.processes.run("echo new > file; chmod 500 .", { cwd: dirs.head, env: other.system.env });
  await other.system.processes.end();
  expect(existsSync(dirs.head)).toBe(false);
  expect(other.lines).toEqual([]);
  expect(await repository.git.run(["worktree", "list", "--porcelain"])).not.toContain(dirs.base);
  expect(existsSync(join(repository.folder, "PWNED"))).toBe(false);
});
