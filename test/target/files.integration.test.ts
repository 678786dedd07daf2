import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesAt, textAt } from "../../src/target/files.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository } from "./repository.ts";

test("files of a commit by their paths, and those right in a folder; no folders, no links, no patterns", {
  tags: ["R24"],
}, async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const { git, folder } = repository;
  await repository.write({
    "a.txt": "a",
    "lib/b.txt": "bb",
    "lib/deep/c.txt": "c",
    "*": "star",
    "ä b.txt": "ä",
    ":(top)a.txt": "odd",
  });
  await symlink("a.txt", join(folder, "link"));
  const sha = await repository.commit("all");
  const found = await filesAt(git, sha, [
    "a.txt",
    "lib",
    "lib/deep/",
    "link",
    "none",
    "*",
    "ä b.txt",
    "a.txt/x",
    ":(top)a.txt",
  ]);
  expect(found.map(({ path, bytes }) => [path, bytes])).toEqual([
    ["*", 4],
    [":(top)a.txt", 3],
    ["a.txt", 1],
    ["lib/deep/c.txt", 1],
    ["ä b.txt", 2],
  ]);
  expect((await filesAt(git, sha, ["lib/"])).map(({ path }) => path)).toEqual(["lib/b.txt"]);
  expect(await filesAt(git, sha, [])).toEqual([]);
  const [again] = await filesAt(git, await repository.commit("next", { "b.txt": "a" }), ["b.txt"]);
  expect(again!.blob).toBe(found.find(({ path }) => path === "a.txt")!.blob);
});

test.each(["", "\n", "a", "a\n", "a\n\n", "ä\r\n"])("the text of a file as it is: %j", async (text) => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const sha = await repository.commit("one", { "a.txt": text });
  const [file] = await filesAt(repository.git, sha, ["a.txt"]);
  expect(await textAt(repository.git, file!)).toBe(text);
});
