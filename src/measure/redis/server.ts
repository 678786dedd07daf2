/** A Redis that is looked at again and again: what it has counted since the last time, without our own part. */
import { ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import type { Reachable } from "./address.ts";
import { ConnectionLost, connect, connectAgain, NotPermitted } from "./connection.ts";
import { type Info, parseInfo, type Used, usedBetween } from "./info.ts";
import type { Shown } from "./keys.ts";
import { type Monitor, startMonitor } from "./monitor.ts";
import { parseSlow, type Slow } from "./slow.ts";

interface Looked {
  readonly used: Used;
  /** In order; null: the server does not show them. */
  readonly shown: readonly Shown[] | null;
}

/** Each call throws ToolError when the server is gone for good, or refuses. */
export interface Server {
  /** What others did since the last look; null: it was started anew or reset meanwhile, so that nobody can know. */
  look(): Promise<Looked | null>;
  /** As it was at the last look. */
  info(): Info;
  /** The newest slow commands, at most `most`; null: this user may not see them. */
  slow(most: number): Promise<readonly Slow[] | null>;
  /** Has the server show commands no longer: under load it would cost it time. */
  hide(): void;
  close(): void;
}

/** What all servers of a job share. */
export interface Shared {
  readonly addresses: Readonly<Record<Slot, Reachable>>;
  /** For a reader, a sentence each; a restart or a missing right is said here. */
  readonly notes: Set<string>;
  /** Of the server in each slot: two slots must not have the same. */
  readonly runIds: Map<Slot, string>;
  readonly signal: AbortSignal;
}

/** @throws ToolError when it is not there, does not let us look, or is the other slot's too */
export async function openServer({ addresses, notes, runIds, signal }: Shared, slot: Slot): Promise<Server> {
  const address = addresses[slot];
  /** Commands of ours that it has counted. */
  const own = new Map<string, number>();
  let connection = await connect(address);
  let monitor: Monitor | null = null;
  let last: Info;
  /** Whether it has counted on since the last look. */
  let isWhole = true;

  async function send(name: string, ...words: readonly [string, ...string[]]): Promise<unknown> {
    const answer = await connection.send(...words);
    own.set(name, (own.get(name) ?? 0) + 1);
    return answer;
  }

  async function info(): Promise<Info> {
    // INFO is counted once it is answered: the first one does not hold itself.
    const before = new Map(own);
    return parseInfo(String(await send("INFO", "INFO", "all")), before);
  }

  const echo = (token: string) => send("ECHO", "ECHO", token);

  /** Undefined where this user may not. */
  async function ifPermitted<T>(work: () => Promise<T>, without: string): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NotPermitted)) throw error;
      notes.add(`${error.message} Until then ${without}.`);
      return undefined;
    }
  }

  async function isShown(): Promise<boolean> {
    monitor = await startMonitor(address);
    return (await monitor.drained(echo)) !== null;
  }

  async function comeBack(): Promise<null> {
    monitor?.close();
    connection.close();
    connection = await connectAgain(address, signal);
    own.clear();
    last = await info();
    runIds.set(slot, last.runId);
    isWhole = false;
    return restarted();
  }

  function restarted(): null {
    notes.add(
      `Redis at ${address.place} was started anew, lost its statistics or cut the connection during a round: what it counted there is left out.`,
    );
    return null;
  }

  /** `work`, or where the server is away for a moment nothing, once it is back. */
  async function unlessLost<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work().catch((error: unknown) => {
        if (error instanceof ConnectionLost) return comeBack();
        throw error;
      });
    } catch (error) {
      throw withPlace(error, address);
    }
  }

  async function begin(): Promise<void> {
    if (!(await ifPermitted(isShown, "keys are not named, and commands are counted alone"))) monitor?.close();
    last = await info();
    for (const [other, runId] of runIds)
      if (other !== slot && runId === last.runId && runId !== "") throw sameServer(addresses, slot, other);
    runIds.set(slot, last.runId);
  }

  const close = () => {
    monitor?.close();
    connection.close();
  };
  await begin().catch((error: unknown) => {
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
      // Whatever happened, what comes is counted from here.
      isWhole = true;
      return wasWhole ? looked : null;
    },
    info: () => last,
    slow: (most) =>
      unlessLost(async () => {
        const ask = async () => parseSlow(await send("SLOWLOG GET", "SLOWLOG", "GET", String(most)));
        return (await ifPermitted(ask, "slow commands are not counted")) ?? null;
      }),
    hide: () => monitor?.close(),
    close,
  };
}

function withPlace(error: unknown, { place }: Pick<Reachable, "place">): unknown {
  if (!(error instanceof ConnectionLost)) return error;
  return new ToolError(`Redis at ${place} went away during a round: ${error.message}.`, { cause: error });
}

function sameServer(addresses: Shared["addresses"], slot: Slot, other: Slot): ToolError {
  return new ToolError(
    `redis.url leads to one and the same Redis by ${addresses[slot].place} and ${addresses[other].place}: give each slot a server of its own.`,
  );
}
