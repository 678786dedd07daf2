// src/target/git.ts
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { getExecOutput } from "../vendor/@actions/exec.js";
import { ToolError } from "../errors.js";
var TIMEOUT = 10 * 6e4;
var REMOTE = /* @__PURE__ */ new Set(["diff", "fetch", "lfs", "ls-remote"]);
async function openRepository(system, folder, credentials = {}) {
  const top = await git(system, folder, ["rev-parse", "--show-toplevel"]);
  if (top.exitCode !== 0) throw new ToolError(unusable(folder, lastLine(top.stderr)));
  const root = trimEnd(top.stdout);
  if (!await hasGit(root)) throw new ToolError(unusable(folder, `${root} has no .git`));
  const environment = (args, env = {}) => REMOTE.has(commandOf(args)) ? { ...credentials, ...env } : env;
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
    }
  };
}
async function hasGit(folder) {
  return await lstat(join(folder, ".git")).catch(() => null) !== null;
}
function commandOf([first = "", ...rest]) {
  return first === "-c" ? commandOf(rest.slice(1)) : first;
}
var SAFE = ["-c", "safe.bareRepository=explicit"];
var LOOKS = /* @__PURE__ */ new Set([
  "cat-file",
  "diff-tree",
  "log",
  "ls-files",
  "ls-tree",
  "merge-base",
  "rev-list",
  "rev-parse",
  "status",
  "symbolic-ref"
]);
async function git(system, cwd, args, own = {}) {
  const env = {
    ...system.env,
    // Never ask anybody: there may be nobody.
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    // Do not take the index lock from the user's own git for a mere look.
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
    ...own
  };
  const words = [...SAFE, ...args];
  if (!LOOKS.has(commandOf(args))) return system.processes.run(["git", ...words], { cwd, timeout: TIMEOUT, env });
  const done = await getExecOutput("git", words, { cwd, env, silent: true, ignoreReturnCode: true }).catch(
    (cause) => {
      system.signal.throwIfAborted();
      throw new ToolError(`git cannot be run: ${cause.message}`, { cause });
    }
  );
  if (done.exitCode !== 0) system.signal.throwIfAborted();
  return { ...done, signal: null, timedOut: false };
}
function unusable(folder, said) {
  if (/cannot use bare repository|has no \.git$/.test(said))
    return `${folder} holds files that git takes for a repository of its own, and a commit may have put them there: remove them, or run Weighbridge inside a clone.`;
  if (/not a git repository/.test(said))
    return `${folder} is not in a git repository: Weighbridge compares two commits of one, so run it inside a clone.`;
  const [, owned] = /dubious ownership in repository at '(.+)'/.exec(said) ?? [];
  if (owned !== void 0)
    return `${owned} belongs to another user, so git does not trust it: say that you do, by git config --global --add safe.directory ${JSON.stringify(owned)}.`;
  return `git cannot use the repository at ${folder}: ${said}`;
}
function lastLine(text) {
  const lines = text.trim().split("\n");
  return withoutUserinfo(lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? "");
}
function withoutUserinfo(text) {
  return text.replace(/:\/\/[^/\s@]*@/g, "://***@");
}
function trimEnd(text) {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
export {
  hasGit,
  openRepository
};
