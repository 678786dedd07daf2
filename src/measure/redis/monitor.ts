/** What MONITOR shows of the commands of others, read up to a moment that we choose. */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Reachable } from "./address.ts";
import { connect } from "./connection.ts";
import { parseShown, type Shown } from "./keys.ts";

/** So many between two answers are no single request: the load has begun, and showing it would slow it down. */
const MOST = 10_000;
/** Characters of a line: keys stand before the values. */
const LONGEST_LINE = 10_000;
/** Milliseconds that the stream may lag behind the server. */
const PATIENCE = 3_000;

export interface Monitor {
  /** All commands of others since the last call that the server has run by now; null: it does not show them any more. `echo` sends ECHO over another connection of ours. */
  drained(echo: (token: string) => Promise<unknown>): Promise<readonly Shown[] | null>;
  /** Whether the server still shows them. */
  readonly isOpen: boolean;
  close(): void;
}

/** @throws as Connection does */
export async function startMonitor(address: Reachable): Promise<Monitor> {
  const connection = await connect(address);
  let shown: Shown[] = [];
  let onLine: (one: Shown) => void = () => {};
  const reset = () => {
    const all = shown;
    shown = [];
    return all;
  };
  const read = (line: string) => {
    // A copy: parts of a string keep all of it alive, and values may be of megabytes.
    const one = parseShown(Buffer.from(line.slice(0, LONGEST_LINE)).toString());
    if (!one) return;
    shown.push(one);
    if (shown.length > MOST) {
      shown = [];
      connection.close();
    }
    onLine(one);
  };
  await connection.monitor(read).catch((error: unknown) => {
    connection.close();
    throw error;
  });
  return {
    async drained(echo) {
      // A server runs one command after the other and shows them in that order: what stands before ours is what was run before.
      const token = randomUUID();
      const mine = new Promise<string>((resolve) => {
        onLine = ({ command, words, from }) => {
          if (command === "ECHO" && words[0] === token) resolve(from);
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
    close: connection.close,
  };
}
