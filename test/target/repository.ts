import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { System } from "../../src/system/system.ts";
import { type Git, openRepository } from "../../src/target/git.ts";

const WHO = {
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};

/** A real repository in a temporary folder. */
export interface Repository {
  readonly folder: string;
  readonly git: Git;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Writes the files, commits everything, and returns the full sha. */
  commit(subject: string, files?: Readonly<Record<string, string>>): Promise<string>;
  /** Merges without fast-forward and returns the full sha. */
  merge(ref: string): Promise<string>;
}

export async function createRepository(system: System, prefix = "repository"): Promise<Repository> {
  const folder = await system.processes.temporaryFolder(prefix);
  const init = await system.processes.run(["git", "init", "--quiet", "-b", "main"], { cwd: folder, env: system.env });
  if (init.exitCode !== 0) throw new Error(init.stderr);
  return repositoryAt(system, folder);
}

/** `options` are those of git clone. The remote is asked as over a network, so that depths count. */
export async function cloneOf(system: System, origin: Repository, options: readonly string[]): Promise<Repository> {
  const parent = await system.processes.temporaryFolder("clone");
  const words = ["git", "clone", "--quiet", ...options, `file://${origin.folder}`, "clone"] as const;
  const cloned = await system.processes.run(words, { cwd: parent, env: system.env });
  if (cloned.exitCode !== 0) throw new Error(cloned.stderr);
  return repositoryAt(system, join(parent, "clone"));
}

/** One that is there already. */
export async function repositoryAt(system: System, folder: string): Promise<Repository> {
  const git = await openRepository(system, folder);
  const write = async (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  };
  return {
    folder,
    git,
    write,
    async commit(subject, files = {}) {
      await write(files);
      await git.run(["add", "--all"]);
      await git.run(["commit", "--quiet", "--allow-empty", "-m", subject], WHO);
      return git.run(["rev-parse", "HEAD"]);
    },
    async merge(ref) {
      await git.run(["merge", "--quiet", "--no-ff", "-m", `Merge ${ref}`, ref], WHO);
      return git.run(["rev-parse", "HEAD"]);
    },
  };
}
