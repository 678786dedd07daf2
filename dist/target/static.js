// src/target/static.ts
import { createServer } from "node:http";
import sirv from "../vendor/sirv.js";
import { servedFolder } from "./folder.js";
import { onFreePort } from "./port.js";
import { origin } from "./ready.js";
var HOST = "127.0.0.1";
async function serveFolder(build, folder, slot, free) {
  const { side } = build;
  const root = await servedFolder(build, folder);
  const answer = sirv(root, { etag: true });
  const { server, port } = await onFreePort(side, free, (port2) => listen(answer, port2));
  return {
    side,
    slot,
    url: origin(HOST, port),
    died: new Promise(() => {
    }),
    processes: () => [],
    async check() {
    },
    stop: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    })
  };
}
function listen(answer, port) {
  const server = createServer(answer);
  return new Promise((done, failed) => {
    server.once("error", (error) => error.code === "EADDRINUSE" ? done(null) : failed(error));
    server.listen(port, HOST, () => done({ server, port }));
  });
}
export {
  serveFolder
};
