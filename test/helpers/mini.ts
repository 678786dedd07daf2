/** A small target in a git repository of its own, for end-to-end tests with rounds of a second. */
import { execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export type Files = Readonly<Record<string, string>>;

/** About a third of a millisecond a unit of work on a typical machine. */
export const server = (work: number, extra = ""): string => `
const http = require("node:http");
function spend(units) { let sum = 1; for (let i = 0; i < units * 100000; i++) sum = Math.imul(sum ^ i, 0x9e3779b1); return sum; }
${extra}
http.createServer((request, response) => {
  if (request.url === "/healthz") return response.end("ok");
  response.end(String(spend(request.url.startsWith("/slow") ? ${work} : 2)));
}).listen(process.env.PORT, "127.0.0.1");
`;

export const script = `
import http from "k6/http";
export const options = {
  scenarios: { shop: { executor: "constant-arrival-rate", rate: 60, timeUnit: "1s", duration: "1m", preAllocatedVUs: 75 } },
  thresholds: { http_req_failed: ["rate<0.01"] },
};
export default function () {
  http.get(__ENV.BASE_URL + "/slow");
  http.get(__ENV.BASE_URL + "/fast");
}
`;

export const config = `
target: { start: node server.js, ready: /healthz, deadline: 30s }
k6: { scripts: [perf/shop.js], round: { warmup: 200ms, measure: 1s } }
gate: { effort: quick }
explain: { when: never }
metrics: { "k6/latency-tm95@*": { role: gate } }
`;

export const mini: Files = { "server.js": server(2), "perf/shop.js": script, "weighbridge.yml": config };

export interface Mini extends AsyncDisposable {
  readonly folder: string;
  /** Runs the built command line there. */
  weighbridge(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Processes that the run left behind, and what is left of its temporary files. */
  readonly leftovers: readonly string[];
}

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** A repository whose `main` holds \`base\` and whose branch holds \`head\` over it. */
export async function miniRepository(base: Files, head: Files = {}): Promise<Mini> {
  const folder = await mkdtemp(join(tmpdir(), "weighbridge-mini-"));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.invalid", "-c", "commit.gpgsign=false", ...args], {
      cwd: folder,
    });
  git("init", "--quiet", "--initial-branch=main");
  await writeAll(folder, base);
  git("add", "--all");
  git("commit", "--quiet", "--message", "base");
  git("checkout", "--quiet", "-b", "change");
  await writeAll(folder, head);
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", "head");
  return {
    folder,
    weighbridge: (args, env = {}) => runCli(folder, args, env),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function writeAll(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Every run gets a temporary folder of its own, so that whatever it leaves there, or runs there, is its own. */
export async function runCli(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const temporary = await mkdtemp(join(tmpdir(), "weighbridge-e2e-"));
  try {
    const { CI: _, GITHUB_ACTIONS: __, GITHUB_EVENT_PATH: ___, RUNNER_TEMP: ____, ...rest } = process.env;
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: folder,
      env: { ...rest, CI: "true", TMPDIR: temporary, ...env },
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (data) => (output.stdout += data));
    child.stderr.on("data", (data) => (output.stderr += data));
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { code, ...output, leftovers: [...(await processesIn(temporary)), ...(await readdir(temporary))] };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Processes whose working directory is inside `folder`. */
export async function processesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => "");
    if (cwd.startsWith(folder)) found.push(`process ${pid} in ${cwd}`);
  }
  return found;
}
