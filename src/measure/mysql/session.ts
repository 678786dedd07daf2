/** One slot's database, looked at again and again: it may be started anew meanwhile. */
import { ToolError } from "../../errors.ts";
import type { Slot } from "../../model/series.ts";
import type { Reachable } from "./address.ts";
import { wantFreshSizes } from "./catalog.ts";
import { type Connection, ConnectionLost, connect, connectAgain } from "./connection.ts";
import { between, hasClosed, hasOverflown, type Look } from "./counters.ts";
import { type Looked, look } from "./look.ts";
import type { Meeting } from "./shared.ts";
import { readServer, type Server } from "./statements.ts";

/** What all rounds of a job share. */
export interface Shared {
  readonly addresses: Readonly<Record<Slot, Reachable>>;
  readonly meeting: Meeting;
  /** For a reader, a sentence each. */
  readonly notes: Set<string>;
  readonly signal: AbortSignal;
}

/** Each call throws ToolError when the server is gone for good, or refuses. */
export interface Session {
  readonly server: Server;
  /**
   * What the database's statements did since the last call; null: nobody knows, since it was started anew, reset or full, or since
   * connections were closed. `isAlone`: since anybody's last call nothing was asked of the other slot.
   */
  used(isAlone?: boolean): Promise<Look | null>;
  /** null: the connection was lost meanwhile, and is there again. */
  ask<T>(work: (connection: Connection) => Promise<T>): Promise<T | null>;
  close(): void;
}

/** @throws ToolError where it is not there, or cannot be looked into */
export async function openSession({ addresses, meeting, notes, signal }: Shared, slot: Slot): Promise<Session> {
  const address = addresses[slot];
  let connection = await connect(address);
  let server: Server;
  let last: Looked;
  /** Whether it has counted on since the last look. */
  let isWhole = true;

  async function begin(): Promise<void> {
    server = await readServer(connection, address);
    await wantFreshSizes(connection);
    await lookAgain();
  }

  async function lookAgain(): Promise<void> {
    last = await look(connection, address, server);
    meeting.looked(last.executed);
  }

  function restarted(): null {
    notes.add(
      `The database ${address.place} was started anew, lost its statistics or cut the connection during a round: what it counted there is left out.`,
    );
    return null;
  }

  function overflown(): null {
    notes.add(
      `The server of the database ${address.place} was asked more statements than it has room for, and what it counted meanwhile is left out: raise performance_schema_digests_size in its configuration, or TRUNCATE TABLE performance_schema.events_statements_summary_by_digest before the gate.`,
    );
    return null;
  }

  function closed(): null {
    notes.add(
      `The server of the database ${address.place} counts what is prepared by its protocol for each connection, and forgets it with the connection: connections were closed that had executed some, so what it counted meanwhile is left out. Keep connections open (a pool), or have the driver send statements as text.`,
    );
    return null;
  }

  async function comeBack(): Promise<null> {
    connection.close();
    connection = await connectAgain(address, signal);
    await begin();
    isWhole = false;
    return restarted();
  }

  async function ask<T>(work: (connection: Connection) => Promise<T>): Promise<T | null> {
    try {
      return await work(connection).catch((error: unknown) => {
        if (error instanceof ConnectionLost) return comeBack();
        throw error;
      });
    } catch (error) {
      throw withPlace(error, address);
    }
  }

  await begin().catch((error: unknown) => {
    connection.close();
    throw withPlace(error, address);
  });
  return {
    get server() {
      return server;
    },
    async used(isAlone = false) {
      const wasWhole = isWhole;
      const used = await ask(async () => {
        const before = last;
        const executed = isAlone ? (meeting.executed() ?? before.executed) : before.executed;
        await lookAgain();
        if (hasOverflown(before.statements, last.statements)) return overflown();
        const used = between(before.statements, last.statements) ?? restarted();
        return used !== null && hasClosed(executed, last.executed) ? closed() : used;
      });
      // Whatever happened, what comes is counted from here.
      isWhole = true;
      return wasWhole ? used : null;
    },
    ask,
    close: () => connection.close(),
  };
}

/** As ToolError, where the connection is gone. */
export function withPlace(error: unknown, { place }: Pick<Reachable, "place">): unknown {
  if (!(error instanceof ConnectionLost)) return error;
  return new ToolError(
    `The database ${place} went away during a round: ${error.message}; see whether it was stopped, or another service answers there.`,
    { cause: error },
  );
}
