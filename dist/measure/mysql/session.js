// src/measure/mysql/session.ts
import { ToolError } from "../../errors.js";
import { wantFreshSizes } from "./catalog.js";
import { ConnectionLost, connect, connectAgain } from "./connection.js";
import { between, hasOverflown } from "./counters.js";
import { look, readServer } from "./statements.js";
async function openSession({ addresses, notes, signal }, slot) {
  const address = addresses[slot];
  let connection = await connect(address);
  let server;
  let last;
  let isWhole = true;
  async function begin() {
    server = await readServer(connection, address);
    await wantFreshSizes(connection);
    last = await look(connection, address, server);
  }
  function restarted() {
    notes.add(
      `The database ${address.place} was started anew, lost its statistics or cut the connection during a round: what it counted there is left out.`
    );
    return null;
  }
  function overflown() {
    notes.add(
      `The server of the database ${address.place} was asked more statements than it has room for, and what it counted meanwhile is left out: raise performance_schema_digests_size in its configuration, or TRUNCATE TABLE performance_schema.events_statements_summary_by_digest before the gate.`
    );
    return null;
  }
  async function comeBack() {
    connection.close();
    connection = await connectAgain(address, signal);
    await begin();
    isWhole = false;
    return restarted();
  }
  async function ask(work) {
    try {
      return await work(connection).catch((error) => {
        if (error instanceof ConnectionLost) return comeBack();
        throw error;
      });
    } catch (error) {
      throw withPlace(error, address);
    }
  }
  await begin().catch((error) => {
    connection.close();
    throw withPlace(error, address);
  });
  return {
    get server() {
      return server;
    },
    async used() {
      const wasWhole = isWhole;
      const used = await ask(async () => {
        const before = last;
        last = await look(connection, address, server);
        return hasOverflown(before, last) ? overflown() : between(before, last) ?? restarted();
      });
      isWhole = true;
      return wasWhole ? used : null;
    },
    ask,
    close: () => connection.close()
  };
}
function withPlace(error, { place }) {
  if (!(error instanceof ConnectionLost)) return error;
  return new ToolError(`The database ${place} went away during a round: ${error.message}.`, { cause: error });
}
export {
  openSession,
  withPlace
};
