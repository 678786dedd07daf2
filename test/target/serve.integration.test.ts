import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, TargetError } from "../../src/errors.ts";
import { text as storedText } from "../../src/stored/shapes.ts";
import { freePorts, portIsFree } from "../../src/system/ports.ts";
import { connectionsTouching } from "../../src/system/sockets.ts";
import { type Server, serve } from "../../src/target/serve.ts";
import { serveFolder } from "../../src/target/static.ts";
import { testSystem } from "../helpers/system.ts";
import { runs, until } from "../system/until.ts";
import { createBuilds, createTarget, SERVER, text } from "./targets.ts";

type Overrides = Parameters<typeof createTarget>[1];
type Job = Awaited<ReturnType<typeof testSystem>>;

async function start(job: Job, mode: string, overrides: Overrides = {}): Promise<Server & { port: number }> {
  const { head } = await createBuilds(job.system);
  const [port = 0] = await freePorts(1);
  return { ...(await serve(job.system, createTarget(mode, overrides), head, "b", port)), port };
}

/** Starts what must not start; nothing of it may be left. */
async function failure(job: Job, mode: string, overrides: Overrides = {}): Promise<Error> {
  const { head } = await createBuilds(job.system);
  const [port = 0] = await freePorts(1);
  const error: unknown = await serve(job.system, createTarget(mode, overrides), head, "b", port).catch(
    (caught) => caught,
  );
  expect(error).toBeInstanceOf(Error);
  expect(await portIsFree(overrides.ports?.[1] ?? port)).toBe(overrides.ports === undefined);
  const pid = Number(/server \S+ (\d+)/.exec((error as Error).message)?.[1]);
  if (pid) expect(await runs(pid)).toBe(false);
  return error as Error;
}

test.each(["ok", "anywhere", "redirect", "slow-start"])(
  "%s: is ready, in its tree, and gone after stop",
  async (mode) => {
    await using job = await testSystem();
    const server = await start(job, mode);
    expect(server).toMatchObject({ side: "head", slot: "b", url: `http://127.0.0.1:${server.port}` });
    const pid = Number(await text(`${server.url}/pid`));
    await server.check();
    await server.stop();
    expect(await runs(pid)).toBe(false);
    expect(await portIsFree(server.port)).toBe(true);
  },
);

test("a server on IPv6 only is found there", { tags: ["R19"] }, async () => {
  await using job = await testSystem();
  const server = await start(job, "ipv6");
  expect(server.url).toBe(`http://[::1]:${server.port}`);
  expect(await text(`${server.url}/`)).toMatch(/^ipv6 /);
});

test("ready by tcp, started by the shell behind a child, with our three words filled in", async () => {
  await using job = await testSystem();
  const server = await start(job, "ok", {
    start: `cd "\${dir}" && SLOT=\${slot} SAME=\${port} sh -c 'node ${SERVER} 500; true'`,
    ready: "tcp",
    env: { DB: "app_${slot}", GREETING: "${port}" },
  });
  const env = JSON.parse(await text(`${server.url}/env`));
  expect(env).toMatchObject({ SLOT: "b", DB: "app_b", PORT: String(server.port), SAME: env.PORT, GREETING: env.PORT });
  const pid = Number(await text(`${server.url}/pid`));
  await server.stop();
  expect(await runs(pid)).toBe(false);
});

test("a server that ignores SIGTERM is killed", { tags: ["R17"] }, async () => {
  await using job = await testSystem();
  const server = await start(job, "stubborn");
  const pid = Number(await text(`${server.url}/pid`));
  await server.stop();
  expect(await runs(pid)).toBe(false);
});

test("exits at once: its exit code and what it said, none of it a command to the CI", { tags: ["R19"] }, async () => {
  await using job = await testSystem();
  const error = await failure(job, "exits");
  expect(error).toMatchObject({ name: "TargetError", side: "head" });
  expect(error.message).toMatch(
    /^head: the server "node .*" ended with exit code 3 before it was ready\. Its last 3 lines:\n/,
  );
  expect(error.message).toContain("\n  | cannot find the configuration\n  | ::error::x");
});

test("a start command that goes into the background is told to stay", { tags: ["R19"] }, async () => {
  await using job = await testSystem();
  const error = await failure(job, "ok", { start: `node ${SERVER} never & exit 0` });
  expect(error.message).toContain("ended with exit code 0 before it was ready. It must stay in the foreground.");
});

test("500 on the ready path: the last status and what it printed", { tags: ["R19"] }, async () => {
  await using job = await testSystem();
  const error = await failure(job, "500", { deadline: 1_500 });
  expect(error).toBeInstanceOf(TargetError);
  expect(error.message).toMatch(
    /was not ready within 1\.5 s: GET http:\/\/127\.0\.0\.1:\d+\/healthz last gave 500 Internal Server Error\. Its last line:\n {2}\| server 500/,
  );
});

test.each([
  ["accepts and never answers", "hangs", "no answer"],
  ["closes every connection", "closes", "ECONNRESET"],
  ["answers after its deadline", "late", "no answer"],
])("a server that %s: what it last gave, at its deadline and not later", { tags: ["R19"] }, async (_, mode, said) => {
  await using job = await testSystem();
  const begun = performance.now();
  const error = await failure(job, mode, { deadline: 1_500 });
  expect(error).toMatchObject({ name: "TargetError", side: "head" });
  expect(error.message).toMatch(
    new RegExp(
      `was not ready within 1\\.5 s: GET http://127\\.0\\.0\\.1:\\d+/healthz last gave ${said}\\. Its last line:`,
    ),
  );
  // One try alone may take ten seconds, where there is time for it.
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test("a server that is ready and then dies is no server", { tags: ["R19"] }, async () => {
  await using job = await testSystem();
  const server = await start(job, "soon-dead");
  await expect(server.died).rejects.toThrow(/exit code 9 while it was measured/);
  await server.stop();
});

test("never ready: the connection was refused", { tags: ["R19"] }, async () => {
  await using job = await testSystem();
  const error = await failure(job, "never", { deadline: 1_500, ready: "tcp" });
  expect(error.message).toMatch(/: port \d+ last gave ECONNREFUSED\. Its last line:/);
});

test.runIf(process.platform === "linux")(
  "a server on a port of its own choice is told where it listens",
  { tags: ["R19"] },
  async () => {
    await using job = await testSystem();
    const error = await failure(job, "other-port", { deadline: 2_000 });
    const [, asked, found] =
      /127\.0\.0\.1:(\d+).* It listens on port (\d+): let it take the port from PORT/s.exec(error.message) ?? [];
    expect(Number(found)).toBe(Number(asked) + 1);
  },
);

test("a fixed port that is taken is refused before anything is started", { tags: ["R18"] }, async () => {
  await using job = await testSystem();
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  try {
    const { port } = other.address() as { port: number };
    const error = await failure(job, "ok", { ports: [1, port], start: "touch started" });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(`target.ports: port ${port} is taken by another program`);
  } finally {
    other.close();
  }
});

test("a drawn port that was taken meanwhile is replaced, for a server as for a folder", { tags: ["R18"] }, async () => {
  await using job = await testSystem();
  const { head } = await createBuilds(job.system);
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  try {
    const { port } = other.address() as { port: number };
    const server = await serve(job.system, createTarget("ok"), head, "a", port);
    expect(new URL(server.url).port).not.toBe(String(port));
    expect(await text(`${server.url}/`)).toBe(`ok ${head.dir}`);
    await server.stop();
    await writeFile(join(head.dir, "index.html"), "<p>front");
    const folder = await serveFolder(head, ".", "a", port);
    expect(new URL(folder.url).port).not.toBe(String(port));
    expect(await text(`${folder.url}/`)).toBe("<p>front");
    await folder.stop();
  } finally {
    other.close();
  }
});

/** Starts `then` in the place of a server, once somebody else has taken its port. */
async function robbed(job: Job, then: string): Promise<Server & AsyncDisposable> {
  const { head } = await createBuilds(job.system);
  const [port = 0] = await freePorts(1);
  const start = `touch started; until [ -e robbed ]; do sleep 0.05; done; ${then}`;
  const starting = serve(job.system, createTarget("ok", { start, ready: "tcp" }), head, "a", port);
  await until("the start", () => existsSync(join(head.dir, "started")));
  const other = createHttpServer((_, response) => response.end("somebody else")).listen(port, "127.0.0.1");
  const server = await starting;
  await writeFile(join(head.dir, "robbed"), "");
  return { ...server, [Symbol.asyncDispose]: async () => void other.close() };
}

test("a port that is taken while the server starts: its exit is no readiness", { tags: ["R18"] }, async () => {
  await using job = await testSystem();
  await using server = await robbed(job, `exec node ${SERVER} ok`);
  await expect(server.died).rejects.toThrow(/^head: the server ".*" ended with exit code 1 while it was measured\./);
  await expect(server.check()).rejects.toThrow(TargetError);
});

test("a port that is taken while the server starts, which takes another and lives on: nothing measured there counts", {
  tags: ["R18"],
}, async () => {
  await using job = await testSystem();
  await using server = await robbed(job, "exec sleep 600");
  await server.check();
  await expect(server.stop()).rejects.toThrow(
    /^head: port \d+ still answers after the server ".*" has ended, so that what was measured there may be another program's/,
  );
});

test("started by npm, by a shell and through a grandchild: all of it ends", { tags: ["R17"] }, async () => {
  await using job = await testSystem();
  const { head } = await createBuilds(job.system);
  const [port = 0] = await freePorts(1);
  await writeFile(join(head.dir, "package.json"), JSON.stringify({ scripts: { start: `node ${SERVER} ok & wait` } }));
  const server = await serve(job.system, createTarget("ok", { start: "npm start" }), head, "a", port);
  const pid = Number(await text(`${server.url}/pid`));
  await server.stop();
  expect(await runs(pid)).toBe(false);
  expect(await portIsFree(port)).toBe(true);
});

test("a daemon that forked twice into a session of its own ends with its server", { tags: ["R17"] }, async () => {
  await using job = await testSystem();
  const server = await start(job, "ok", { start: `(setsid sh -c 'node ${SERVER} ok &' &); exec sleep 600` });
  const pid = Number(await text(`${server.url}/pid`));
  await server.stop();
  expect(await runs(pid)).toBe(false);
  expect(await portIsFree(server.port)).toBe(true);
});

test("a daemon that also wiped its environment cannot be found, but its port tells of it", {
  tags: ["R17"],
}, async () => {
  await using job = await testSystem();
  const command = `setsid env -i PATH="$PATH" PORT="$PORT" node ${SERVER} ok & exec sleep 600`;
  const server = await start(job, "ok", { start: command });
  const pid = Number(await text(`${server.url}/pid`));
  await expect(server.stop()).rejects.toThrow(/ still answers after the server .* has ended/);
  process.kill(pid, "SIGKILL");
});

test("however much it prints, its error can be stored, and the end of it is there", async () => {
  await using job = await testSystem();
  const error = await failure(job, "chatty", { start: ["node", SERVER, "chatty", "x".repeat(20_000)] });
  expect(storedText.safeParse(error.message).success).toBe(true);
  expect(error.message).toContain("ended with exit code 3 before it was ready. Its last ");
  expect(error.message).toMatch(/\n {2}\| line 50 o{191}…$/);
  expect(error.message).not.toContain("| line 1 ");
});

test("a server that dies is known at once, with its exit code", { tags: ["R20"] }, async () => {
  await using job = await testSystem();
  const server = await start(job, "ok");
  await fetch(`${server.url}/die`).catch(() => {});
  await expect(server.died).rejects.toThrow(
    /^head: the server "node .*" ended with exit code 9 while it was measured\./,
  );
  await expect(server.check()).rejects.toThrow(TargetError);
  await server.stop();
});

test("a server that runs on but accepts nothing any more is found by check", { tags: ["R20"] }, async () => {
  await using job = await testSystem();
  const server = await start(job, "ok");
  await text(`${server.url}/deaf`);
  await expect(server.check()).rejects.toThrow("stopped accepting connections (ECONNREFUSED)");
  await server.stop();
});

test("a server that accepts on and answers nothing any more is found by check", { tags: ["R20"] }, async () => {
  await using job = await testSystem();
  const server = await start(job, "ok");
  await text(`${server.url}/hang`);
  await expect(server.check()).rejects.toThrow(/^head: the server .* stopped answering while it was measured\./);
  await server.stop();
});

test("one connection that is reset after the load is no death of a server", { tags: ["R20"] }, async () => {
  await using job = await testSystem();
  const server = await start(job, "ok");
  await text(`${server.url}/reset-next`);
  await server.check();
  await server.stop();
});

test("an interrupt while it waits ends the wait and the server", async () => {
  const controller = new AbortController();
  await using job = await testSystem(controller.signal);
  const { head } = await createBuilds(job.system);
  const [port = 0] = await freePorts(1);
  const starting = serve(job.system, createTarget("never"), head, "a", port);
  controller.abort(new Error("by the user"));
  await expect(starting).rejects.toThrow("by the user");
});

test("an interrupt while a server keeps a try waiting does not wait for it", { tags: ["R16"] }, async () => {
  const controller = new AbortController();
  await using job = await testSystem(controller.signal);
  const { head } = await createBuilds(job.system);
  const [port = 0] = await freePorts(1);
  const env = { PID_FILE: "${dir}/pid" };
  const starting = serve(job.system, createTarget("hangs", { env }), head, "a", port);
  starting.catch(() => {});
  await until("the try", async () => (await connectionsTouching(port))?.size !== 0);
  const begun = performance.now();
  controller.abort(new Error("by the user"));
  await expect(starting).rejects.toThrow("by the user");
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(await runs(Number(await readFile(join(head.dir, "pid"), "utf8")))).toBe(false);
});

test("a static folder is served by us, and only what is in it", async () => {
  await using job = await testSystem();
  const { base } = await createBuilds(job.system);
  await mkdir(join(base.dir, "out dir/sub"), { recursive: true });
  await writeFile(join(base.dir, "out dir/index.html"), "<p>front");
  await writeFile(join(base.dir, "secret.txt"), "secret");
  const [port = 0] = await freePorts(1);
  const server = await serveFolder(base, "out dir", "a", port);
  expect(await text(`${server.url}/`)).toBe("<p>front");
  expect((await fetch(`${server.url}/%2e%2e/secret.txt`)).status).toBe(404);
  await server.stop();
  expect(await portIsFree(port)).toBe(true);
  await expect(serveFolder(base, "dist", "a", port)).rejects.toThrow('there is no folder "dist" in the built tree');
  await expect(serveFolder(base, "../..", "a", port)).rejects.toThrow(TargetError);
});
