// src/measure/redis/monitor.ts
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "./connection.js";
import { parseShown } from "./keys.js";
var MOST = 1e4;
var LONGEST_LINE = 1e4;
var PATIENCE = 3e3;
async function startMonitor(address) {
  const connection = await connect(address);
  let shown = [];
  let onLine = () => {
  };
  const reset = () => {
    const all = shown;
    shown = [];
    return all;
  };
  const read = (line) => {
    const one = parseShown(Buffer.from(line.slice(0, LONGEST_LINE)).toString());
    if (!one) return;
    shown.push(one);
    if (shown.length > MOST) {
      shown = [];
      connection.close();
    }
    onLine(one);
  };
  await connection.monitor(read).catch((error) => {
    connection.close();
    throw error;
  });
  return {
    async drained(echo) {
      const token = randomUUID();
      const mine = new Promise((resolve) => {
        onLine = ({ command, words, from: from2 }) => {
          if (command === "ECHO" && words[0] === token) resolve(from2);
        };
      });
      await echo(token);
      const patience = new AbortController();
      const late = delay(PATIENCE, null, { signal: patience.signal }).catch(() => null);
      const from = connection.isOpen ? await Promise.race([mine, late]) : null;
      patience.abort();
      const all = reset();
      if (from === null) connection.close();
      return from === null ? null : all.filter((one) => one.from !== from);
    },
    get isOpen() {
      return connection.isOpen;
    },
    close: connection.close
  };
}
export {
  startMonitor
};
