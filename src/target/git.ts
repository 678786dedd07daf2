import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { getExecOutput } from "@actions/exec";
import { ToolError } from "../errors.ts";
import type { Finished, System } from "../system/system.ts";

const TIMEOUT = 10 * 60_000;

export interface Git {
  /** Absolute path of the top of the working tree. */
  readonly root: string;
  /** Runs git there and returns its output without the newline at the end. Throws ToolError when it fails. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  /** As run, but null when git says no (a non-zero exit code). */
  attempt(args: readonly string[]): Promise<string | null>;
}

/** Subcommands that talk to a remote; diff does where a partial clone has left files there. */
const REMOTE = new Set(["diff", "fetch", "lfs", "ls-remote"]);

/**
 * `credentials` are variables for git where it talks to a remote, and only there. Once the job is interrupted, whatever
 * git fails at throws the signal's reason. Throws ToolError when git is missing, or `folder` is in no repository whose
 * working tree has its `.git`.
 */
export async function openRepository(
  system: System,
  folder: string,
  credentials: Readonly<Record<string, string>> = {},
): Promise<Git> {
  const top = await git(system, folder, ["rev-parse", "--show-toplevel"]);
  if (top.exitCode !== 0) throw new ToolError(unusable(folder, lastLine(top.stderr)));
  const root = trimEnd(top.stdout);
  if (!(await hasGit(root))) throw new ToolError(unusable(folder, `${root} has no .git`));
  const environment = (args: readonly string[], env = {}) =>
    REMOTE.has(commandOf(args)) ? { ...credentials, ...env } : env;
  return {
    root,
    async run(args, env) {
      const finished = await git(system, root, args, environment(args, env));
      if (finished.exitCode === 0) return trimEnd(finished.stdout);
      const how = finished.timedOut ? "took too long" : `failed with exit code ${finished.exitCode ?? finished.signal}`;
      throw new ToolError(`git ${args.map(withoutUserinfo).join(" ")} ${how}: ${lastLine(finished.stderr)}`);
    },
    async attempt(args) {
      const finished = await git(system, root, args, environment(args));
      return finished.exitCode === 0 ? trimEnd(finished.stdout) : null;
    },
  };
}

/** Whether this folder is the top of a clone, a linked worktree or a submodule: no commit can hold anything of that name. */
export async function hasGit(folder: string): Promise<boolean> {
  return (await lstat(join(folder, ".git")).catch(() => null)) !== null;
}

/** The subcommand, after settings for it alone. */
function commandOf([first = "", ...rest]: readonly string[]): string {
  return first === "-c" ? commandOf(rest.slice(1)) : first;
}

/** Files of a commit can make a bare repository, whose config names programs: git uses none that it merely comes upon. */
const SAFE = ["-c", "safe.bareRepository=explicit"];

/** Subcommands that only look at this clone: they end by themselves, at once. Any other may wait for a remote or a filter. */
const LOOKS = new Set([
  "cat-file",
  "diff-tree",
  "log",
  "ls-files",
  "ls-tree",
  "merge-base",
  "rev-list",
  "rev-parse",
  "status",
  "symbolic-ref",
]);

async function git(
  system: System,
  cwd: string,
  args: readonly string[],
  own: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const env = {
    ...system.env,
    // Never ask anybody: there may be nobody.
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    // Do not take the index lock from the user's own git for a mere look.
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
    ...own,
  };
  const words = [...SAFE, ...args];
  if (!LOOKS.has(commandOf(args))) return system.processes.run(["git", ...words], { cwd, timeout: TIMEOUT, env });
  // @actions/exec looks git up in our own PATH, which is the one that the job's environment has.
  const done = await getExecOutput("git", words, { cwd, env, silent: true, ignoreReturnCode: true }).catch(
    (cause: Error) => {
      system.signal.throwIfAborted();
      throw new ToolError(`git cannot be run: ${cause.message}`, { cause });
    },
  );
  // In our own process group, the terminal's Ctrl-C ends it as well: that is no answer of git's.
  if (done.exitCode !== 0) system.signal.throwIfAborted();
  return { ...done, signal: null, timedOut: false };
}

/** By what git said. */
function unusable(folder: string, said: string): string {
  if (/cannot use bare repository|has no \.git$/.test(said))
    return `${folder} holds files that git takes for a repository of its own, and a commit may have put them there: remove them, or run Weighbridge inside a clone.`;
  if (/not a git repository/.test(said))
    return `${folder} is not in a git repository: Weighbridge compares two commits of one, so run it inside a clone.`;
  const [, owned] = /dubious ownership in repository at '(.+)'/.exec(said) ?? [];
  if (owned !== undefined)
    return `${owned} belongs to another user, so git does not trust it: say that you do, by git config --global --add safe.directory ${JSON.stringify(owned)}.`;
  return `git cannot use the repository at ${folder}: ${said}`;
}

function lastLine(text: string): string {
  const lines = text.trim().split("\n");
  return withoutUserinfo(lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? "");
}

/** A remote's URL may carry a token. */
function withoutUserinfo(text: string): string {
  return text.replace(/:\/\/[^/\s@]*@/g, "://***@");
}

function trimEnd(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
