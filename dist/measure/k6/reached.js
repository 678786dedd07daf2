// src/measure/k6/reached.ts
import { ToolError } from "../../errors.js";
import { connectionsTouching } from "../../system/sockets.js";
async function connectionsOf({ url }) {
  const { hostname, port } = new URL(url);
  const local = hostname === "127.0.0.1" || hostname === "[::1]";
  return local && port !== "" ? connectionsTouching(Number(port)) : null;
}
var REMEMBERED = 3e4;
async function checkReached(server, before, round, label) {
  const after = await connectionsOf(server);
  if (before === null || after === null || [...after].some((one) => !before.has(one))) return;
  if (after.size > 0 && round.warmup + round.measure > REMEMBERED) return;
  throw new ToolError(
    `${label}: k6 says that it sent requests to ${server.side}, but no connection reached ${server.url}: something else answered.`
  );
}
export {
  checkReached,
  connectionsOf
};
