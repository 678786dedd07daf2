import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { changedFiles, sameBytes } from "../../src/target/same.ts";
import { testSystem } from "../helpers/system.ts";
import { createRepository } from "./repository.ts";

type Change = (head: string) => Promise<unknown>;

async function put(folder: string, path: string, text = ""): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** Two equal built trees, then `change` to head. */
async function compare(change: Change, changed: readonly string[] | null = [], ignore = ["**/*.md"]) {
  await using job = await testSystem();
  const folder = await job.system.processes.temporaryFolder("same test");
  const dirs = { base: join(folder, "base"), head: join(folder, "head") };
  for (const dir of Object.values(dirs)) {
    await put(dir, ".git", `gitdir: ${dir}`);
    await put(dir, "src/a b.js", "1");
    await put(dir, "dist/app.js", "x".repeat(200_000));
    await put(dir, "package-lock.json", "{}");
    await put(dir, "node_modules/.package-lock.json", "{}");
    await put(dir, "node_modules/p/index.js", "p");
    await symlink("app.js", join(dir, "dist/link.js"));
  }
  await change(dirs.head);
  // Awaited here, while the folders are still there.
  return await sameBytes(dirs, changed, ignore);
}

test.each<[string, Change]>([
  ["nothing", async () => {}],
  ["an ignored file", (head) => put(head, "docs/new.md")],
  ["what lies among installed packages", (head) => put(head, "node_modules/p/cache/stamp", "1")],
  ["git's own files", (head) => put(head, "sub/.git/index", "1")],
])("equal when %s differs", async (_, change) => {
  expect(await compare(change)).toBe("Both sides built to the same bytes (5 files).");
});

test.each<[string, Change]>([
  ["one byte", (head) => put(head, "dist/app.js", "x".repeat(199_999) + "y")],
  ["a new file", (head) => put(head, "dist/chunk.js")],
  ["a missing file", (head) => rm(join(head, "src/a b.js"))],
  ["a mode", (head) => chmod(join(head, "src/a b.js"), 0o755)],
  ["the lockfile", (head) => put(head, "package-lock.json", "[]")],
  ["the record of what was installed", (head) => put(head, "node_modules/.package-lock.json", "[]")],
  [
    "where a link leads",
    async (head) => {
      await rm(join(head, "dist/link.js"));
      await symlink("../src/a b.js", join(head, "dist/link.js"));
    },
  ],
  [
    "a file in place of a link to it",
    async (head) => {
      await rm(join(head, "dist/link.js"));
      await put(head, "dist/link.js", "x".repeat(200_000));
    },
  ],
])("not equal when %s differs", async (_, change) => {
  expect(await compare(change)).toBeNull();
});

test("packages that the commit itself changes are compared by that", async () => {
  expect(await compare(async () => {}, ["node_modules/p/index.js"])).toBeNull();
  expect(await compare(async () => {}, null)).toBeNull();
});

test("a target in a subfolder also runs from what lies beside it", async () => {
  await using job = await testSystem();
  const folder = await job.system.processes.temporaryFolder("same");
  for (const side of ["base", "head"]) {
    await put(folder, `${side}/.git`, "gitdir");
    await put(folder, `${side}/apps/shop/server.js`, "import '../../shared.js'");
    await put(folder, `${side}/shared.js`, side);
  }
  const dirs = { base: join(folder, "base/apps/shop"), head: join(folder, "head/apps/shop") };
  expect(await sameBytes(dirs, [], [])).toBeNull();
});

test("changed paths: both names of a renamed file, blanks, newlines and letters of any kind", {
  tags: ["R24"],
}, async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const base = await repository.commit("one", { "old.md": "same text", "a b.md": "1", "kept.js": "1" });
  await repository.git.run(["mv", "old.md", "new.js"]);
  const head = await repository.commit("two", { "a b.md": "2", "zwölf\n.md": "3" });
  expect([...((await changedFiles(repository.git, base, head)) ?? [])].sort()).toEqual([
    "a b.md",
    "new.js",
    "old.md",
    "zwölf\n.md",
  ]);
  expect(await changedFiles(repository.git, base, base)).toEqual([]);
});

test("too many changed paths to list are not taken for ignored ones", async () => {
  await using job = await testSystem();
  const repository = await createRepository(job.system);
  const base = await repository.commit("one", { "a.js": "1" });
  const name = "x".repeat(200);
  const files = Array.from({ length: 5_500 }, (_, index) => [`docs/${name}${index}.md`, ""]);
  const head = await repository.commit("two", { "a.js": "2", ...Object.fromEntries(files) });
  expect(await changedFiles(repository.git, base, head)).toBeNull();
});
