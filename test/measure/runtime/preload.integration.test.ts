/** What the module tells of a real Node process, held against what that process sees of itself by other means. */
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { askAll, listenOn } from "../../../src/measure/runtime/agents.ts";
import { begun, collected, type Ended, ended } from "../../../src/measure/runtime/told.ts";

const PRELOAD = fileURLToPath(new URL("../../../src/measure/runtime/preload/preload.cjs", import.meta.url));

/** Does what it is told by messages, and answers with its own readings. */
const TARGET = `
const { readFileSync } = require("node:fs");
const { monitorEventLoopDelay, PerformanceObserver } = require("node:perf_hooks");
const never = new Int32Array(new SharedArrayBuffer(4));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const spin = () => { let sum = 1; for (let i = 0; i < 5e7; i++) sum = Math.imul(sum ^ i, 0x9e3779b1); return sum; };
const kept = [];
const does = {
  async collect() {
    const pauses = [];
    const observer = new PerformanceObserver((list) => pauses.push(...list.getEntries()));
    observer.observe({ entryTypes: ["gc"] });
    // Some live through each collection, so that there is work in it.
    for (let i = 0; i < 60; i++) {
      kept[i % 20] = Array.from({ length: 50_000 }, (_, at) => ({ at }));
      await pause(0);
    }
    await pause(100);
    observer.disconnect();
    return { milliseconds: pauses.reduce((sum, { duration }) => sum + duration, 0), count: pauses.length };
  },
  async stall() {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    for (let i = 0; i < 60; i++) {
      await pause(20);
      if (i % 6 === 5) Atomics.wait(never, 0, 0, 80);
    }
    delay.disable();
    return { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6 };
  },
  async share() {
    const read = () => readFileSync("/proc/self/schedstat", "utf8").split(" ").map((one) => Number(one) / 1e6);
    await pause(50);
    const before = read();
    spin();
    const after = read();
    await pause(50);
    return { ran: after[0] - before[0], queued: after[1] - before[1] };
  },
  hold() {
    const before = process.memoryUsage().external;
    for (let i = 0; i < 20; i++) kept.push(Buffer.alloc(1_000_000, 1));
    return { external: process.memoryUsage().external - before };
  },
};
process.on("message", async (what) => process.send(await does[what]()));
process.send("up");
`;

interface Target extends AsyncDisposable {
  readonly pid: number;
  begin(): Promise<void>;
  end(): Promise<Ended>;
  /** Bytes that a full collection leaves. */
  left(): Promise<number>;
  /** What it says when it has done it. */
  have<Readings>(does: string): Promise<Readings>;
}

/** `around`: words of a command before Node's. */
async function startTarget(...around: readonly string[]): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), "preload-"));
  await writeFile(join(folder, "target.cjs"), TARGET);
  const listener = await listenOn(join(folder, "socket"));
  const [program, ...options] = [...around, process.execPath];
  const child = fork(join(folder, "target.cjs"), {
    execPath: program!,
    execArgv: [...options, "--require", PRELOAD],
    env: { ...process.env, NODE_OPTIONS: "", WEIGHBRIDGE_RUNTIME: join(folder, "socket") },
  });
  await once(child, "message");
  await expect.poll(() => listener.serving(), { timeout: 20_000 }).toHaveLength(1);
  const agents = await listener.serving();
  const only = <Told>(told: ReadonlyMap<unknown, Told>) => [...told.values()][0]!;
  return {
    pid: child.pid!,
    async begin() {
      await askAll(agents, "begin", begun);
    },
    end: async () => only(await askAll(agents, "end", ended)),
    left: async () => only(await askAll(agents, "collect", collected)).heap,
    async have<Readings>(does: string) {
      const said = once(child, "message");
      child.send(does);
      return (await said)[0] as Readings;
    },
    async [Symbol.asyncDispose]() {
      const gone = once(child, "exit");
      child.kill();
      await gone;
      listener.close();
      await rm(folder, { recursive: true });
    },
  };
}

test("time in garbage collections is in milliseconds, as Node itself measures each", async () => {
  await using target = await startTarget();
  await target.begin();
  const own = await target.have<{ milliseconds: number; count: number }>("collect");
  const { gcTime, gcCount } = await target.end();
  expect(own.count).toBeGreaterThan(5);
  expect(gcCount / own.count).toBeGreaterThan(0.5);
  expect(gcCount / own.count).toBeLessThan(2);
  expect(gcTime / own.milliseconds).toBeGreaterThan(0.3);
  expect(gcTime / own.milliseconds).toBeLessThan(3);
});

test("the event loop's delay is that of the slowest hundredth, and not the usual one", async () => {
  await using target = await startTarget();
  await target.begin();
  const own = await target.have<{ p50: number; p99: number }>("stall");
  const { loop } = await target.end();
  // Looks are 10 ms apart, which is no delay.
  expect(Math.abs(loop!.p99 - (own.p99 - 10))).toBeLessThan(Math.abs(loop!.p99 - (own.p50 - 10)));
});

test("the longest block is without what others had the processor for", async () => {
  const processor = /^Cpus_allowed_list:\s*(\d+)/mu.exec(readFileSync("/proc/self/status", "utf8"))![1]!;
  const alone = ["taskset", "-c", processor];
  await using target = await startTarget(...alone);
  const [program, ...options] = [
    ...alone,
    process.execPath,
    "-e",
    "const until = Date.now() + 60_000; while (Date.now() < until);",
  ];
  const others = Array.from({ length: 6 }, () => spawn(program!, options, { stdio: "ignore" }));
  try {
    await target.begin();
    const { ran, queued } = await target.have<{ ran: number; queued: number }>("share");
    const { loop } = await target.end();
    expect(queued).toBeGreaterThan(ran);
    // It ran some 10 ms less than between two looks, and no part of what it waited is in it.
    expect(loop!.longest).toBeLessThan(ran + queued / 2);
    expect(loop!.longest).toBeGreaterThan(ran / 2);
  } finally {
    for (const other of others) other.kill();
  }
});

test("memory outside the heap that is kept is in what a full collection leaves", async () => {
  await using target = await startTarget();
  const before = await target.left();
  const { external } = await target.have<{ external: number }>("hold");
  expect(external).toBeGreaterThan(15_000_000);
  expect((await target.left()) - before).toBeGreaterThan(0.9 * external);
});
