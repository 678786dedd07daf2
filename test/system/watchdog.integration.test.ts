import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startWatchdog } from "../../src/system/watchdog.ts";
import { testSystem } from "../helpers/system.ts";
import { runs, until } from "./until.ts";

const PARENT = fileURLToPath(new URL("fixtures/parent.ts", import.meta.url));

/** What the product promises, even after SIGKILL. */
const PROMISE = 10_000;

interface Parent {
  readonly child: ChildProcess;
  readonly pids: readonly number[];
  readonly folder: string;
  readonly marker: string;
  readonly stderr: () => string;
}

/** A process of ours that has started others, made a folder, and now waits. */
async function startParent(folder: string): Promise<Parent> {
  const [report, temporary, marker] = ["report", "tmp dir", "marker"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(temporary);
  const child = spawn(process.execPath, ["--import", "tsx", PARENT, report, temporary, marker], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const told = join(temporary, "pids");
  const pids = async () => (existsSync(told) ? (await readFile(told, "utf8")).trim().split("\n").map(Number) : []);
  await until(`the parent to be ready ${stderr}`, async () => existsSync(report) && (await pids()).length === 4);
  const made = (await readdir(temporary)).find((name) => name.startsWith("it's")) ?? "";
  return { child, pids: await pids(), folder: join(temporary, made), marker, stderr: () => stderr };
}

const allGone = async (pids: readonly number[]) => !(await Promise.all(pids.map(runs))).includes(true);

test("after SIGKILL of ours, all processes and folders are gone and cleanups done within 10 s", {
  tags: ["R16", "R17"],
}, async () => {
  await using job = await testSystem();
  const parent = await startParent(await job.system.processes.temporaryFolder("test"));
  expect(existsSync(join(parent.folder, "file"))).toBe(true);
  parent.child.kill("SIGKILL");
  const clean = async () => (await allGone(parent.pids)) && !existsSync(parent.folder) && existsSync(parent.marker);
  await until("clean", clean, PROMISE);
  await until("the marker", async () => (await readFile(parent.marker, "utf8")) === "by the 'watchdog'\n", PROMISE);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s: we clean up ourselves, and say what happened",
  { tags: ["R16"] },
  async (signal) => {
    await using job = await testSystem();
    const parent = await startParent(await job.system.processes.temporaryFolder("test"));
    parent.child.kill(signal);
    expect(await once(parent.child, "exit")).toEqual([7, null]);
    expect(await allGone(parent.pids)).toBe(true);
    expect(existsSync(parent.folder)).toBe(false);
    expect(await readFile(parent.marker, "utf8")).toBe("by us");
    expect(parent.stderr()).toBe(`InterruptedError: Interrupted by ${signal}: nothing was decided.\n`);
  },
);

test("a second Ctrl-C ends us at once, and the watchdog does the rest", { tags: ["R16"] }, async () => {
  await using job = await testSystem();
  const parent = await startParent(await job.system.processes.temporaryFolder("test"));
  const exit = once(parent.child, "exit");
  parent.child.kill("SIGINT");
  // One of them ignores being asked for 2 s: the job is still ending when the second signal comes.
  await until("the polite ones to end", async () => (await Promise.all(parent.pids.map(runs))).includes(false));
  parent.child.kill("SIGINT");
  expect(await exit).toEqual([null, "SIGINT"]);
  await until("clean", async () => (await allGone(parent.pids)) && !existsSync(parent.folder), PROMISE);
});

test("stood down, it does nothing", async () => {
  await using job = await testSystem();
  const folder = await job.system.processes.temporaryFolder("test");
  const watchdog = startWatchdog("0000", { PATH: process.env.PATH ?? "" });
  watchdog.remove(folder);
  await watchdog.standDown();
  expect(existsSync(folder)).toBe(true);
});
