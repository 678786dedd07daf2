/** A connection to a MariaDB or MySQL server: reading only, never waiting for ever, faults said in a sentence. */
import { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { ConnectionOptions } from "mysql2/promise";
import { NotThereError, ToolError } from "../../errors.ts";
import { networkFault } from "../../system/network.ts";
import { guard } from "../guarded.ts";
import { asClause } from "../subject.ts";
import type { Address, Reachable } from "./address.ts";

/** Milliseconds: to connect, for one statement, and between two tries to come back to a server that is being started anew. */
const CONNECT = 3_000;
const QUERY = 8_000;
const BACK = 10_000;
const INTERVAL = 100;

/** The connection is gone; the server may be back. */
export class ConnectionLost extends Error {}

/** The server answered by an error. */
export class Refused extends ToolError {}

/** For lack of a right. */
export class Forbidden extends Refused {}

/** A function or procedure that the user may not run, or that is not there. */
export class Uncallable extends Refused {}

export interface Connection {
  /**
   * The rows of one statement; `values` stand for its `?`.
   *
   * @throws Refused, ConnectionLost
   */
  query<Row>(text: string, values?: readonly (string | readonly string[])[]): Promise<readonly Row[]>;
  close(): void;
}

/**
 * `database`: what names without one mean.
 *
 * @throws ToolError where nobody answers there, or not to this user
 */
export async function connect(address: Reachable, database?: string): Promise<Connection> {
  const { createConnection } = address;
  // Whatever the address asks for: a text from outside must never end in another statement.
  const options = { uri: address.server, connectTimeout: CONNECT, flags: ["-MULTI_STATEMENTS"], stream: guardedSocket };
  try {
    const connection = await createConnection(database === undefined ? options : { ...options, database });
    // What is wrong shows where something is asked next; without a listener it would end the process.
    let lost: Error | null = null;
    connection.on("error", (error) => {
      lost ??= error;
    });
    return {
      async query<Row>(sql: string, values: readonly (string | readonly string[])[] = []) {
        try {
          const [rows] = await connection.query({ sql, values: [...values], timeout: QUERY });
          // Its shape is what the statement selects.
          return rows as unknown as readonly Row[];
        } catch (error) {
          throw faultOf(lost ?? error, address);
        }
      },
      close: () => connection.destroy(),
    };
  } catch (error) {
    const fault = faultOf(error, address);
    if (!(fault instanceof ConnectionLost)) throw fault;
    throw new NotThereError(
      `The database ${address.place} was not reached: ${fault.message}; start it before the gate runs, or correct mysql.url.`,
      { cause: error },
    );
  }
}

/** As the library makes it by itself. */
function guardedSocket({ config }: { readonly config: ConnectionOptions }): Socket {
  const socket = new Socket();
  guard(socket);
  if (config.socketPath) return socket.connect(config.socketPath);
  return socket.connect(config.port!, config.host!).setKeepAlive(true).setNoDelay(true);
}

/** As `connect`, to a server that may just be starting: tries again for some seconds. */
export async function connectAgain(address: Reachable, signal: AbortSignal): Promise<Connection> {
  for (const giveUp = Date.now() + BACK; ; ) {
    try {
      return await connect(address);
    } catch (error) {
      if (Date.now() > giveUp || error instanceof Refused) throw error;
      await delay(INTERVAL, undefined, { signal });
    }
  }
}

const DENIED: ReadonlySet<string> = new Set(["ER_ACCESS_DENIED_ERROR", "ER_ACCESS_DENIED_NO_PASSWORD_ERROR"]);
const NO_RIGHT: ReadonlySet<string> = new Set([
  "ER_TABLEACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
  "ER_SPECIFIC_ACCESS_DENIED_ERROR",
]);

/** The server says that it is being stopped, where others end the connection without a word. */
const STOPPING = "ER_SERVER_SHUTDOWN";

/** Of MariaDB, which the library has no name for, and of MySQL: a statement took longer than it may. */
const TOO_LONG: ReadonlySet<number> = new Set([1969, 3024]);

/** The library's own words for what it cannot read. */
const NONSENSE: ReadonlySet<string> = new Set([
  "PROTOCOL_UNEXPECTED_PACKET",
  "PROTOCOL_ERROR",
  "HANDSHAKE_UNKNOWN_ERROR",
  "AUTH_SWITCH_PLUGIN_ERROR",
]);

function faultOf(error: unknown, { place, user }: Address): Refused | ConnectionLost {
  const { code = "", errno, message: text } = error as { code?: string; errno?: number; message: string };
  if (DENIED.has(code))
    return new Refused(
      `The database ${place} refused the user ${user}: correct user and password of mysql.url, or MYSQL_PWD.`,
    );
  if (NO_RIGHT.has(code))
    return new Forbidden(
      `The user ${user} lacks a right at the database ${place}: GRANT SELECT ON performance_schema.* and on the database itself, and for lock waits GRANT PROCESS ON *.*, to that user (${asClause(text, 200)}).`,
    );
  if (code === "ER_SECURE_TRANSPORT_REQUIRED")
    return new Refused(
      `The database ${place} refuses a connection without TLS: put ?ssl=%7B%7D behind the address in mysql.url, as docs/inside.md says.`,
    );
  if (code === "ER_PROCACCESS_DENIED_ERROR")
    return new Uncallable(`The database ${place} answered by an error: ${asClause(text, 300)}.`);
  if (errno !== undefined && TOO_LONG.has(errno)) return new Refused(`The database ${place} gave up a statement.`);
  // Numbers of the server begin at 1000; what has none of them happened on the way.
  if (errno !== undefined && errno >= 1000 && code.startsWith("ER_") && code !== STOPPING)
    return new Refused(`The database ${place} answered by an error: ${asClause(text, 300)}.`);
  const said = text.includes("in closed state") ? "the connection was closed" : asClause(text, 300);
  // Over what the library did not expect: its words say nothing to who does not know its code.
  const isThrown = error instanceof TypeError || error instanceof RangeError;
  const isNonsense = isThrown || NONSENSE.has(code) || text.includes("LOCAL INFILE");
  const why = isNonsense
    ? `what answers there does not speak as MariaDB and MySQL do${isThrown ? "" : ` (${said})`}`
    : said;
  const late = code === "PROTOCOL_SEQUENCE_TIMEOUT" ? "it gave no answer in time" : undefined;
  return new ConnectionLost(late ?? networkFault(error) ?? why, { cause: error });
}
