/** A gate that is ended from outside, and what it leaves behind. */
import { type ChildProcess, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePorts, portIsFree } from "../../src/system/ports.ts";
import { k6Binary } from "./k6.ts";
import { config, type Mini, mini, miniRepository } from "./mini.ts";

/** Where one gate runs after the other, and nothing else. */
export interface Place extends AsyncDisposable {
  readonly repository: Mini;
  /** Of its environment: every process that a gate starts here has this HOME. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly temporary: string;
  /** A folder to record in. */
  readonly store: string;
  readonly ports: readonly number[];
}

/** A target with fixed ports, a build, and rounds of a second, of which a few fit into `seconds`; nothing that runs has changed. */
export async function place(seconds: number): Promise<Place> {
  const root = await mkdtemp(join(tmpdir(), "weighbridge-struck-"));
  const temporary = join(root, "tmp");
  await mkdir(temporary);
  const ports = await freePorts(2);
  const text = config
    .replace("target: {", `target: { ports: [${ports.join(", ")}], build: "node -e 1",`)
    .replace("k6: {", `k6: { path: ${await k6Binary("2.2.0")},`)
    .replace("effort: quick", `effort: quick, maxMinutes: ${seconds / 60}`);
  const repository = await miniRepository({ ...mini, "weighbridge.yml": text }, { "note.js": "// changed" });
  const { GITHUB_ACTIONS: _, GITHUB_EVENT_PATH: __, RUNNER_TEMP: ___, ...rest } = process.env;
  return {
    repository,
    env: { ...rest, CI: "true", HOME: root, TMPDIR: temporary },
    temporary,
    store: join(root, "store"),
    ports,
    async [Symbol.asyncDispose]() {
      await repository[Symbol.asyncDispose]();
      await rm(root, { recursive: true, force: true });
    },
  };
}

export interface Ending {
  readonly code: number | null;
  readonly output: string;
  /** From the signal until nothing was left, or the limit. */
  readonly ms: number;
  readonly left: readonly string[];
}

/** `strike` comes `after` ms, or when that is done; then everything of the gate has `limit` ms to be gone. */
export async function struck(
  { env, ...where }: Place,
  start: () => ChildProcess,
  {
    after,
    strike,
    limit,
  }: { after: number | (() => Promise<void>); strike: (child: ChildProcess) => void; limit: number },
): Promise<Ending> {
  const child = start();
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += data));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await Promise.race([typeof after === "number" ? delay(after) : after(), ended]);
  const begun = performance.now();
  strike(child);
  let left = await leftOf(env.HOME!, where);
  while (left.length > 0 && performance.now() - begun < limit) {
    await delay(20);
    left = await leftOf(env.HOME!, where);
  }
  const ms = performance.now() - begun;
  return { code: left.length > 0 ? null : await ended, output, ms, left };
}

async function leftOf(home: string, { repository, temporary, store, ports }: Omit<Place, "env">): Promise<string[]> {
  const free = await Promise.all(ports.map(portIsFree));
  return [
    ...(await processesOf(home)),
    ...ports.filter((_, index) => !free[index]).map((port) => `a listener on port ${port}`),
    ...(await readdir(temporary)).map((name) => `temporary ${name}`),
    ...worktrees(repository.folder),
    ...(await halfWritten(join(repository.folder, ".weighbridge"))),
    ...(await halfWritten(join(store, "default"))),
  ];
}

/** Processes that were started with this HOME, zombies left out. */
async function processesOf(home: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
    if (!`\0${environment}`.includes(`\0HOME=${home}\0`)) continue;
    found.push(`process ${(await readFile(`/proc/${pid}/cmdline`, "latin1").catch(() => "")).replaceAll("\0", " ")}`);
  }
  return found;
}

/** What git knows besides the working tree itself. */
function worktrees(folder: string): string[] {
  const listed = execFileSync("git", ["worktree", "list", "--porcelain"], { cwd: folder, encoding: "utf8" });
  return (listed.match(/^worktree .*/gm) ?? []).slice(1);
}

/** JSON files that are none. */
async function halfWritten(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const bad: string[] = [];
  for (const name of (await readdir(folder)).filter((one) => one.endsWith(".json"))) {
    try {
      JSON.parse(await readFile(join(folder, name), "utf8"));
    } catch {
      bad.push(`half-written ${name}`);
    }
  }
  return bad;
}
