// src/system/ports.ts
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { ToolError } from "../errors.js";
var FIRST = 2e4;
var END = 3e4;
var TRIES = 200;
async function freePorts(count) {
  const ports = /* @__PURE__ */ new Set();
  for (let tries = 0; ports.size < count; tries++) {
    if (tries === TRIES) throw new ToolError(`No free port was found among ${FIRST}–${END - 1} on this machine.`);
    const port = randomInt(FIRST, END);
    if (await portIsFree(port)) ports.add(port);
  }
  return [...ports];
}
async function portIsFree(port) {
  for (const host of ["127.0.0.1", "0.0.0.0", "::1", "::"]) if (!await canListen(host, port)) return false;
  return true;
}
function canListen(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") resolve(true);
      else reject(error);
    });
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => server.close(() => resolve(true)));
  });
}
export {
  freePorts,
  portIsFree
};
