/** A target of a few files, started as the product starts one, for what looks inside it. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Build, Surroundings } from "../../src/measure/served.ts";
import type { Watching } from "../../src/measure/watcher.ts";
import { freePorts } from "../../src/system/ports.ts";
import type { System } from "../../src/system/system.ts";
import { type Server, serve } from "../../src/target/serve.ts";
import { testSystem } from "../helpers/system.ts";

export interface WatchedTarget {
  readonly system: System;
  readonly build: Build;
  readonly context: Surroundings;
  /** In slot a, with what the watcher adds to its environment. Stopped when `body` returns. */
  start(command: string, watching: Watching): Promise<Server>;
}

/** Head alone, in a folder whose name has a space, as a user's may. */
export async function withTarget(
  files: Readonly<Record<string, string>>,
  body: (target: WatchedTarget) => Promise<void>,
): Promise<void> {
  await using session = await testSystem();
  const { system } = session;
  const dir = await realpath(await mkdtemp(join(tmpdir(), "watched target ")));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  const build: Build = { side: "head", commit: null, dir };
  const scratch = await system.processes.temporaryFolder("watched");
  const context: Surroundings = { system, sides: ["head"], builds: { base: null, head: build }, scratch, root: dir };
  const started: Server[] = [];
  const start: WatchedTarget["start"] = async (command, watching) => {
    const config = {
      kind: "command",
      start: command,
      ready: "/healthz",
      deadline: 10_000,
      stop: "SIGTERM",
      env: {},
      passEnv: [],
    } as const;
    const [port] = await freePorts(1);
    const server = await serve(system, config, build, "a", port!, watching.environment?.("a"));
    started.push(server);
    return server;
  };
  try {
    await body({ system, build, context, start });
  } finally {
    for (const server of started) await server.stop();
    await rm(dir, { recursive: true });
  }
}

/** So many requests, one after the other. */
export async function ask(server: Server, path: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) await (await fetch(server.url + path)).text();
}
