/** Files of a commit that git would take for a repository: a config there names programs, which a fetch would run. */
import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { ToolError } from "../../src/errors.ts";
import { chooseSides } from "../../src/pipeline/sides.ts";
import type { System } from "../../src/system/system.ts";
import { fetchContents, fillTree } from "../../src/target/contents.ts";
import { openRepository } from "../../src/target/git.ts";
import { addWorktrees } from "../../src/target/worktrees.ts";
import { requestOf } from "../helpers/request.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository, type Repository } from "./repository.ts";

const { target } = parseConfig("target: { static: dist }\nbundle: { files: '*' }\n", "weighbridge.yml").config;

const UNKNOWN = "1".repeat(40);

const CREDENTIALS = {
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "http.https://github.invalid/.extraheader",
  GIT_CONFIG_VALUE_0: "AUTHORIZATION: basic canary",
};

/** All that git wants to see of one, none of which it refuses to commit. */
async function embed(system: System, { write, folder, commit }: Repository, path: string) {
  const seen = join(await system.processes.temporaryFolder("seen"), "environment");
  const config = `[core]\n\tbare = false\n\tworktree = .\n\tsshCommand = ./s.sh\n[remote "origin"]\n\turl = ssh://octo.invalid/shop\n`;
  const files = { HEAD: "ref: refs/heads/main\n", "objects/.k": "", "refs/.k": "", config };
  const script = `#!/bin/sh\nenv > '${seen}'\nexit 1\n`;
  await write({ [`${path}/s.sh`]: script });
  await chmod(join(folder, path, "s.sh"), 0o755);
  const named = Object.entries(files).map(([name, text]) => [`${path}/${name}`, text] as const);
  const sha = await commit("harm", Object.fromEntries(named));
  return { sha, seen: () => readFile(seen, "utf8").catch(() => null) };
}

describe("a repository in files of a pull request", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["a git that can be told to take none", {}],
    ["one that takes it, as those before 2.38 do", { GIT_DIR: "." }],
  ])(
    "in place of working-directory it gets neither the token nor a program run: %s",
    {
      tags: ["T2", "T13"],
    },
    async (_, env) => {
      await using job = await testSystem();
      const repository = await createRepository(job.system);
      const { seen } = await embed(job.system, repository, "apps/api");
      const system: System = { ...job.system, env: { ...job.system.env, ...env } };
      const cwd = join(repository.folder, "apps/api");
      const sides = chooseSides({ ...requestOf(cwd, UNKNOWN, "HEAD"), ci: true }, target, system, CREDENTIALS);
      const failed = await sides.catch((error: unknown) => error);
      expect(await seen()).toBeNull();
      expect(failed).toEqual(
        new ToolError(
          `${cwd} holds files that git takes for a repository of its own, and a commit may have put them there: remove them, or run Weighbridge inside a clone.`,
        ),
      );
    },
  );

  test("in place of a submodule of base it is none, and what asks for that submodule runs nothing", {
    tags: ["T2", "T13", "R24"],
  }, async () => {
    await using job = await testSystem();
    const repository = await createRepository(job.system);
    const { git, folder, commit } = repository;
    await commit("before", { app: "1" });
    await git.run(["update-index", "--add", "--cacheinfo", `160000,${UNKNOWN},lib`]);
    await git.run(["commit", "--quiet", "-m", "base"], WHO);
    const base = await git.run(["rev-parse", "HEAD"]);
    await git.run(["rm", "--quiet", "--cached", "lib"]);
    const { sha: head, seen } = await embed(job.system, repository, "lib");
    const clone = await openRepository(job.system, folder, CREDENTIALS);
    await fetchContents(job.system, { git: clone, commit: base }, CREDENTIALS);
    const dirs = await addWorktrees(job.system, clone, { base, head });
    for (const [side, sha, empty] of [
      ["base", base, ["lib"]],
      ["head", head, []],
    ] as const) {
      const filled = await fillTree(job.system, side, { git: clone, commit: sha, dir: dirs[side] });
      expect(filled.submodules).toEqual({ filled: [], empty });
    }
    expect(await seen()).toBeNull();
  });

  test("every call of git says that it wants none", { tags: ["T2", "T13"] }, async () => {
    await using job = await testSystem();
    const { git } = await createRepository(job.system);
    const asked = ["config", "--show-scope", "--get", "safe.bareRepository"];
    expect(await git.run(asked)).toBe("command\texplicit");
    expect(await git.attempt(["-c", "alias.asked=!git config safe.bareRepository", "asked"])).toBe("explicit");
  });
});

const WHO = {
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};
