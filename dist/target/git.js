// src/target/git.ts
import { getExecOutput } from "../vendor/@actions/exec.js";
import { ToolError } from "../errors.js";
var TIMEOUT = 10 * 6e4;
var REMOTE = /* @__PURE__ */ new Set(["diff", "fetch", "lfs", "ls-remote"]);
async function openRepository(system, folder, credentials = {}) {
  const top = await git(system, folder, ["rev-parse", "--show-toplevel"]);
  if (top.exitCode !== 0) throw new ToolError(unusable(folder, lastLine(top.stderr)));
  const root = trimEnd(top.stdout);
  const environment = ([command = ""], env = {}) => REMOTE.has(command) ? { ...credentials, ...env } : env;
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
  if (!LOOKS.has(args[0] ?? "")) return system.processes.run(["git", ...args], { cwd, timeout: TIMEOUT, env });
  const done = await getExecOutput("git", [...args], { cwd, env, silent: true, ignoreReturnCode: true }).catch(
    (cause) => {
      system.signal.throwIfAborted();
      throw new ToolError(`git cannot be run: ${cause.message}`, { cause });
    }
  );
  if (done.exitCode !== 0) system.signal.throwIfAborted();
  return { ...done, signal: null, timedOut: false };
}
function unusable(folder, said) {
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
  openRepository
};
