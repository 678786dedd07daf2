/** Both sides the worker (worker.js), each with its own amount of work; and k6 scripts at a given rate. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuiltSides } from "../../src/pipeline/builds.ts";
import type { System } from "../../src/system/system.ts";

export async function workerLab(system: System, work: { base: number; head: number }) {
  const root = await system.processes.temporaryFolder("weighbridge-bench");
  const worker = fileURLToPath(new URL("./worker.js", import.meta.url));
  const config = (units: number) => ({
    kind: "command" as const,
    start: ["node", worker] as const,
    ready: "tcp",
    deadline: 10_000,
    stop: "SIGTERM" as const,
    env: { WORK: String(units) },
    passEnv: [],
  });
  const built: BuiltSides = {
    builds: { base: { side: "base", commit: null, dir: root }, head: { side: "head", commit: null, dir: root } },
    configs: { base: config(work.base), head: config(work.head) },
    seconds: { install: 0, build: 0 },
    notices: [],
    noBase: null,
  };
  return { system, root, built };
}

export function constantRate(rate: number): string {
  return `import http from "k6/http";
export const options = { scenarios: { load: { executor: "constant-arrival-rate", rate: ${rate}, timeUnit: "1s", duration: "1m", preAllocatedVUs: 20 } } };
export default function () { http.get(__ENV.BASE_URL + "/work"); }
`;
}

export async function writeScript(root: string, name: string, rate: number): Promise<string> {
  await writeFile(join(root, name), constantRate(rate));
  return name;
}
