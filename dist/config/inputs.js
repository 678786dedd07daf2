// src/config/inputs.ts
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
var MODES = ["auto", "paired", "stored", "budgets"];
function readRuntime(env = process.env, home = homedir()) {
  const get = (name2) => env[name2] || void 0;
  const isOn = (name2) => get(name2) !== void 0 && !/^(?:0|false)$/iu.test(get(name2));
  const name = get("GITHUB_EVENT_NAME");
  const payloadPath = get("GITHUB_EVENT_PATH");
  return {
    ci: isOn("CI") || isOn("GITHUB_ACTIONS"),
    color: colorOf(get("NO_COLOR"), get("FORCE_COLOR")),
    toolCache: join(cacheFolder(get, home), "tools"),
    event: name !== void 0 && payloadPath !== void 0 ? { name, payloadPath } : null,
    run: runOf(get("GITHUB_RUN_ID"), get("GITHUB_RUN_ATTEMPT"))
  };
}
function runOf(id, attempt) {
  if (id === void 0) return null;
  return { id, attempt: /^[1-9]\d{0,5}$/u.test(attempt ?? "") ? Number(attempt) : 1 };
}
function colorOf(no, force) {
  if (force !== void 0) return /^(?:0|false)$/iu.test(force) ? "never" : "always";
  return no !== void 0 ? "never" : "auto";
}
function cacheFolder(get, home) {
  const own = get("WEIGHBRIDGE_CACHE");
  if (own !== void 0) return resolve(own);
  for (const name of ["RUNNER_TOOL_CACHE", "XDG_CACHE_HOME"]) {
    const folder = get(name);
    if (folder !== void 0 && isAbsolute(folder)) return join(folder, "weighbridge");
  }
  return join(home, ".cache", "weighbridge");
}
export {
  MODES,
  readRuntime
};
