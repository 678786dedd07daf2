/** Real processes whose use is known: by their own account, or by doing twice as much. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { resources } from "../../../src/measure/resources/index.ts";
import type { Watching } from "../../../src/measure/watcher.ts";
import type { Server } from "../../../src/target/serve.ts";
import { ask, withTarget } from "../watched-target.ts";

const SERVER = `
const http = require("node:http");
const { execFileSync } = require("node:child_process");
const spend = (millions) => { let sum = 1; for (let i = 0; i < millions * 1e6; i++) sum = Math.imul(sum ^ i, 0x9e3779b1); return sum; };
const CHILD = \`(\${spend})(100); const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)\`;
const kept = [];
http.createServer((request, response) => {
  const [, what, amount] = request.url.split("/");
  if (what === "spend") response.end(String(spend(Number(amount))));
  else if (what === "child") response.end(execFileSync(process.execPath, ["-e", CHILD.replace("spend", "")]));
  else if (what === "leak") response.end(String(kept.push(Buffer.alloc(100_000, 1))));
  else response.end("ok");
}).listen(process.env.PORT, "127.0.0.1");
`;

/** What one load gave, by the metric's name. */
async function measure(watching: Watching, server: Server, requests: number, load: () => Promise<unknown>) {
  const before = await watching.collected();
  const watch = await watching.watch(server);
  await watch.begin!();
  const started = performance.now();
  await load();
  await watch.end!({ requests, seconds: (performance.now() - started) / 1000 });
  const readings = watch.readings();
  await watch.stop();
  expect(await watching.collected()).toEqual(before);
  watch.keep!();
  const values = new Map(readings.map(({ metric, value }) => [metric.id, value]));
  return (metric: string) => Number(values.get(`resources/${metric}@target`));
}

const open = (context: Parameters<typeof resources.open>[1]) => resources.open({}, context);

// The second is a daemon: its parent has ended, and it has left the group and the session.
test.each(["node server.js", "setsid sh -c 'node server.js & exit'; exec sleep 1000"])(
  "twice the work is twice the processor time a request: %s",
  { tags: ["R17"] },
  async (command) => {
    await withTarget({ "server.js": SERVER }, async ({ context, start }) => {
      const watching = await open(context);
      const server = await start(command, watching);
      const cpuOf = async (path: string) => {
        const value = await measure(watching, server, 30, () => ask(server, path, 30));
        return value("cpu");
      };
      await ask(server, "/spend/10", 20);
      const [none, five, ten] = [await cpuOf("/spend/0"), await cpuOf("/spend/5"), await cpuOf("/spend/10")];
      expect((ten - none) / (five - none)).toBeGreaterThan(1.6);
      expect((ten - none) / (five - none)).toBeLessThan(2.4);
    });
  },
);

test("a program that a request runs is in its processor time, once", async () => {
  await withTarget({ "server.js": SERVER }, async ({ context, start }) => {
    const watching = await open(context);
    const server = await start("node server.js", watching);
    let own = 0;
    const value = await measure(watching, server, 3, async () => {
      for (let i = 0; i < 3; i++) own += Number(await (await fetch(`${server.url}/child`)).text());
    });
    // What it said of itself, and its end, which it could not say.
    expect((value("cpu") * 3) / own).toBeGreaterThan(0.9);
    expect((value("cpu") * 3) / own).toBeLessThan(1.5);
  });
});

test("memory that requests leave behind shows as growth, in the peak and at the end", async () => {
  await withTarget({ "server.js": SERVER }, async ({ context, start }) => {
    const watching = await open(context);
    const server = await start("node server.js", watching);
    await ask(server, "/quick", 300);
    const quiet = await measure(watching, server, 400, () => ask(server, "/quick", 400));
    const leaking = await measure(watching, server, 400, () => ask(server, "/leak", 400));
    expect(leaking("growth")).toBeGreaterThan(70_000);
    expect(leaking("growth")).toBeLessThan(150_000);
    expect(quiet("growth")).toBeLessThan(30_000);
    for (const metric of ["memory-peak", "memory-end"]) {
      expect(leaking(metric) - quiet(metric)).toBeGreaterThan(30_000_000);
    }
    expect(leaking("minor-faults")).toBeGreaterThan(20);
    expect(leaking("threads")).toBeGreaterThan(1);
    expect(leaking("files")).toBeGreaterThan(3);
  });
});

describe("what rules are judged by", () => {
  const shares = ["busy-processor", "full-memory"];

  async function factsOf(command: string) {
    let found: Awaited<ReturnType<Watching["collected"]>>["facts"] = [];
    await withTarget({ "server.js": SERVER }, async ({ context, start }) => {
      const watching = await open(context);
      const server = await start(command, watching);
      for (let round = 0; round < 5; round++) await measure(watching, server, 40, () => ask(server, "/leak", 40));
      found = (await watching.collected()).facts;
    });
    return found;
  }

  test("shares of the machine; no leak of a program whose memory grows until it collects", async () => {
    const facts = await factsOf("node server.js");
    expect(facts.map(({ rule }) => rule)).toEqual(shares);
    for (const { base, head } of facts) {
      expect(base).toBeNull();
      expect(head).toBeGreaterThan(0);
      expect(head).toBeLessThan(1);
    }
  });

  test("how much of one processor the busiest thread of a program with one has", async () => {
    await withTarget({ "server.js": SERVER }, async ({ context, start }) => {
      const watching = await open(context);
      const server = await start("node server.js", watching);
      await measure(watching, server, 8, () => ask(server, "/spend/100", 8));
      const busy = (await watching.collected()).facts.find(({ rule }) => rule === "busy-processor");
      expect(busy?.note).toContain("its busiest thread");
      expect(busy?.head).toBeGreaterThan(0);
      expect(busy?.head).toBeLessThan(1.1);
    });
  });

  test("what is sure to grow of another program", async () => {
    // Nobody knows it for Node by this name.
    const facts = await factsOf('cp "$(command -v node)" shop && exec ./shop server.js');
    expect(facts.map(({ rule }) => rule)).toEqual([...shares, "leak"]);
    expect(facts.at(-1)!.head).toBeGreaterThan(30_000);
  });
});

describe("a container's control group", () => {
  /** The files as the kernel writes them. */
  async function group(folder: string, microseconds: number, memory: number, cached: number): Promise<void> {
    await mkdir(folder, { recursive: true });
    const files = {
      "memory.stat": `anon 30000000\nfile ${cached}\ninactive_file ${cached}\nactive_file 0\n`,
      "cpu.stat": `usage_usec ${microseconds}\nuser_usec 1\nsystem_usec 2\n`,
      "memory.current": `${memory + cached}\n`,
      "memory.peak": "90000000\n",
      "memory.max": "100000000\n",
      "io.stat": `8:0 rbytes=0 wbytes=${microseconds} rios=0 wios=1 dbytes=0 dios=0\n`,
      "pids.current": "12\n",
      "cgroup.procs": `${process.pid}\n`,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  }

  test("is read in place of its processes", async () => {
    await withTarget({ "server.js": SERVER }, async ({ context, start }) => {
      const folder = join(context.scratch, "group");
      await group(folder, 1_000_000, 70_000_000, 0);
      const watching = await resources.open({ cgroup: { a: folder, b: `${folder}-b` } }, context);
      const server = await start("node server.js", watching);
      const value = await measure(watching, server, 100, () => group(folder, 1_250_000, 75_000_000, 15_000_000));
      expect(value("cpu")).toBe(2.5);
      expect(value("disk-written")).toBe(2500);
      expect(value("memory-end")).toBe(75_000_000);
      // Of its own samples, and neither what it had before them nor files that requests have read.
      expect(value("memory-peak")).toBe(75_000_000);
      expect(value("growth")).toBe(0);
      expect(value("threads")).toBe(12);
      const { facts } = await watching.collected();
      expect(facts.find(({ rule }) => rule === "full-memory")?.head).toBe(0.75);
    });
  });

  test("that is none is named", { tags: ["R28"] }, async () => {
    await withTarget({ "server.js": SERVER }, async ({ context, start }) => {
      const folder = join(context.scratch, "nothing");
      const watching = await resources.open({ cgroup: { a: folder, b: `${folder}-b` } }, context);
      const refused = watching.watch(await start("node server.js", watching));
      await expect(refused).rejects.toThrow(ToolError);
      await expect(refused).rejects.toThrow(`resources.cgroup: ${folder} is no version 2 control group`);
    });
  });
});

test("a target that runs elsewhere has no processes here, and what to do is said", { tags: ["R28"] }, async () => {
  await withTarget({}, async ({ context }) => {
    const watching = await open(context);
    const died = new Promise<never>(() => {});
    const elsewhere = { side: "head", slot: "a", url: "http://127.0.0.1:1", died, processes: () => [] } as const;
    await expect(watching.watch(elsewhere)).rejects.toThrow(
      "resources: head runs no process here: leave resources out, or name its container's control group by resources.cgroup.",
    );
  });
});
