// src/target/static.ts
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { resolve, sep } from "node:path";
import sirv from "../vendor/sirv.js";
import { TargetError } from "../errors.js";
import { onFreePort } from "./port.js";
import { origin } from "./ready.js";
var HOST = "127.0.0.1";
async function serveFolder(build, folder, slot, free) {
  const { side, dir } = build;
  const root = resolve(dir, folder);
  const inside = root === dir || root.startsWith(dir + sep);
  if (!inside || !(await stat(root).catch(() => null))?.isDirectory()) {
    throw new TargetError(side, `${side}: target.static: there is no folder "${folder}" in the built tree.`);
  }
  const answer = sirv(root, { etag: true });
  const { server, port } = await onFreePort(side, free, (port2) => listen(answer, port2));
  return {
    side,
    slot,
    url: origin(HOST, port),
    died: new Promise(() => {
    }),
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
