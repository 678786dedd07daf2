// src/system/k6-program.ts
import { dirname } from "node:path";
import { ToolError } from "../errors.js";
async function usableVersion(system, path) {
  const options = { cwd: dirname(path), env: system.env, timeout: 2e4 };
  const { exitCode, stdout, stderr } = await system.processes.run([path, "version"], options);
  const version = parseK6Version(stdout);
  if (exitCode !== 0 || version === null) {
    const said = `${stdout}
${stderr}`.trim().split("\n")[0] || `nothing, exit code ${exitCode}`;
    throw new ToolError(`${path} is not k6: asked for its version, it said: ${said.slice(0, 200)}.`);
  }
  const major = Number(version.split(".")[0]);
  if (major === 1 || major === 2) return version;
  throw new ToolError(`${path} is k6 ${version}, and Weighbridge works with k6 1 and 2.`);
}
function parseK6Version(output) {
  return /^k6(?:\.exe)? v(\d+\.\d+\.\d+(?:-[\w.-]+)?)(?:\s|$)/m.exec(output)?.[1] ?? null;
}
export {
  parseK6Version,
  usableVersion
};
