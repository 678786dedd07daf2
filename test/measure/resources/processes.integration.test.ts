/** Real processes, whose own account of what the kernel counts is what is to be read of them. */
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notesOf } from "../../../src/measure/resources/facts.ts";
import { readingsOf, type Used } from "../../../src/measure/resources/metrics.ts";
import { parseNetwork } from "../../../src/measure/resources/proc.ts";
import { countFiles, readCounts, readNetwork } from "../../../src/measure/resources/processes.ts";
import { watchProcesses } from "../../../src/measure/resources/watch.ts";
import { type Said, startSaying } from "./saying.ts";

/** Two ends of a wire, and nobody who sends by itself. */
const NETWORK = `echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6
  ip link add v0 type veth peer name v1 && ip addr add 10.9.0.1/24 broadcast + dev v0 && ip link set v0 up && ip link set v1 up`;

/** A network of one's own takes root, or a system that lets everybody have one. */
const hasNetworks = spawnSync("sh", ["-c", `unshare -rn sh -c "${NETWORK}"`]).status === 0;

/** As who may not look into processes of root. */
async function asNobody<T>(body: () => T | Promise<T>): Promise<T> {
  const isRoot = process.geteuid!() === 0;
  if (isRoot) process.seteuid!(65_534);
  try {
    return await body();
  } finally {
    if (isRoot) process.seteuid!(0);
  }
}

const served = (pids: readonly number[]) =>
  ({
    side: "head",
    slot: "a",
    url: "http://127.0.0.1:1",
    died: new Promise<never>(() => {}),
    processes: () => pids,
  }) as const;

/** What was used while `load` ran, said to be `seconds` of load. */
async function usedIn(
  pid: number,
  folder: string | null,
  seconds: number,
  load: () => Promise<unknown>,
): Promise<Used> {
  const found: Used[] = [];
  const watch = await watchProcesses(served([pid]), folder, (one) => found.push(one));
  await watch.begin!();
  await load();
  await watch.end!({ requests: 1, seconds });
  await watch.stop();
  watch.keep!();
  return found[0]!;
}

const cpu = ({ used }: Said) => (used.userCPUTime + used.systemCPUTime) / 1000;

test("the busy share is of the time under load, and not of what passed around it", async () => {
  await using child = await startSaying();
  const before = await child.ask();
  let [begun, done] = [before, before];
  const seconds = 100;
  const used = await usedIn(child.pid, null, seconds, async () => {
    begun = await child.ask();
    done = await child.ask("spin");
  });
  const after = await child.ask();
  expect(used.busiest * seconds * 1000).toBeGreaterThanOrEqual(done.ran - begun.ran);
  expect(used.busiest * seconds * 1000).toBeLessThanOrEqual(after.ran - before.ran);
  const all = used.busy * seconds * 1000 * availableParallelism();
  expect(all).toBeGreaterThanOrEqual(done.ran - begun.ran);
  // A tick is 10 ms.
  expect(all).toBeLessThanOrEqual(cpu(after) - cpu(before) + 10);
});

test("no more is busy than there is, whatever ran before and after the load", async () => {
  await using child = await startSaying();
  expect(await usedIn(child.pid, null, 0.001, () => child.ask("spin"))).toMatchObject({ busy: 1, busiest: 1 });
});

test("each counter of a process is its own: what lies between what it says before and after", async () => {
  await using child = await startSaying();
  const before = (await child.ask("nap")).used;
  const { counts } = readCounts(child.pid)!;
  const after = (await child.ask()).used;
  const pairs = [
    ["minorFaults", "minorPageFault"],
    ["majorFaults", "majorPageFault"],
    ["voluntarySwitches", "voluntaryContextSwitches"],
    ["involuntarySwitches", "involuntaryContextSwitches"],
  ] as const;
  for (const [counter, said] of pairs) {
    expect(counts[counter], counter).toBeGreaterThanOrEqual(before[said]);
    expect(counts[counter], counter).toBeLessThanOrEqual(after[said]);
  }
  expect(counts.voluntarySwitches).toBeGreaterThan(500);
});

test("bytes from and to storage are each their own", async () => {
  await using child = await startSaying();
  const before = (await child.ask("write")).used;
  const { counts } = readCounts(child.pid)!;
  const after = (await child.ask()).used;
  // It says them in whole blocks of 512 bytes; of a folder in memory there are none.
  for (const [counter, said] of [
    ["read", "fsRead"],
    ["written", "fsWrite"],
  ] as const) {
    expect(counts[counter], counter).toBeGreaterThanOrEqual(before[said] * 512);
    expect(counts[counter], counter).toBeLessThan((after[said] + 1) * 512);
  }
});

test("open files are counted, and those of another user are not taken for none", async () => {
  const before = countFiles(process.pid)!;
  const opened = Array.from({ length: 7 }, () => openSync("/dev/null", "r"));
  expect(countFiles(process.pid)).toBe(before + 7);
  for (const file of opened) closeSync(file);
  expect(await asNobody(() => countFiles(1))).toBeNull();
});

test("a network that is ours is not counted as the target's", async () => {
  await using child = await startSaying();
  expect(readNetwork([child.pid, process.pid])).toBeNull();
});

test.runIf(hasNetworks)(
  "a network of its own is counted once, also by who may not look into its processes",
  async () => {
    await using child = await startSaying(NETWORK);
    const quiet = parseNetwork((await child.ask()).network);
    const sent = parseNetwork((await child.ask("send")).network);
    // 1,000 bytes and their headers, out of one end and into the other.
    expect(sent - quiet).toBeGreaterThan(2_000);
    expect(readNetwork([child.pid, child.pid, process.pid])).toBe(sent);
    expect(await asNobody(() => readNetwork([child.pid]))).toBe(sent);
  },
);

test.runIf(hasNetworks)("a container that is another user's: network is read, and files have no number", async () => {
  await using child = await startSaying(NETWORK);
  const folder = await mkdtemp(join(tmpdir(), "group-"));
  await writeFile(join(folder, "cpu.stat"), "usage_usec 1000\n");
  await writeFile(join(folder, "cgroup.procs"), `${child.pid}\n`);
  await chmod(folder, 0o755);
  const load = () => child.ask("send");
  const others = await asNobody(() => usedIn(child.pid, folder, 1, load));
  await rm(folder, { recursive: true });
  const values = new Map(readingsOf(others).map(({ metric, value }) => [metric.id, value]));
  expect(values.get("resources/network@target")).toBeGreaterThan(2_000);
  // Who is not root here runs the container, too.
  if (process.geteuid!() !== 0) return;
  expect([...values.keys()].filter((id) => /files|disk/u.test(id))).toEqual([]);
  expect(notesOf({ base: [], head: [others] })).toHaveLength(1);
});
