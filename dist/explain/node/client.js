// src/explain/node/client.ts
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../errors.js";
var PRELOAD = fileURLToPath(new URL("preload.cjs", import.meta.url));
var PATIENCE = 2e4;
var LARGEST = 64 * 1024 * 1024;
var MOST = 256 * 1024 * 1024;
var LONGEST = 10 * 6e4;
var MOST_THREADS = 64;
function environmentFor(folder, what) {
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
    WEIGHBRIDGE_EXPLAIN: folder,
    ...what === "coverage" ? { WEIGHBRIDGE_COVERAGE: "1" } : {}
  };
}
async function threadsIn(folder) {
  const names = await readdir(folder).catch(() => []);
  const threads = names.filter((name) => /^\d+-\d+$/u.test(name)).sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
  const asked = threads.slice(0, MOST_THREADS);
  return { paths: asked.map((name) => join(folder, name)), left: threads.length - asked.length };
}
async function recordAll(paths) {
  const room = { left: MOST };
  return (await Promise.all(paths.map((path) => record(path, room)))).filter((one) => one !== null);
}
async function record(path, room) {
  const socket = connect({ path, allowHalfOpen: true });
  const answer = answerOf(socket, room);
  socket.write("record\n");
  if (!await answer.begun) return null;
  return {
    async end() {
      socket.end();
      return answer.recorded();
    }
  };
}
function answerOf(socket, room) {
  const parts = [];
  let bytes = 0;
  const closed = new Promise((resolve) => socket.once("close", () => resolve()));
  const begun = new Promise((resolve) => {
    socket.once("data", () => resolve(true));
    void closed.then(() => resolve(false));
  });
  socket.on("error", () => {
  });
  socket.on("data", (part) => {
    bytes += part.length;
    room.left -= part.length;
    if (bytes > LARGEST || room.left < 0) socket.destroy();
    else parts.push(part);
  });
  let timer;
  const within = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.destroy(), milliseconds).unref();
  };
  within(PATIENCE);
  void closed.then(() => clearTimeout(timer));
  void begun.then(() => {
    within(LONGEST);
    socket.unref();
  });
  return {
    begun,
    async recorded() {
      within(PATIENCE);
      socket.ref();
      await closed;
      const text = Buffer.concat(parts).toString("utf8");
      try {
        return JSON.parse(text.slice(text.indexOf("\n") + 1));
      } catch (cause) {
        throw new ToolError("a Node process of the target ended, or did not answer, while it was profiled", { cause });
      }
    }
  };
}
export {
  MOST_THREADS,
  environmentFor,
  recordAll,
  threadsIn
};
