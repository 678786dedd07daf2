import { join } from "node:path";
import { expect, test } from "vitest";
import { changedIn } from "../../src/pipeline/explain.ts";
import type { Sides } from "../../src/pipeline/sides.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository } from "../target/repository.ts";

test("changed lines are head's, below the folder of the config, whatever git is set to show", async () => {
  await using own = await testSystem();
  const { commit, git, folder, write } = await createRepository(own.system);
  await git.run(["config", "diff.noprefix", "true"]);
  await git.run(["config", "diff.external", "false"]);
  await git.run(["config", "color.diff", "always"]);
  const base = await commit("base", { "shop/lib/größe.js": "a\nb\nc\n", "other.js": "a\n", "shop/gone.js": "a\n" });
  await git.run(["rm", "--quiet", "shop/gone.js"]);
  const head = await commit("head", { "shop/lib/größe.js": "a\nB\nc\nd\n", "other.js": "b\n" });
  await write({ "shop/lib/größe.js": "not committed\n" });
  const source = { git, base: { sha: base }, head: { sha: head } } as Sides["source"];
  expect(await changedIn({ source }, { cwd: join(folder, "shop") })).toEqual([{ file: "lib/größe.js", lines: [2, 4] }]);
  expect(await changedIn({ source: null }, { cwd: folder })).toBeNull();
});

test("of a change that is larger than what is kept of a program's output nothing is said", {
  tags: ["L13"],
}, async () => {
  await using own = await testSystem();
  const { commit, git, folder } = await createRepository(own.system);
  const base = await commit("base", { "a.js": "" });
  const head = await commit("head", { "a.js": "abcdefghi\n".repeat(100_000) });
  const source = { git, base: { sha: base }, head: { sha: head } } as Sides["source"];
  expect(await changedIn({ source }, { cwd: folder })).toBeNull();
});
