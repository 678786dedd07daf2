import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { resolve, sep } from "node:path";
import sirv from "sirv";
import { TargetError } from "../errors.ts";
import type { Build } from "../measure/collector.ts";
import type { Slot } from "../model/series.ts";
import { origin } from "./ready.ts";
import type { Server } from "./serve.ts";

const HOST = "127.0.0.1";

/** Serves a folder of a built tree from this process, on `port`. Throws TargetError when there is no such folder in it. */
export async function serveFolder(build: Build, folder: string, slot: Slot, port: number): Promise<Server> {
  const { side, dir } = build;
  const root = resolve(dir, folder);
  const inside = root === dir || root.startsWith(dir + sep);
  if (!inside || !(await stat(root).catch(() => null))?.isDirectory()) {
    throw new TargetError(side, `${side}: target.static: there is no folder "${folder}" in the built tree.`);
  }
  const server = createServer(sirv(root, { etag: true }));
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, HOST, done);
  });
  return {
    side,
    slot,
    url: origin(HOST, port),
    died: new Promise<never>(() => {}),
    async check() {},
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
