/** The command line and the action's steps in odd folders, clones and settings: they work, or one sentence says why not. */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { gitIn } from "../helpers/act.ts";
import { pullRequest } from "../helpers/events.ts";
import { fakeGitHub } from "../helpers/github/index.ts";
import { TOKEN } from "../helpers/github/state.ts";
import { type Ended, type Files, miniRepository, runCli } from "../helpers/mini.ts";
import { privateGit } from "../helpers/private-git.ts";
import { runSteps } from "../helpers/steps.ts";

const R24 = { tags: ["R24" as const] };

/** Weighed in a second: only sizes. */
const files: Files = {
  "weighbridge.yml": "target: { static: dist }\nbundle: { files: '**/*.js' }\n",
  "dist/app.js": "x".repeat(1000),
};
const change: Files = { "dist/app.js": `${"x".repeat(1000)}, and more` };
const larger = /total +\d+ B → \d+ B +\+\d/;

async function inTemporary(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "weighbridge-odd-"));
  try {
    await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function expectWeighed({ code, stdout, stderr, leftovers }: Ended): void {
  expect([stderr, code]).toEqual([expect.not.stringMatching(/defect|^\s+at /m), 0]);
  expect(stdout).toMatch(larger);
  expect(leftovers).toEqual([]);
}

function expectSentence({ code, stdout, stderr, leftovers }: Ended, sentence: RegExp): void {
  expect(stdout + stderr).toMatch(sentence);
  expect(stdout + stderr).not.toMatch(/defect|^\s+at /m);
  expect([code, leftovers]).toEqual([2, []]);
}

describe("a repository", () => {
  test.each([
    [
      "what shells, git and file systems read into names",
      ` a b  'c' "d" $(touch PWNED) ; * \`e\` \\ /caf\u00e9 \u4e2d\u6587 \u{1f680}/cafe\u0301/--upload-pack=x/a\nb\n`,
    ],
    ["a path of a thousand characters", Array.from({ length: 5 }, () => "long".repeat(50)).join("/")],
  ])("in a folder of %s", R24, async (_, name) => {
    await inTemporary(async (parent) => {
      await using repository = await miniRepository(files, change);
      const folder = join(parent, name);
      await mkdir(join(folder, ".."), { recursive: true });
      await rename(repository.folder, folder);
      expectWeighed(await runCli(folder, ["run"]));
    });
  });

  test("with file names in any letters, and two that differ in case alone", R24, async () => {
    const odd: Files = { "dist/caf\u00e9 'a'.js": "1", "dist/cafe\u0301.js": "2", "dist/A.js": "3", "dist/a.js": "4" };
    await using repository = await miniRepository({ ...files, ...odd }, change);
    const ended = await repository.weighbridge(["run"]);
    expectWeighed(ended);
    expect(ended.stdout).toContain("5 files");
  });

  test("whose config has CRLF, a mark of byte order, and is checked out as Windows would", R24, async () => {
    await inTemporary(async (parent) => {
      await using origin = await miniRepository(files, change);
      const clone = join(parent, "clone");
      gitIn(parent)("clone", "--quiet", "-c", "core.autocrlf=true", "--branch=change", origin.folder, "clone");
      expect(await readFile(join(clone, "weighbridge.yml"), "utf8")).toContain("\r\n");
      expectWeighed(await runCli(clone, ["run"]));
      await writeFile(join(clone, "weighbridge.yml"), `\ufeff${files["weighbridge.yml"]!.replaceAll("\n", "\r\n")}`);
      gitIn(clone)("commit", "--quiet", "--all", "--message", "with a mark");
      expectWeighed(await runCli(clone, ["run", "--base", "origin/main"]));
    });
  });
});

/** What there is of the history, and how it lies there. `folder`: a full clone of main and change. */
const CLONES: Readonly<Record<string, (origin: string, parent: string) => string>> = {
  "one commit, detached, without a branch": (origin, parent) => {
    gitIn(parent)("clone", "--quiet", "--depth=1", "--branch=change", `file://${origin}`, "clone");
    gitIn(join(parent, "clone"))("checkout", "--quiet", "--detach");
    gitIn(join(parent, "clone"))("branch", "--delete", "--force", "change");
    return "clone";
  },
  "a worktree of another clone": (origin, parent) => {
    gitIn(origin)("worktree", "add", "--quiet", "--detach", join(parent, "linked"), "change");
    return "linked";
  },
  "the submodule of another repository": (origin, parent) => {
    const git = gitIn(parent);
    git("init", "--quiet", "outer");
    const local = ["-c", "protocol.file.allow=always"];
    gitIn(join(parent, "outer"))(...local, "submodule", "--quiet", "add", "-b", "change", origin, "inner");
    return "outer/inner";
  },
  "a clone without files of earlier commits (filter: blob:none)": (origin, parent) => {
    gitIn(origin)("config", "uploadpack.allowFilter", "true");
    gitIn(parent)("clone", "--quiet", "--filter=blob:none", "--branch=change", `file://${origin}`, "clone");
    return "clone";
  },
  "a sparse checkout": (origin, parent) => {
    gitIn(parent)("clone", "--quiet", "--branch=change", origin, "clone");
    gitIn(join(parent, "clone"))("sparse-checkout", "set", "dist");
    return "clone";
  },
  "a history that was grafted": (origin, parent) => {
    gitIn(parent)("clone", "--quiet", "--branch=change", origin, "clone");
    const git = gitIn(join(parent, "clone"));
    git("commit", "--quiet", "--allow-empty", "--message", "more");
    git("replace", "--graft", "HEAD", "origin/main");
    return "clone";
  },
};

describe("a clone that is", () => {
  test.each(Object.entries(CLONES))("%s", { tags: ["R15", "R24"] }, async (_, make) => {
    await inTemporary(async (parent) => {
      await using origin = await miniRepository(files, change);
      gitIn(origin.folder)("checkout", "--quiet", "main");
      expectWeighed(await runCli(join(parent, make(origin.folder, parent)), ["run"]));
    });
  });

  /** A commit of the same files that has none before it. */
  const begin = (folder: string) => {
    const git = gitIn(folder);
    git("reset", "--quiet", "--hard", git("commit-tree", "HEAD^{tree}", "-m", "first"));
    return git;
  };
  const NONE: readonly (readonly [string, (folder: string) => unknown, RegExp])[] = [
    [
      "of a first commit",
      (folder) => begin(folder)("branch", "--delete", "--force", "main"),
      /^There is nothing to compare [0-9a-f]{10} with: .*--base REF/m,
    ],
    [
      "of a branch that shares no commit with the default branch",
      begin,
      /^There is nothing to compare [0-9a-f]{10} with: .*--base REF/m,
    ],
    [
      "without any commit",
      (folder) => gitIn(folder)("update-ref", "-d", "refs/heads/change"),
      /^--head HEAD: there is no such commit, branch or tag in this repository\.$/m,
    ],
    [
      "bare",
      (folder) => gitIn(folder)("config", "core.bare", "true"),
      /git cannot use the repository at .*: fatal: this operation must be run in a work tree/,
    ],
  ];
  test.each(NONE)("%s has nothing to compare with, which is said", { tags: ["R15"] }, async (_, make, sentence) => {
    await using repository = await miniRepository(files, change);
    make(repository.folder);
    expectSentence(await runCli(repository.folder, ["run"]), sentence);
  });
});

describe("a machine", () => {
  test("without HOME, and with blanks in the name of its temporary folder", R24, async () => {
    await inTemporary(async (parent) => {
      await using repository = await miniRepository(files, change);
      const temporary = join(parent, "a 'b' c");
      await mkdir(temporary);
      expectWeighed(await repository.weighbridge(["run"], { HOME: "", TMPDIR: temporary }));
      expect(execFileSync("ls", ["-A", temporary], { encoding: "utf8" })).toBe("");
    });
  });

  test("without git", R24, async () => {
    await using repository = await miniRepository(files, change);
    expectSentence(await repository.weighbridge(["run"], { PATH: "/nowhere" }), /^git cannot be run: .*git/m);
  });

  test("whose workspace is read-only", { tags: ["R22", "R24"] }, async () => {
    await using repository = await miniRepository(files, change);
    await chmod(repository.folder, 0o555);
    const cli = [process.execPath, join(import.meta.dirname, "../../dist/cli.js"), "run"];
    // Nothing is read-only for root, unless it gives that power away.
    const words = process.getuid!() === 0 ? ["setpriv", "--bounding-set=-dac_override", ...cli] : cli;
    const ended = spawnSync(words[0]!, words.slice(1), { cwd: repository.folder, encoding: "utf8" });
    await chmod(repository.folder, 0o755);
    const sentence = /\.weighbridge cannot hold what this job writes: there is no permission to write there\.\n/;
    expect([ended.status, ended.stderr]).toEqual([2, expect.stringMatching(sentence)]);
  });

  test("that runs Windows: refused in one sentence, before anything is built", R24, async () => {
    await using repository = await miniRepository(files, change);
    // What Node says there; nothing else of Windows is needed to be refused.
    const windows = "data:text/javascript,Object.defineProperty(process,'platform',{value:'win32'})";
    const ended = await repository.weighbridge(["run"], { NODE_OPTIONS: `--import=${windows}` });
    expectSentence(ended, /^Weighbridge runs on Linux and macOS; on Windows, run it in WSL\.$/m);
  });
});

test("a private pull request with submodules, checked out by one commit without files and credentials", {
  tags: ["R15", "R24"],
}, async () => {
  await inTemporary(async (folder) => {
    await using github = await fakeGitHub();
    await using server = await privateGit(folder, TOKEN.value);
    const lib = await miniRepository({ "lib.js": "let a = 1;\n" }, { "lib.js": "let a = 1;\n".repeat(300) });
    const config = files["weighbridge.yml"]!.replace("dist }", "dist, build: cp lib/lib.js dist/ }");
    await using shop = await miniRepository({
      ...files,
      "weighbridge.yml": `${config}metrics: { 'bundle/*': { role: gate } }\n`,
      ".gitmodules": '[submodule "lib"]\n\tpath = lib\n\turl = ../lib.git\n',
    });
    const git = gitIn(shop.folder);
    // What each branch has of the other repository.
    for (const name of ["main", "change"]) {
      git("checkout", "--quiet", "-B", name, "main");
      await writeFile(join(shop.folder, "dist/app.js"), `let branch = "${name}";\n`);
      git("add", "dist");
      git("update-index", "--add", "--cacheinfo", `160000,${gitIn(lib.folder)("rev-parse", name)},lib`);
      git("commit", "--quiet", "--message", `lib of ${name}`);
    }
    const occasion = pullRequest(shop.folder);
    for (const [from, name] of [
      [lib.folder, "lib"],
      [shop.folder, "shop"],
    ] as const) {
      gitIn(folder)("clone", "--quiet", "--bare", from, `octo/${name}.git`);
      for (const key of ["uploadpack.allowAnySHA1InWant", "uploadpack.allowFilter"])
        gitIn(join(folder, `octo/${name}.git`))("config", key, "true");
    }
    git("push", "--quiet", join(folder, "octo/shop.git"), "HEAD:refs/pull/7/merge");
    await lib[Symbol.asyncDispose]();

    // As actions/checkout does it, with `submodules: true` and a filter; the credentials are gone with each command.
    const clone = join(folder, "clone");
    const basic = Buffer.from(`x-access-token:${TOKEN.value}`).toString("base64");
    const header = `http.extraheader=AUTHORIZATION: basic ${basic}`;
    gitIn(folder)("init", "--quiet", "clone");
    gitIn(clone)("remote", "add", "origin", `${server.url}/octo/shop.git`);
    for (const words of [
      ["fetch", "--quiet", "--depth=1", "--filter=blob:none", "origin", "+refs/pull/7/merge:refs/remotes/pull/7/merge"],
      ["checkout", "--quiet", "--detach", "refs/remotes/pull/7/merge"],
      ["submodule", "--quiet", "update", "--init", "--force", "--depth=1"],
    ])
      await promisify(execFile)("git", ["-c", header, ...words], { cwd: clone });

    const env = { GITHUB_SERVER_URL: server.url };
    await using ended = await runSteps({ folder: clone, github, runId: 601, env, ...occasion });
    expect([ended.codes, ended.outputs.verdict]).toEqual([[0, 1, 0], "fail"]);
    expect(github.state.comments[0]!.body).toContain("### ❌ Blocked: ");
    expect(gitIn(clone)("worktree", "list")).not.toContain("\n");
    expect(gitIn(join(clone, "lib"))("worktree", "list")).not.toContain("\n");
  });
});
