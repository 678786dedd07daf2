// src/measure/redis/server.ts
import { ToolError } from "../../errors.js";
import { ConnectionLost, connect, connectAgain, NotPermitted } from "./connection.js";
import { parseInfo, usedBetween } from "./info.js";
import { startMonitor } from "./monitor.js";
import { parseSlow } from "./slow.js";
async function openServer({ addresses, notes, runIds, signal }, slot) {
  const address = addresses[slot];
  const own = /* @__PURE__ */ new Map();
  let connection = await connect(address);
  let monitor = null;
  let last;
  let isWhole = true;
  async function send(name, ...words) {
    const answer = await connection.send(...words);
    own.set(name, (own.get(name) ?? 0) + 1);
    return answer;
  }
  async function info() {
    const before = new Map(own);
    return parseInfo(String(await send("INFO", "INFO", "all")), before);
  }
  const echo = (token) => send("ECHO", "ECHO", token);
  async function ifPermitted(work, without) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NotPermitted)) throw error;
      notes.add(`${error.message} Until then ${without}.`);
      return void 0;
    }
  }
  async function isShown() {
    monitor = await startMonitor(address);
    return await monitor.drained(echo) !== null;
  }
  async function comeBack() {
    monitor?.close();
    connection.close();
    connection = await connectAgain(address, signal);
    own.clear();
    last = await info();
    runIds.set(slot, last.runId);
    isWhole = false;
    return restarted();
  }
  function restarted() {
    notes.add(
      `Redis at ${address.place} was started anew, lost its statistics or cut the connection during a round: what it counted there is left out.`
    );
    return null;
  }
  async function unlessLost(work) {
    try {
      return await work().catch((error) => {
        if (error instanceof ConnectionLost) return comeBack();
        throw error;
      });
    } catch (error) {
      throw withPlace(error, address);
    }
  }
  async function begin() {
    if (!await ifPermitted(isShown, "keys are not named, and commands are counted alone")) monitor?.close();
    last = await info();
    for (const [other, runId] of runIds)
      if (other !== slot && runId === last.runId && runId !== "") throw sameServer(addresses, slot, other);
    runIds.set(slot, last.runId);
  }
  const close = () => {
    monitor?.close();
    connection.close();
  };
  await begin().catch((error) => {
    close();
    throw withPlace(error, address);
  });
  return {
    async look() {
      const wasWhole = isWhole;
      const looked = await unlessLost(async () => {
        const shown = monitor?.isOpen ? await monitor.drained(echo) : null;
        const before = last;
        last = await info();
        const used = usedBetween(before, last);
        return used ? { used, shown } : restarted();
      });
      isWhole = true;
      return wasWhole ? looked : null;
    },
    info: () => last,
    slow: (most) => unlessLost(async () => {
      const ask = async () => parseSlow(await send("SLOWLOG GET", "SLOWLOG", "GET", String(most)));
      return await ifPermitted(ask, "slow commands are not counted") ?? null;
    }),
    hide: () => monitor?.close(),
    close
  };
}
function withPlace(error, { place }) {
  if (!(error instanceof ConnectionLost)) return error;
  return new ToolError(`Redis at ${place} went away during a round: ${error.message}.`, { cause: error });
}
function sameServer(addresses, slot, other) {
  return new ToolError(
    `redis.url leads to one and the same Redis by ${addresses[slot].place} and ${addresses[other].place}: give each slot a server of its own.`
  );
}
export {
  openServer
};
