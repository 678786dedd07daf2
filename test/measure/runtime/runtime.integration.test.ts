/** Real Node processes that the module is loaded into; what is named and counted is what their code does. */
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import type { Answer } from "../../../src/measure/load.ts";
import { listenOn } from "../../../src/measure/runtime/agents.ts";
import { runtime } from "../../../src/measure/runtime/index.ts";
import type { Watching } from "../../../src/measure/watcher.ts";
import type { Server } from "../../../src/target/serve.ts";
import { testSystem } from "../../helpers/system.ts";
import { ask, withTarget } from "../watched-target.ts";

const SHOP = `
const http = require("node:http");
const { hashPassword } = require("./lib/hash.js");
const never = new Int32Array(new SharedArrayBuffer(4));
const nap = (milliseconds) => Atomics.wait(never, 0, 0, milliseconds);
const leaked = [];
http.createServer((request, response) => {
  const [, what, amount] = request.url.split("/");
  if (what === "hash") response.end(hashPassword("secret"));
  // So many times 100 kB: 8 bytes an element.
  else if (what === "allocate") response.end(String(new Array(12_500 * Number(amount)).fill(request).length));
  else if (what === "leak") response.end(String(leaked.push(new Array(1_250).fill(request.socket))));
  else if (what === "nap") response.end(nap(Number(amount)));
  else response.end("ok");
}).listen(process.env.PORT, "127.0.0.1");
`;

const HASH = `
const { pbkdf2Sync } = require("node:crypto");

exports.hashPassword = function hashPassword(password) {
  return pbkdf2Sync(password, "salt", 300_000, 64, "sha512").toString("hex");
};
`;

const FILES = { "server.js": SHOP, "lib/hash.js": HASH };
const NODE = "node server.js";

/** One at a time, each path so often. */
async function trace(watching: Watching, server: Server, paths: readonly string[], times: number) {
  const watch = await watching.watch(server);
  for (const path of paths) {
    for (let i = 0; i < times; i++) {
      await ask(server, path);
      await watch.answered!(answerTo(path));
    }
  }
  return watch;
}

function answerTo(path: string): Answer {
  const request = { slot: "a", endpoint: `shop: GET ${path}`, method: "GET", url: path, status: 200 } as const;
  return { ...request, sent: {}, headers: {}, bytes: 2, milliseconds: 1 };
}

/** A whole round: `paths` traced, then `load` so many times. */
async function round(
  watching: Watching,
  server: Server,
  paths: readonly string[],
  load: string,
  requests: number,
  isKept = true,
) {
  const watch = await trace(watching, server, paths, 6);
  // Warm: what is compiled and cached is no leak.
  await ask(server, load, requests);
  await watch.before!();
  await watch.begin!();
  await ask(server, load, requests);
  await watch.end!({ requests, seconds: 1 });
  await watch.after!();
  const readings = watch.readings();
  await watch.stop();
  if (isKept) watch.keep!();
  const values = new Map(readings.map(({ metric, value }) => [metric.id, Number(value)]));
  return (metric: string, subject: string) => values.get(`runtime/${metric}@${subject}`)!;
}

describe("one round of a Node target", () => {
  test("the function that blocks is named, with its line and the endpoint that calls it", async () => {
    await withTarget(FILES, async ({ context, start }) => {
      const watching = await runtime.open({}, context);
      const server = await start(NODE, watching);
      const value = await round(watching, server, ["/hash", "/quick"], "/quick", 50);
      const { causes, facts } = await watching.collected();

      const at = { file: "lib/hash.js", line: 4 };
      const hashing = { name: "hashPassword", at, base: null };
      const endpoint = "shop: GET /hash";
      expect(causes).toContainEqual(
        expect.objectContaining({ ...hashing, metric: `runtime/blocked@${endpoint}`, kind: "function" }),
      );
      const calls = facts.filter(({ rule, subject }) => rule === "blocking-call" && subject === endpoint);
      expect(calls[0]).toMatchObject(hashing);
      expect(value("blocked", endpoint)).toBeGreaterThan(value("blocked", "shop: GET /quick"));
      expect(facts.map(({ rule }) => rule)).toContain("blocked-event-loop");
    });
  });

  test("what a round showed is not told where it does not count", async () => {
    await withTarget(FILES, async ({ context, start }) => {
      const watching = await runtime.open({}, context);
      await round(watching, await start(NODE, watching), ["/nap/15"], "/nap/100", 2, false);
      expect(await watching.collected()).toMatchObject({ causes: [], facts: [] });
    });
  });

  test("a short call that blocks is seen, and what blocks now and then as long as it does", async () => {
    await withTarget(FILES, async ({ context, start }) => {
      const watching = await runtime.open({}, context);
      const server = await start(NODE, watching);
      await round(watching, server, ["/nap/15"], "/nap/100", 2);
      const { facts } = await watching.collected();
      const of = (wanted: string) => facts.find(({ rule }) => rule === wanted);
      expect(of("blocking-call")).toMatchObject({ name: "nap", subject: "shop: GET /nap/15" });
      expect(of("blocking-call")?.head).toBeGreaterThan(10);
      // It is told by looks 10 ms apart.
      expect(of("blocked-event-loop")?.head).toBeGreaterThan(85);
    });
  });

  test("allocated bytes of a request are counted to the object, and of the load on average", async () => {
    await withTarget(FILES, async ({ context, start }) => {
      const watching = await runtime.open({}, context);
      const server = await start(NODE, watching);
      const value = await round(watching, server, ["/allocate/1", "/allocate/9"], "/allocate/9", 300);
      const [one, nine] = [1, 9].map((amount) => value("allocated", `shop: GET /allocate/${amount}`));
      expect((nine! - one!) / 800_000).toBeCloseTo(1, 1);
      // 300 times 900 kB: far more than the heap holds, so that collections were counted through.
      expect(value("gc-count", "target")).toBeGreaterThan(0);
      expect(value("allocated", "target")).toBeGreaterThan(900_000);
      expect(value("allocated", "target")).toBeLessThan(990_000);
      await watching.collected();
    });
  });

  test("what a request leaves behind after a full collection is told from what it only used", async () => {
    await withTarget(FILES, async ({ context, start }) => {
      const watching = await runtime.open({}, context);
      const used = await round(watching, await start(NODE, watching), [], "/allocate/1", 300);
      const leaking = await round(watching, await start(NODE, watching), [], "/leak", 300);
      // 1,250 elements of 8 bytes, and an object around them.
      expect(leaking("retained", "target")).toBeGreaterThan(10_000);
      expect(leaking("retained", "target")).toBeLessThan(12_000);
      expect(Math.abs(used("retained", "target"))).toBeLessThan(1_000);
      await watching.collected();
    });
  });

  test("what the module itself needs is not taken for what requests leave behind", async () => {
    await withTarget(FILES, async ({ context, start }) => {
      const watching = await runtime.open({}, context);
      const value = await round(watching, await start(NODE, watching), [], "/quick", 20);
      // 180 kB where it counts for the first time; its timer, of a second, makes 50 kB 75 on a slow machine.
      expect(value("retained", "target") * 20).toBeLessThan(120_000);
      await watching.collected();
    });
  });
});

describe("which processes are asked", () => {
  const esm = SHOP.replace(/const (.+) = require\((.+)\);/g, "import $1 from $2;").replace("{ hashPassword }", "hash");
  const waiting = `require("node:child_process").execFileSync(process.execPath, ["server.js"], { stdio: "inherit" });`;

  test.each([
    ["the package manager", { type: "module", scripts: { start: "node server.js" } }, esm, "export default null;"],
    ["a script that waits", { type: "commonjs", scripts: { start: "node waits.cjs" } }, SHOP, HASH],
  ])("the one that serves, not %s that started it", async (_, manifest, server, hash) => {
    const files = { "server.js": server, "lib/hash.js": hash, "waits.cjs": waiting };
    await withTarget({ ...files, "package.json": JSON.stringify(manifest) }, async ({ context, start }) => {
      const listener = await listenOn(join(context.scratch, "own"));
      const watching = await runtime.open({}, context);
      const environment = () => ({ ...watching.environment!("a"), WEIGHBRIDGE_RUNTIME: join(context.scratch, "own") });
      await start("npm start", { ...watching, environment });
      expect(await listener.serving()).toHaveLength(1);
      listener.close();
      await watching.collected();
    });
  });

  test("every worker of a cluster, added up", async () => {
    const cluster = `
      const cluster = require("node:cluster");
      if (cluster.isPrimary) for (let i = 0; i < 2; i++) cluster.fork();
      else require("./server.js");
    `;
    await withTarget({ ...FILES, "cluster.js": cluster }, async ({ context, start }) => {
      const watching = await runtime.open({}, context);
      const server = await start("node cluster.js", watching);
      const value = await round(watching, server, ["/hash"], "/allocate/9", 100);
      expect(value("allocated", "target")).toBeGreaterThan(900_000);
      expect(value("allocated", "target")).toBeLessThan(1_100_000);
      const { causes } = await watching.collected();
      expect(causes.map(({ name }) => name)).toContain("hashPassword");
    });
  });

  test("a target without one is said to have none, with what to do", { tags: ["R28"] }, async () => {
    await withTarget(FILES, async ({ context, start }) => {
      const watching = await runtime.open({}, context);
      const server = await start("env -u NODE_OPTIONS node server.js", watching);
      const refused = watching.watch(server);
      await expect(refused).rejects.toThrow(ToolError);
      await expect(refused).rejects.toThrow(
        "runtime: no Node process of head connected to Weighbridge's module: leave runtime out, or start the target with Node 18.15 or newer",
      );
      await watching.collected();
    });
  });

  test("what is no answer of the module's is refused", { tags: ["T25"] }, async () => {
    await using session = await testSystem();
    const folder = await session.system.processes.temporaryFolder("runtime");
    const listener = await listenOn(join(folder, "a"));
    const socket = connect(join(folder, "a"));
    socket.on("data", () => socket.write('not JSON\n{"id":0,"pid":"many"}\n'));
    await new Promise((resolve) => socket.once("connect", resolve));
    await expect.poll(() => listener.serving().then(() => "nobody", String)).toContain("answered what");
    socket.destroy();
    listener.close();
  });
});

/** Sends a text that nobody asked for, and waits for the other end to close. */
async function untilLetGo(path: string, text: string): Promise<void> {
  const socket = connect(path).on("error", () => {});
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.write(text);
  await closed;
}

test("who sends without end what nobody asked for is let go", { tags: ["T25"] }, async () => {
  await using session = await testSystem();
  const folder = await session.system.processes.temporaryFolder("runtime");
  const listener = await listenOn(join(folder, "a"));
  await untilLetGo(join(folder, "a"), "x".repeat(1_100_000));
  expect(await listener.serving()).toEqual([]);
  await expect(listenOn(join(folder, "a"))).rejects.toThrow(ToolError);
  listener.close();
});

test("who answers more than was asked is let go, however short its lines are", { tags: ["T25"] }, async () => {
  await using session = await testSystem();
  const folder = await session.system.processes.temporaryFolder("runtime");
  const listener = await listenOn(join(folder, "a"));
  await untilLetGo(join(folder, "a"), "\n");
  expect(await listener.serving()).toEqual([]);
  listener.close();
});

test("no more connections are kept than a side has threads", { tags: ["T25"] }, async () => {
  await using session = await testSystem();
  const folder = await session.system.processes.temporaryFolder("runtime");
  const listener = await listenOn(join(folder, "a"));
  const sockets = Array.from({ length: 300 }, () => connect(join(folder, "a")).on("error", () => {}));
  let refused = 0;
  await new Promise<void>((resolve) => {
    for (const socket of sockets) socket.once("close", () => ++refused === 300 - 256 && resolve());
  });
  for (const socket of sockets) socket.destroy();
  listener.close();
});

describe("the target is left alone", () => {
  test("it goes on when we are gone", async () => {
    await withTarget(FILES, async ({ context, start }) => {
      const watching = await runtime.open({}, context);
      const server = await start(NODE, watching);
      const watch = await trace(watching, server, ["/quick"], 1);
      await watch.stop();
      await watching.collected();
      await ask(server, "/quick", 3);
    });
  });

  test("a program that has done its work ends, with its own exit code and nothing printed", async () => {
    await withTarget({ "task.js": "process.exitCode = 7;" }, async ({ system, build, context }) => {
      const watching = await runtime.open({}, context);
      const env = { ...system.env, ...watching.environment!("a") };
      const run = () => system.processes.run("node task.js", { cwd: build.dir, env, timeout: 120_000 });
      const silent = { exitCode: 7, timedOut: false, stdout: "", stderr: "" };
      expect(await run()).toMatchObject(silent);
      await watching.collected();
      // Nobody listens any more.
      expect(await run()).toMatchObject(silent);
    });
  });
});
