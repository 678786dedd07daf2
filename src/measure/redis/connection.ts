/** A connection to a Redis that never waits for ever. */
import { setTimeout as delay } from "node:timers/promises";
import { NotThereError, ToolError } from "../../errors.ts";
import { networkFault } from "../../system/network.ts";
import type { Address, Reachable } from "./address.ts";

/** Milliseconds: to connect, and for one answer. */
const PATIENCE = 3_000;
/** Milliseconds between two tries to come back to a server that is being started anew. */
const INTERVAL = 50;

/** The connection is gone; the server may be back. */
export class ConnectionLost extends Error {}

/** The server does not let this user run a command, or does not have it. */
export class NotPermitted extends ToolError {}

export interface Connection {
  /** @throws NotPermitted, ToolError as the server refuses; ConnectionLost when it went away or gave no answer in time */
  send(...words: readonly [string, ...string[]]): Promise<unknown>;
  /** Each command that any client sends from now on, as a line, until the connection is closed. Nothing else can be sent then. */
  monitor(onLine: (line: string) => void): Promise<void>;
  readonly isOpen: boolean;
  close(): void;
}

/** @throws ToolError when nobody answers there, or not to this user */
export async function connect(address: Reachable): Promise<Connection> {
  const client = address.createClient({
    url: address.url,
    // The older protocol, without commands that introduce a client: the fewer of ours there are, the fewer are to be taken out.
    RESP: 2,
    disableClientInfo: true,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: false, connectTimeout: PATIENCE },
  });
  // What is wrong shows where something is asked; without a listener it would end the process.
  client.on("error", () => {});
  const close = () => {
    if (client.isOpen) client.destroy();
  };
  const asked = async <T>(what: string, answer: Promise<T>): Promise<T> => {
    try {
      return await inTime(answer);
    } catch (error) {
      const refused = refusal(address, what, error);
      if (refused) throw refused;
      close();
      throw new ConnectionLost(networkFault(error) ?? words(error), { cause: error });
    }
  };
  try {
    await asked("AUTH", client.connect());
  } catch (error) {
    close();
    if (!(error instanceof ConnectionLost)) throw error;
    throw new NotThereError(
      `Redis at ${address.place} was not reached: ${error.message}; start it before the gate runs, or correct redis.url.`,
      { cause: error },
    );
  }
  return {
    send: (...command) => asked(command[0], client.sendCommand(command)),
    monitor: (onLine) =>
      asked(
        "MONITOR",
        client.MONITOR((line) => onLine(String(line))),
      ),
    get isOpen() {
      return client.isReady;
    },
    close,
  };
}

/** As `connect`, to a server that may just be starting: tries again for a few seconds. */
export async function connectAgain(address: Reachable, signal: AbortSignal): Promise<Connection> {
  for (const giveUp = Date.now() + PATIENCE; ; ) {
    try {
      return await connect(address);
    } catch (error) {
      if (Date.now() > giveUp) throw error;
      await delay(INTERVAL, undefined, { signal });
    }
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it gave no answer in ${PATIENCE / 1000} s`)), PATIENCE);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** undefined: it is no answer of the server. */
function refusal({ place, user }: Address, command: string, error: unknown): ToolError | undefined {
  const text = words(error);
  if (/^(?:NOAUTH|WRONGPASS|ERR (?:invalid password|AUTH ))/u.test(text))
    return new ToolError(
      `Redis at ${place} refused the user and password of redis.url: give those of a user who may run INFO, as redis://user:password@host:port, or the password in REDISCLI_AUTH.`,
    );
  if (/^NOPERM/u.test(text))
    return new NotPermitted(
      `Redis at ${place} does not let the user ${user} run ${command}: allow it by ACL SETUSER ${user} +info +echo +monitor +slowlog.`,
    );
  if (/^ERR unknown command/u.test(text)) return new NotPermitted(`Redis at ${place} does not know ${command}.`);
  if (/^[A-Z]{3,20} /u.test(text))
    return new ToolError(`Redis at ${place} answered ${command} by: ${text.slice(0, 200)}.`);
  return undefined;
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
