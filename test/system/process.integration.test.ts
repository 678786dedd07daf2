import { getEventListeners } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ToolError } from "../../src/errors.ts";
import { OUTPUT_LIMIT } from "../../src/system/output.ts";
import type { System } from "../../src/system/system.ts";
import { testSystem } from "../helpers/system.ts";
import { runs, until } from "./until.ts";

/** A shell command that writes its own process number to `file`, then does `then`. */
const telling = (file: string, then: string) => `sh -c 'echo $$ >> ${file}; ${then}'`;

async function numbers(file: string, count: number): Promise<number[]> {
  const read = async () => (existsSync(file) ? (await readFile(file, "utf8")).trim().split("\n").map(Number) : []);
  await until(`${count} processes`, async () => (await read()).length === count);
  return read();
}

const options = (system: System, cwd = "/") => ({ cwd, env: system.env });

test("any exit code is a result, both streams come back, lines come as they are printed", async () => {
  await using job = await testSystem();
  const lines: string[] = [];
  const finished = await job.system.processes.run("echo out; echo err >&2; exit 3", {
    ...options(job.system),
    onLine: (line) => lines.push(line),
  });
  expect(finished).toEqual({ exitCode: 3, signal: null, timedOut: false, stdout: "out\n", stderr: "err\n" });
  expect(lines.sort()).toEqual(["err", "out"]);
});

test("a list of words is run without a shell", async () => {
  await using job = await testSystem();
  const { stdout } = await job.system.processes.run(["printf", "%s|", "a b", "$HOME", "'"], options(job.system));
  expect(stdout).toBe("a b|$HOME|'|");
});

test("nothing is inherited but what is given, and the mark has one length for all", async () => {
  await using job = await testSystem();
  const env = { PATH: job.system.env.PATH ?? "" };
  const seen = async () =>
    (await job.system.processes.run(["env"], { cwd: "/", env })).stdout.trim().split("\n").sort();
  const [first, second] = [await seen(), await seen()];
  expect(first.map((line) => line.split("=")[0])).toEqual(["PATH", "WEIGHBRIDGE_JOB"]);
  expect(first).not.toEqual(second);
  expect(first.join().length).toBe(second.join().length);
});

test("of a flood of output the last MiB is kept", async () => {
  await using job = await testSystem();
  const { stdout } = await job.system.processes.run(
    "head -c 3000000 /dev/zero | tr '\\0' x; echo end",
    options(job.system),
  );
  expect(stdout).toHaveLength(OUTPUT_LIMIT);
  expect(stdout.endsWith("xend\n")).toBe(true);
});

test("what cannot be started is a ToolError that says why", async () => {
  await using job = await testSystem();
  const { processes } = job.system;
  await expect(processes.run(["no-such-program-here"], options(job.system))).rejects.toThrow(
    new ToolError('"no-such-program-here" could not be started: no such program was found on PATH.'),
  );
  await expect(processes.run(["ls"], options(job.system, "/no/such/folder"))).rejects.toThrow(
    "the folder /no/such/folder",
  );
});

test("at its time limit the whole group ends", { tags: ["R17"] }, async () => {
  await using job = await testSystem();
  const folder = await job.system.processes.temporaryFolder("test");
  const command = `${telling(join(folder, "pids"), "exec sleep 600")} & wait`;
  const running = await job.system.processes.start(command, { ...options(job.system, folder), timeout: 1_000 });
  const [pid = 0] = await numbers(join(folder, "pids"), 1);
  expect(await running.exited).toMatchObject({ timedOut: true });
  expect(await runs(pid)).toBe(false);
});

test("stop ends children, grandchildren, those who left the group, and those who do not listen", {
  tags: ["R17"],
}, async () => {
  await using job = await testSystem();
  const folder = await job.system.processes.temporaryFolder("test");
  const pids = join(folder, "pids");
  const stubborn = telling(pids, "trap : TERM; while :; do sleep 1; done");
  const command = [
    `${telling(pids, "exec sleep 600")} &`,
    `${telling(pids, `${telling(pids, "exec sleep 600").replaceAll("'", '"').replaceAll("$$", "\\$\\$")} & wait`)} &`,
    `setsid ${telling(pids, "exec sleep 600")} &`,
    `${stubborn} & setsid ${stubborn} &`,
    "wait",
  ].join("\n");
  const running = await job.system.processes.start(command, options(job.system, folder));
  const all = await numbers(pids, 6);
  await running.stop("SIGTERM", 300);
  expect(running.ended).toBe(true);
  expect(await Promise.all(all.map(runs))).toEqual(all.map(() => false));
});

test("what is started anew whenever it ends, inside the group and outside, ends all the same", {
  tags: ["R17"],
}, async () => {
  await using job = await testSystem();
  const folder = await job.system.processes.temporaryFolder("test");
  const pids = join(folder, "pids");
  const again = `trap : TERM; while :; do ${telling(pids, "exec sleep 600").replaceAll("'", '"').replaceAll("$$", "\\$\\$")}; done`;
  const running = await job.system.processes.start(
    `sh -c '${again}' & setsid sh -c '${again}' & wait`,
    options(job.system, folder),
  );
  await numbers(pids, 2);
  await running.stop("SIGTERM", 300);
  const all = (await readFile(pids, "utf8")).trim().split("\n").map(Number);
  expect(all.length).toBeGreaterThan(2);
  expect(await Promise.all(all.map(runs))).toEqual(all.map(() => false));
});

test("stop leaves the others alone", async () => {
  await using job = await testSystem();
  const start = () => job.system.processes.start(["sleep", "600"], options(job.system));
  const [one, other] = [await start(), await start()];
  await one.stop("SIGTERM", 1_000);
  expect(await runs(one.pid)).toBe(false);
  expect(await runs(other.pid)).toBe(true);
  await job.system.processes.end();
  expect(await runs(other.pid)).toBe(false);
});

test("a polite process is asked by the signal it wants, and told apart from a killed one", async () => {
  await using job = await testSystem();
  const lines: string[] = [];
  const running = await job.system.processes.start(
    "trap 'echo bye; exit 0' INT; echo up; while :; do sleep 0.05; done",
    {
      ...options(job.system),
      onLine: (line) => lines.push(line),
    },
  );
  await until("its first line", () => lines.includes("up"));
  await running.stop("SIGINT", 20_000);
  expect(await running.exited).toMatchObject({ exitCode: 0, signal: null });
  expect(running.tail(2)).toEqual(["up", "bye"]);
});

test("a daemon that a finished command left behind holds nobody up, lives on, and ends with the job", {
  tags: ["R17"],
}, async () => {
  await using job = await testSystem();
  const folder = await job.system.processes.temporaryFolder("test");
  const pids = join(folder, "pids");
  const finished = await job.system.processes.run(
    `setsid ${telling(pids, "exec sleep 600")} & ${telling(pids, "exec sleep 600")} & echo done`,
    options(job.system, folder),
  );
  expect(finished).toMatchObject({ exitCode: 0, stdout: "done\n" });
  const daemons = await numbers(pids, 2);
  expect(await Promise.all(daemons.map(runs))).toEqual([true, true]);
  await job.system.processes.end();
  expect(await Promise.all(daemons.map(runs))).toEqual([false, false]);
});

test("end removes folders, read-only ones too, runs cleanups in reverse order, goes on when one fails, and may be called again", {
  tags: ["R16"],
}, async () => {
  await using job = await testSystem();
  const { processes } = job.system;
  const order: string[] = [];
  processes.onEnd(async () => void order.push("first"), ["true"]);
  const folder = await processes.temporaryFolder("with blanks and 'quotes'");
  await mkdir(join(folder, "closed"));
  await writeFile(join(folder, "closed/file"), "");
  await chmod(join(folder, "closed"), 0o500);
  processes.onEnd(() => Promise.reject(new Error("this one fails")), ["true"]);
  processes.onEnd(async () => void order.push(existsSync(folder) ? "folder still there" : "folder gone"), ["true"]);
  await Promise.all([processes.end(), processes.end()]);
  expect(order).toEqual(["folder still there", "first"]);
  expect(existsSync(folder)).toBe(false);
  expect(job.lines).toEqual(["this one fails"]);
  await processes.end();
  expect(order).toHaveLength(2);
});

test.runIf(process.platform === "linux")(
  "a hundred commands leave no file open and nobody listening",
  { tags: ["R16"] },
  async () => {
    const { signal } = new AbortController();
    await using job = await testSystem(signal);
    const held = () => [readdirSync("/proc/self/fd").length, getEventListeners(signal, "abort").length];
    const command = async () => {
      await job.system.processes.run("true", options(job.system));
      const running = await job.system.processes.start("exec sleep 600", options(job.system));
      await running.stop("SIGTERM", 1_000);
    };
    await command();
    const before = held();
    for (let count = 0; count < 50; count++) await command();
    expect(held()).toEqual(before);
  },
);

test("an abort ends what runs, rejects with its reason, and nothing more is started until the end has cleaned up", {
  tags: ["R16"],
}, async () => {
  const controller = new AbortController();
  await using job = await testSystem(controller.signal);
  const { processes } = job.system;
  let cleaned = "";
  processes.onEnd(async () => {
    cleaned = (await processes.run("echo clean", options(job.system))).stdout;
  }, ["true"]);
  const running = processes.run("echo started; exec sleep 600", {
    ...options(job.system),
    onLine: () => controller.abort(new Error("by the user")),
  });
  await expect(running).rejects.toThrow("by the user");
  await expect(processes.run("true", options(job.system))).rejects.toThrow("by the user");
  await processes.end();
  expect(cleaned).toBe("clean\n");
});
