import { stat } from "node:fs/promises";
import { createServer, type Server as HttpServer, type RequestListener } from "node:http";
import { resolve, sep } from "node:path";
import sirv from "sirv";
import { TargetError } from "../errors.ts";
import type { Build } from "../measure/collector.ts";
import type { Slot } from "../model/series.ts";
import { onFreePort } from "./port.ts";
import { origin } from "./ready.ts";
import type { Server } from "./serve.ts";

const HOST = "127.0.0.1";

/**
 * Serves a folder of a built tree from this process, on `free` or, when that was taken meanwhile, another free port.
 * Throws TargetError when there is no such folder in the tree, or no port to be had.
 */
export async function serveFolder(build: Build, folder: string, slot: Slot, free: number): Promise<Server> {
  const { side, dir } = build;
  const root = resolve(dir, folder);
  const inside = root === dir || root.startsWith(dir + sep);
  if (!inside || !(await stat(root).catch(() => null))?.isDirectory()) {
    throw new TargetError(side, `${side}: target.static: there is no folder "${folder}" in the built tree.`);
  }
  const answer = sirv(root, { etag: true });
  const { server, port } = await onFreePort(side, free, (port) => listen(answer, port));
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

/** null when another program has the port. */
function listen(answer: RequestListener, port: number): Promise<{ server: HttpServer; port: number } | null> {
  const server = createServer(answer);
  return new Promise((done, failed) => {
    server.once("error", (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? done(null) : failed(error)));
    server.listen(port, HOST, () => done({ server, port }));
  });
}
