// src/measure/mysql/session.ts
import { ToolError } from "../../errors.js";
import { wantFreshSizes } from "./catalog.js";
import { ConnectionLost, connect, connectAgain } from "./connection.js";
import { between, hasClosed, hasOverflown } from "./counters.js";
import { look } from "./look.js";
import { readServer } from "./statements.js";
async function openSession({ addresses, meeting, notes, signal }, slot) {
  const address = addresses[slot];
  let connection = await connect(address);
  let server;
  let last;
  let isWhole = true;
  async function begin() {
    server = await readServer(connection, address);
    await wantFreshSizes(connection);
    await lookAgain();
  }
  async function lookAgain() {
    last = await look(connection, address, server);
    meeting.looked(last.executed);
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
  function closed() {
    notes.add(
      `The server of the database ${address.place} counts what is prepared by its protocol for each connection, and forgets it with the connection: connections were closed that had executed some, so what it counted meanwhile is left out. Keep connections open (a pool), or have the driver send statements as text.`
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
    async used(isAlone = false) {
      const wasWhole = isWhole;
      const used = await ask(async () => {
        const before = last;
        const executed = isAlone ? meeting.executed() ?? before.executed : before.executed;
        await lookAgain();
        if (hasOverflown(before.statements, last.statements)) return overflown();
        const used2 = between(before.statements, last.statements) ?? restarted();
        return used2 !== null && hasClosed(executed, last.executed) ? closed() : used2;
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
  return new ToolError(
    `The database ${place} went away during a round: ${error.message}; see whether it was stopped, or another service answers there.`,
    { cause: error }
  );
}
export {
  openSession,
  withPlace
};
