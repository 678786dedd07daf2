import { tmpdir } from "node:os";
import { ToolError } from "../errors.ts";
import { passwordsOf, safeEnvironment } from "./env.ts";
import { createProcesses } from "./process.ts";
import type { Log, System } from "./system.ts";

export interface SystemOptions {
  readonly log: Log;
  /** The process's own environment; only its harmless part goes on to what is started. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly toolCache: string;
  /** From listenForInterrupts. */
  readonly signal: AbortSignal;
}

/**
 * The world for one job. Whoever creates it calls `processes.end()` in the end, whatever happened.
 * Throws ToolError on Windows, which has neither process groups nor the shell that targets are described for.
 */
export function createSystem({ log, env, toolCache, signal }: SystemOptions): System {
  if (process.platform === "win32")
    throw new ToolError("Weighbridge runs on Linux and macOS; on Windows, run it in WSL.");
  const safe = safeEnvironment(env);
  const temporary = safe.RUNNER_TEMP ?? tmpdir();
  const processes = createProcesses({ signal, temporary, env: safe, warn: (line) => log.warn(line) });
  return { log, processes, env: safe, passwords: passwordsOf(env), signal, toolCache };
}
