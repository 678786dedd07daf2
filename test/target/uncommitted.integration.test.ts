import { stat, symlink, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitWorktree, hasUncommitted } from "../../src/target/uncommitted.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository } from "./repository.ts";

test("a change of the same size in the very second of the last commit is part of the working tree", async () => {
  await using under = await testSystem();
  const { system } = under;
  const repository = await createRepository(system);
  // The time of a file's last change of any kind cannot be set, so git is told not to go by it.
  await repository.git.run(["config", "core.trustctime", "false"]);
  const file = join(repository.folder, "a.js");
  const second = new Date("2026-01-31T12:00:00Z");
  await repository.write({ "a.js": "1" });
  await utimes(file, second, second);
  await repository.commit("one");
  await repository.write({ "a.js": "2" });
  await utimes(file, second, second);
  const index = join(repository.folder, ".git/index");
  await utimes(index, second, second);
  const commit = await commitWorktree(system, repository.git);
  expect(await repository.git.run(["show", `${commit}:a.js`])).toBe("2");
  expect((await stat(index)).mtime).toEqual(second);
});

test("our reports are no change, in whichever folder a gate lies, and no part of the commit", async () => {
  await using under = await testSystem();
  const { system } = under;
  const { folder, git, write, commit } = await createRepository(system);
  const head = await commit("one", { "a.js": "1", "apps/web/a.js": "1" });
  await write({
    ".weighbridge/verdict.json": "{}",
    "apps/web/.weighbridge/raw/k6/x.json": "{}",
    "new/.weighbridge/y": "",
  });
  await symlink(folder, join(folder, "apps/.weighbridge"));
  expect(await hasUncommitted(git)).toBe(false);
  expect(await commitWorktree(system, git)).toBe(head);

  await write({ "apps/web/b.js": "2" });
  expect(await hasUncommitted(git)).toBe(true);
  const dirty = await commitWorktree(system, git);
  expect(await git.run(["ls-tree", "-r", "--name-only", dirty])).toBe("a.js\napps/web/a.js\napps/web/b.js");
});
