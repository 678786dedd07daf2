import { createServer, type Server as HttpServer, type RequestListener } from "node:http";
import sirv from "sirv";
import type { Build } from "../measure/served.ts";
import type { Slot } from "../model/series.ts";
import { servedFolder } from "./folder.ts";
import { onFreePort } from "./port.ts";
import { origin } from "./ready.ts";
import type { Server } from "./serve.ts";

const HOST = "127.0.0.1";

/**
 * Serves a folder of a built tree from this process, on `free` or, when that was taken meanwhile, another free port.
 * Throws TargetError when there is no such folder in the tree, or no port to be had.
 */
export async function serveFolder(build: Build, folder: string, slot: Slot, free: number): Promise<Server> {
  const { side } = build;
  const root = await servedFolder(build, folder);
  const answer = sirv(root, { etag: true });
  const { server, port } = await onFreePort(side, free, (port) => listen(answer, port));
  return {
    side,
    slot,
    url: origin(HOST, port),
    died: new Promise<never>(() => {}),
    processes: () => [],
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
