/** Makes the demo's git repository: the shop, and a pull request against it. */
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../errors.ts";
import { findPackage } from "../system/packages.ts";
import type { System } from "../system/system.ts";

/** A shop among the package's files, with what its pull request changes in a folder `head`. */
export interface DemoFiles {
  /** Below `demo/`; "" for the shop that stands there itself. */
  readonly folder: string;
  /** Subject of the commit that changes something. */
  readonly subject: string;
}

export interface DemoRepository {
  /** Absent: the shop without services. */
  readonly files?: DemoFiles;
  /** What the config is to be, given what it is: addresses that are known only now. Absent: what it is. */
  readonly configured?: (config: string) => string;
  /** Made if need be; must be empty. */
  readonly folder: string;
  /** regressed: head changes what demo/README.md says. identical: head has base's tree under another commit. */
  readonly variant: "regressed" | "identical";
  readonly system: System;
}

export interface DemoCommits {
  readonly base: string;
  readonly head: string;
}

export const SHOP: DemoFiles = { folder: "", subject: "Search keywords, show slides" };

/** Left behind by trying the demo by hand; `head` is laid over in the second commit. */
const NOT_COPIED = new Set(["head", "dist", "node_modules", "services", ".weighbridge"]);

/**
 * Two commits on `main`, checked out at head. Their ids depend on the demo's files alone: author, dates and settings are
 * fixed, and the user's git configuration is left out. The repository's own configuration says where esbuild lies
 * (`weighbridge.modules`), for its worktrees to build without network. Throws ToolError.
 */
export async function createDemoRepository(wanted: DemoRepository): Promise<DemoCommits> {
  const { folder, variant, system, files = SHOP, configured = (config: string) => config } = wanted;
  const demo = join(findDemo(), files.folder);
  // The folder that holds esbuild, with which the demo builds its bundle.
  const modules = dirname(await findPackage(system, "esbuild"));
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new ToolError(`${folder} is not empty: the demo's repository needs a folder of its own.`);

  const git = gitIn(folder, system);
  await git(["init", "--quiet", "--template=", "--initial-branch=main"]);
  await git(["config", "weighbridge.modules", modules]);

  await cp(demo, folder, { recursive: true, filter: (path) => !NOT_COPIED.has(firstPart(demo, path)) });
  const config = join(folder, "weighbridge.yml");
  await writeFile(config, configured(await readFile(config, "utf8")));
  const base = await commit(git, "Open the shop", "2024-05-01T09:00:00Z");
  if (variant === "regressed") await cp(join(demo, "head"), folder, { recursive: true });
  const subject = variant === "regressed" ? files.subject : "Change nothing";
  const head = await commit(git, subject, "2024-05-02T09:00:00Z");
  return { base, head };
}

type Git = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<string>;

async function commit(git: Git, subject: string, date: string): Promise<string> {
  await git(["add", "--all"]);
  await git(["commit", "--quiet", "--allow-empty", "--no-verify", "--no-gpg-sign", "--message", subject], {
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  });
  return await git(["rev-parse", "HEAD"]);
}

function gitIn(folder: string, system: System): Git {
  const who = { NAME: "Weighbridge demo", EMAIL: "demo@weighbridge.invalid" };
  const fixed = {
    ...system.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: who.NAME,
    GIT_AUTHOR_EMAIL: who.EMAIL,
    GIT_COMMITTER_NAME: who.NAME,
    GIT_COMMITTER_EMAIL: who.EMAIL,
    // Ignore and attribute files of the user's are read even without a configuration.
    XDG_CONFIG_HOME: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    // Otherwise a repository above the folder could be taken for ours before `init`.
    GIT_DIR: join(folder, ".git"),
    GIT_WORK_TREE: folder,
    GIT_DEFAULT_HASH: "sha1",
    LC_ALL: "C",
  };
  return async (args, env = {}) => {
    const options = { cwd: folder, env: { ...fixed, ...env }, timeout: 60_000 };
    const { exitCode, stdout, stderr } = await system.processes.run(["git", ...args], options);
    if (exitCode === 0) return stdout.trim();
    throw new ToolError(`The demo's repository could not be made: git ${args[0]} failed: ${stderr.trim()}`);
  };
}

function firstPart(root: string, path: string): string {
  return relative(root, path).split(sep)[0] ?? "";
}

/** `demo/` of this package, seen from `src/demo/` as well as from `dist/`. */
function findDemo(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const demo = join(folder, "demo");
    if (existsSync(join(demo, "weighbridge.yml"))) return demo;
    if (folder === dirname(folder))
      throw new ToolError("The demo's files are missing: take a complete copy of Weighbridge.");
  }
}
