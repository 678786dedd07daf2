// src/measure/mysql/explain.ts
import { ToolError } from "../../errors.js";
import { connect, Forbidden, Refused, Uncallable } from "./connection.js";
import { planOf } from "./plan.js";
import { withPlace } from "./session.js";
var ALL = 8e3;
var NARROW = ["SET SESSION lock_wait_timeout = 1", "START TRANSACTION READ ONLY"];
var PATIENCE = { mariadb: "SET SESSION max_statement_time = 1", mysql: "SET SESSION max_execution_time = 1000" };
var CALLABLE = {
  mariadb: "SELECT 1 FROM information_schema.ROUTINES LIMIT 1",
  mysql: "SELECT 1 FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA <> 'sys' LIMIT 1"
};
var OF_SYS = "SELECT sys.version_major()";
async function explain({ address, server, notes }, queries) {
  const plans = /* @__PURE__ */ new Map();
  const giveUp = Date.now() + ALL;
  const kind = server.isMariadb ? "mariadb" : "mysql";
  let connection = null;
  try {
    connection = await connect(address, address.database);
    for (const setting of [PATIENCE[kind], ...NARROW]) await connection.query(setting);
    if (await runsFunctions(connection, kind)) throw new ToolError(mayCall(address));
    for (const [statement, query] of queries) {
      if (Date.now() > giveUp) break;
      const plan = await explainOne(connection, query);
      if (plan !== null) plans.set(statement, plan);
    }
  } catch (error) {
    const fault = withPlace(error, address);
    if (!(fault instanceof ToolError)) throw fault;
    notes.add(`${fault.message} Until then statements have no plans; mysql.plans: false leaves them out.`);
  } finally {
    connection?.close();
  }
  return plans;
}
async function runsFunctions(connection, kind) {
  if ((await connection.query(CALLABLE[kind])).length > 0) return true;
  if (kind === "mariadb") return false;
  try {
    await connection.query(OF_SYS);
    return true;
  } catch (error) {
    if (error instanceof Uncallable) return false;
    throw error;
  }
}
async function explainOne(connection, query) {
  try {
    return planOf(await connection.query(`EXPLAIN FORMAT=TRADITIONAL ${query}`));
  } catch (error) {
    if (error instanceof Refused && !(error instanceof Forbidden)) return null;
    throw error;
  }
}
var mayCall = ({ user }) => `The user ${user} of mysql.url may run functions, which a server does to plan a statement: take one that may SELECT and nothing else.`;
export {
  explain
};
