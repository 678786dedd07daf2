// src/target/static.ts
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { resolve, sep } from "node:path";
import sirv from "../vendor/sirv.js";
import { TargetError } from "../errors.js";
import { origin } from "./ready.js";
var HOST = "127.0.0.1";
async function serveFolder(build, folder, slot, port) {
  const { side, dir } = build;
  const root = resolve(dir, folder);
  const inside = root === dir || root.startsWith(dir + sep);
  if (!inside || !(await stat(root).catch(() => null))?.isDirectory()) {
    throw new TargetError(side, `${side}: target.static: there is no folder "${folder}" in the built tree.`);
  }
  const server = createServer(sirv(root, { etag: true }));
  await new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, HOST, done);
  });
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
export {
  serveFolder
};
