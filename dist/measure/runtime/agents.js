// src/measure/runtime/agents.ts
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "../../vendor/zod.js";
import { ToolError } from "../../errors.js";
var ANSWER = 15e3;
var SILENT = 2e3;
var LONGEST_LINE = 64e6;
var UNASKED = 1e6;
var MOST_PENDING = 4 * LONGEST_LINE;
var MOST_AGENTS = 256;
var identity = z.object({ pid: z.int(), thread: z.int(), node: z.string().max(50), serves: z.boolean() });
async function listenOn(path) {
  const agents = /* @__PURE__ */ new Set();
  const memory = { pending: 0 };
  const server = createServer((socket) => {
    if (agents.size >= MOST_AGENTS) return socket.destroy();
    const agent = agentOn(socket, memory);
    agents.add(agent);
    socket.unref().once("close", () => agents.delete(agent));
  });
  await new Promise((resolve, reject) => {
    const refused = (cause) => reject(
      new ToolError(`runtime: no socket can be made at ${path} (${cause.message}); set TMPDIR to a short path.`)
    );
    server.once("error", refused).listen(path, resolve);
  });
  server.unref();
  return {
    async serving() {
      const known = await Promise.all(
        [...agents].map(async (agent) => {
          const asked = agent.ask("who", identity).catch(unlessGone(agent));
          const told = await Promise.race([asked, delay(SILENT, "silent", { ref: false })]);
          if (told !== "silent") return told && Object.assign(agent, told);
          agent.close();
          return null;
        })
      );
      const living = known.filter((agent) => agent !== null);
      const servers = new Set(living.filter(({ serves }) => serves).map(({ pid }) => pid));
      return servers.size === 0 ? living : living.filter(({ pid }) => servers.has(pid));
    },
    close: () => void server.close()
  };
}
async function askAll(agents, what, answer) {
  const told = await Promise.all(
    agents.map(async (agent) => [agent, await agent.ask(what, answer).catch(unlessGone(agent))])
  );
  return new Map(told.flatMap(([agent, one]) => one === null ? [] : [[agent, one]]));
}
function unlessGone(agent) {
  return (error) => {
    if (agent.gone) return null;
    throw error;
  };
}
function agentOn(socket, memory) {
  const waiting = /* @__PURE__ */ new Map();
  let asked = 0;
  let answered = 0;
  let isRefused = false;
  let rest = [];
  let length = 0;
  socket.setEncoding("utf8");
  const hold = (parts, characters) => {
    memory.pending += characters - length;
    [rest, length] = [parts, characters];
  };
  socket.on("data", (text) => {
    const [first, ...others] = text.split("\n");
    rest.push(first);
    hold(rest, length + first.length);
    for (const next of others) {
      settle(rest.join(""));
      hold([next], next.length);
      if (++answered > asked) return refuse();
    }
    const longest = waiting.size === 0 ? UNASKED : LONGEST_LINE;
    if (length > longest || memory.pending > MOST_PENDING) socket.destroy();
  });
  socket.on("error", () => {
  });
  socket.once("close", () => {
    hold([], 0);
    for (const { reject } of waiting.values()) reject(new ToolError("runtime: a Node process of the target ended."));
    waiting.clear();
  });
  const refuse = () => {
    isRefused = true;
    socket.destroy();
  };
  const settle = (line) => {
    const told = readLine(line);
    waiting.get(told?.id ?? -1)?.resolve(told);
  };
  return {
    get gone() {
      return socket.destroyed && !isRefused;
    },
    close: () => void socket.destroy(),
    async ask(what, answer) {
      const id = asked++;
      let timer;
      const told = await new Promise((resolve, reject) => {
        const late = `runtime: a Node process of the target did not answer within ${ANSWER / 1e3} s, its main thread is busy or blocked.`;
        timer = setTimeout(() => reject(new ToolError(late)), ANSWER);
        waiting.set(id, { resolve, reject });
        if (socket.destroyed) reject(new ToolError("runtime: a Node process of the target has ended."));
        else socket.write(`${JSON.stringify({ id, ask: what })}
`);
      }).finally(() => {
        clearTimeout(timer);
        waiting.delete(id);
      });
      const parsed = answer.safeParse(told);
      if (parsed.success) return parsed.data;
      throw new ToolError(
        `runtime: a Node process of the target answered what Weighbridge's module would not: does the target write to its socket?`
      );
    }
  };
}
function readLine(line) {
  try {
    return z.looseObject({ id: z.int() }).parse(JSON.parse(line));
  } catch {
    return null;
  }
}
export {
  askAll,
  listenOn
};
