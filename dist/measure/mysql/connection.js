// src/measure/mysql/connection.ts
import { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { NotThereError, ToolError } from "../../errors.js";
import { networkFault } from "../../system/network.js";
import { guard } from "../guarded.js";
import { asClause } from "../subject.js";
var CONNECT = 3e3;
var QUERY = 8e3;
var BACK = 1e4;
var INTERVAL = 100;
var ConnectionLost = class extends Error {
};
var Refused = class extends ToolError {
};
var Forbidden = class extends Refused {
};
var Uncallable = class extends Refused {
};
async function connect(address, database) {
  const { createConnection } = address;
  const options = { uri: address.server, connectTimeout: CONNECT, flags: ["-MULTI_STATEMENTS"], stream: guardedSocket };
  try {
    const connection = await createConnection(database === void 0 ? options : { ...options, database });
    let lost = null;
    connection.on("error", (error) => {
      lost ??= error;
    });
    return {
      async query(sql, values = []) {
        try {
          const [rows] = await connection.query({ sql, values: [...values], timeout: QUERY });
          return rows;
        } catch (error) {
          throw faultOf(lost ?? error, address);
        }
      },
      close: () => connection.destroy()
    };
  } catch (error) {
    const fault = faultOf(error, address);
    if (!(fault instanceof ConnectionLost)) throw fault;
    throw new NotThereError(
      `The database ${address.place} was not reached: ${fault.message}; start it before the gate runs, or correct mysql.url.`,
      { cause: error }
    );
  }
}
function guardedSocket({ config }) {
  const socket = new Socket();
  guard(socket);
  if (config.socketPath) return socket.connect(config.socketPath);
  return socket.connect(config.port, config.host).setKeepAlive(true).setNoDelay(true);
}
async function connectAgain(address, signal) {
  for (const giveUp = Date.now() + BACK; ; ) {
    try {
      return await connect(address);
    } catch (error) {
      if (Date.now() > giveUp || error instanceof Refused) throw error;
      await delay(INTERVAL, void 0, { signal });
    }
  }
}
var DENIED = /* @__PURE__ */ new Set(["ER_ACCESS_DENIED_ERROR", "ER_ACCESS_DENIED_NO_PASSWORD_ERROR"]);
var NO_RIGHT = /* @__PURE__ */ new Set([
  "ER_TABLEACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
  "ER_SPECIFIC_ACCESS_DENIED_ERROR"
]);
var STOPPING = "ER_SERVER_SHUTDOWN";
var TOO_LONG = /* @__PURE__ */ new Set([1969, 3024]);
var NONSENSE = /* @__PURE__ */ new Set([
  "PROTOCOL_UNEXPECTED_PACKET",
  "PROTOCOL_ERROR",
  "HANDSHAKE_UNKNOWN_ERROR",
  "AUTH_SWITCH_PLUGIN_ERROR"
]);
function faultOf(error, { place, user }) {
  const { code = "", errno, message: text } = error;
  if (DENIED.has(code))
    return new Refused(
      `The database ${place} refused the user ${user}: correct user and password of mysql.url, or MYSQL_PWD.`
    );
  if (NO_RIGHT.has(code))
    return new Forbidden(
      `The user ${user} lacks a right at the database ${place}: GRANT SELECT ON performance_schema.* and on the database itself, and for lock waits GRANT PROCESS ON *.*, to that user (${asClause(text, 200)}).`
    );
  if (code === "ER_SECURE_TRANSPORT_REQUIRED")
    return new Refused(
      `The database ${place} refuses a connection without TLS: put ?ssl=%7B%7D behind the address in mysql.url, as docs/inside.md says.`
    );
  if (code === "ER_PROCACCESS_DENIED_ERROR")
    return new Uncallable(`The database ${place} answered by an error: ${asClause(text, 300)}.`);
  if (errno !== void 0 && TOO_LONG.has(errno)) return new Refused(`The database ${place} gave up a statement.`);
  if (errno !== void 0 && errno >= 1e3 && code.startsWith("ER_") && code !== STOPPING)
    return new Refused(`The database ${place} answered by an error: ${asClause(text, 300)}.`);
  const said = text.includes("in closed state") ? "the connection was closed" : asClause(text, 300);
  const isThrown = error instanceof TypeError || error instanceof RangeError;
  const isNonsense = isThrown || NONSENSE.has(code) || text.includes("LOCAL INFILE");
  const why = isNonsense ? `what answers there does not speak as MariaDB and MySQL do${isThrown ? "" : ` (${said})`}` : said;
  const late = code === "PROTOCOL_SEQUENCE_TIMEOUT" ? "it gave no answer in time" : void 0;
  return new ConnectionLost(late ?? networkFault(error) ?? why, { cause: error });
}
export {
  ConnectionLost,
  Forbidden,
  Refused,
  Uncallable,
  connect,
  connectAgain
};
