/** scripts/release.sh in a clone, with a bare repository on disk as its remote. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

const version = (text: string) => ({
  "package.json": JSON.stringify({ name: "weighbridge", version: text, type: "module" }),
  "package-lock.json": JSON.stringify({ name: "weighbridge", version: text, packages: { "": { version: text } } }),
});
const changelog = (...sections: readonly string[]) => ["# Changelog", ...sections].join("\n\n");

let folder: string;
/** A project that may be released as 1.2.0, and the repository that it was cloned from. */
let prepared: string;
let clone: string;
let remote: string;

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  const who = ["-c", "user.name=T", "-c", "user.email=t@example.invalid"];
  return (await run("git", [...who, ...args], { cwd, env })).stdout.trim();
}

async function commit(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, text] of Object.entries(files)) await writeFile(join(clone, path), text);
  await git(clone, "add", "-A");
  await git(clone, "commit", "--quiet", "-m", "A change");
  await git(clone, "push", "--quiet", "origin", "HEAD:main");
  return await git(clone, "rev-parse", "HEAD");
}

async function release(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  return run(join(clone, "scripts/release.sh"), args, { cwd: folder }).then(
    ({ stdout }) => ({ code: 0, said: stdout.trim() }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr.trim() }),
  );
}

/** Tag → commit, as the remote has them. */
const tags = async () => await git(remote, "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/tags");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "weighbridge-release-"));
  prepared = join(folder, "prepared");
  [clone, remote] = [join(prepared, "clone"), join(prepared, "remote.git")];
  await git(folder, "init", "--quiet", "--bare", "--initial-branch=main", remote);
  await git(folder, "clone", "--quiet", remote, clone);
  await mkdir(join(clone, "src"));
  await mkdir(join(clone, "scripts"));
  for (const name of ["build.mjs", "release.sh"]) await cp(join(ROOT, "scripts", name), join(clone, "scripts", name));
  await symlink(join(ROOT, "node_modules"), join(clone, "node_modules"));
  const files = {
    ".gitignore": "node_modules\n",
    "src/cli.ts": "console.log(1);\n",
    "CHANGELOG.md": changelog(
      "## [Unreleased]",
      "## [1.2.0] - 2026-11-21\n\n### Added\n\n- A thing.",
      "## [1.1.0]\n\n- Old.",
    ),
    ...version("1.2.0"),
  };
  for (const [path, text] of Object.entries(files)) await writeFile(join(clone, path), text);
  await run(process.execPath, [join(clone, "scripts/build.mjs")]);
  await commit({});
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  const copy = await mkdtemp(join(folder, "one-"));
  await cp(prepared, copy, { recursive: true, verbatimSymlinks: true });
  [clone, remote] = [join(copy, "clone"), join(copy, "remote.git")];
  await git(clone, "remote", "set-url", "origin", remote);
});

test("a dry run says that it could be, and changes nothing", { tags: ["T15"] }, async () => {
  const before = [await tags(), await git(clone, "for-each-ref"), await git(clone, "status", "--porcelain")];
  expect(await release("--dry-run")).toEqual({ code: 0, said: "v1.2.0 could be released." });
  expect([await tags(), await git(clone, "for-each-ref"), await git(clone, "status", "--porcelain")]).toEqual(before);
});

test("the commit gets the tag of its version, and that of its major version is moved there", {
  tags: ["T15"],
}, async () => {
  const older = await git(clone, "rev-parse", "HEAD");
  for (const tag of ["v1.1.0", "v1", "v0"]) await git(remote, "tag", tag, older);
  const newer = await commit({ "README.md": "More.\n" });
  const out = join(folder, "out");
  expect(await release("--out", out)).toEqual({ code: 0, said: "v1.2.0 is released." });
  expect(await tags()).toBe([`v0 ${older}`, `v1 ${newer}`, `v1.1.0 ${older}`, `v1.2.0 ${newer}`].join("\n"));
  expect((await readFile(join(out, "notes.md"), "utf8")).trim()).toBe("### Added\n\n- A thing.");
  const { stdout } = await run("tar", ["-tzf", join(out, "weighbridge-1.2.0.tar.gz")]);
  expect(stdout.split("\n")).toContain("weighbridge-1.2.0/dist/cli.js");
});

test("its archive is the same byte by byte, whoever makes it", { tags: ["T15"] }, async () => {
  const digests: string[] = [];
  for (const name of ["a", "b"]) {
    await release("--dry-run", "--out", join(folder, name));
    const archive = await readFile(join(folder, name, "weighbridge-1.2.0.tar.gz"));
    digests.push(createHash("sha256").update(archive).digest("hex"));
  }
  expect(new Set(digests).size).toBe(1);
  expect(await readdir(join(folder, "a"))).toEqual(["notes.md", "weighbridge-1.2.0.tar.gz"]);
});

test("an older line of the same major version does not take its tag back", async () => {
  const at = await git(clone, "rev-parse", "HEAD");
  for (const tag of ["v1.10.0", "v1"]) await git(remote, "tag", tag, at);
  await commit({ "README.md": "More.\n" });
  expect((await release()).said).toBe("v1 stays, since there is v1.10.0.\nv1.2.0 is released.");
  expect(await tags()).toContain(`v1 ${at}`);
});

test("a tag that somebody moves in the meantime is not overwritten, and nothing is half done", {
  tags: ["T15"],
}, async () => {
  const at = await git(clone, "rev-parse", "HEAD");
  await git(remote, "tag", "v1", at);
  const newer = await commit({ "README.md": "More.\n" });
  // Between the look at the tags and the push: the check of dist/ is there.
  const build = join(clone, "scripts/build.mjs");
  await commit({
    "scripts/build.mjs": `import { execFileSync } from "node:child_process";\nexecFileSync("git", ["-C", ${JSON.stringify(remote)}, "tag", "--force", "v1", "${newer}"]);\n`,
  });
  const { code, said } = await release();
  expect(await readFile(build, "utf8")).toContain("--force");
  expect(code).toBe(1);
  expect(said).toMatch(/stale info[\s\S]*Not released: the remote refused; nothing of it was changed\.$/);
  expect(await tags()).toBe(`v1 ${newer}`);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    "a file is changed",
    () => writeFile(join(clone, "src/cli.ts"), "console.log(2);\n"),
    /there are uncommitted changes/,
  ],
  ["a file is new", () => writeFile(join(clone, "new.txt"), ""), /there are uncommitted changes/],
  ["dist/ is stale", () => commit({ "src/cli.ts": "console.log(2);\n" }), /dist\/ is not what its sources make/],
  [
    "dist/ was changed by hand",
    () => commit({ "dist/cli.js": "console.log(2);\n" }),
    /dist\/ is not what its sources make/,
  ],
  [
    "the version is there already",
    () => git(remote, "tag", "v1.2.0", "main"),
    /v1\.2\.0 is there already, at [0-9a-f]{40}/,
  ],
  [
    "the changelog does not know the version",
    () => commit(version("1.3.0")),
    /CHANGELOG\.md says nothing under "## \[1\.3\.0\]"/,
  ],
  [
    "the changelog has only another that begins so",
    () => commit({ "CHANGELOG.md": changelog("## [1.2.01]\n\n- A thing.") }),
    /says nothing/,
  ],
  [
    "entries are not yet of a version",
    () => commit({ "CHANGELOG.md": changelog("## [Unreleased]\n\n- New.", "## [1.2.0]\n\n- A thing.") }),
    /has entries under "## \[Unreleased\]"/,
  ],
  [
    "the lockfile has another version",
    () => commit({ "package.json": version("1.3.0")["package.json"] }),
    /package-lock\.json has another version/,
  ],
  ["the version is no release's", () => commit(version("1.3.0-rc.1")), /it must be three numbers/],
  [
    "the commit is not on main",
    async () => {
      await commit({ "README.md": "More.\n" });
      await git(remote, "branch", "--force", "main", "main~1");
    },
    /is not on main of the remote/,
  ],
])("nothing is released where %s", { tags: ["T15"] }, async (_, spoil, why) => {
  await spoil();
  const before = await tags();
  const { code, said } = await release();
  expect(code).toBe(1);
  expect(said).toMatch(why);
  expect(said).toMatch(/^Not released: .+\.$/m);
  expect(await tags()).toBe(before);
});
