import { dirname } from "node:path";
import { ToolError } from "../errors.ts";
import type { System } from "./system.ts";

/** Throws ToolError when the program is not k6, or not one that Weighbridge works with. */
export async function usableVersion(system: System, path: string): Promise<string> {
  const options = { cwd: dirname(path), env: system.env, timeout: 20_000 };
  const { exitCode, stdout, stderr } = await system.processes.run([path, "version"], options);
  const version = parseK6Version(stdout);
  if (exitCode !== 0 || version === null) {
    const said = `${stdout}\n${stderr}`.trim().split("\n")[0] || `nothing, exit code ${exitCode}`;
    throw new ToolError(`${path} is not k6: asked for its version, it said: ${said.slice(0, 200)}.`);
  }
  const major = Number(version.split(".")[0]);
  if (major === 1 || major === 2) return version;
  throw new ToolError(`${path} is k6 ${version}, and Weighbridge works with k6 1 and 2.`);
}

/** From what `k6 version` prints: "k6 v2.2.0 (go1.26.8, linux/amd64)" or "k6 v1.0.0 (commit/…)"; null if it is not k6. */
export function parseK6Version(output: string): string | null {
  return /^k6(?:\.exe)? v(\d+\.\d+\.\d+(?:-[\w.-]+)?)(?:\s|$)/m.exec(output)?.[1] ?? null;
}
