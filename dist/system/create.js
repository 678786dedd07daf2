// src/system/create.ts
import { tmpdir } from "node:os";
import { ToolError } from "../errors.js";
import { passwordsOf, safeEnvironment } from "./env.js";
import { createProcesses } from "./process.js";
function createSystem({ log, env, toolCache, signal }) {
  if (process.platform === "win32")
    throw new ToolError("Weighbridge runs on Linux and macOS; on Windows, run it in WSL.");
  const safe = safeEnvironment(env);
  const temporary = safe.RUNNER_TEMP ?? tmpdir();
  const processes = createProcesses({ signal, temporary, env: safe, warn: (line) => log.warn(line) });
  return { log, processes, env: safe, passwords: passwordsOf(env), signal, toolCache };
}
export {
  createSystem
};
