// src/measure/mysql/explain.ts
import { ToolError } from "../../errors.js";
import { connect, Forbidden, Refused } from "./connection.js";
import { planOf } from "./plan.js";
import { withPlace } from "./session.js";
var ALL = 8e3;
var NARROW = ["SET SESSION lock_wait_timeout = 1", "START TRANSACTION READ ONLY"];
var PATIENCE = { mariadb: "SET SESSION max_statement_time = 1", mysql: "SET SESSION max_execution_time = 1000" };
var CALLABLE = "SELECT 1 FROM information_schema.ROUTINES LIMIT 1";
async function explain({ address, server, notes }, queries) {
  const plans = /* @__PURE__ */ new Map();
  const giveUp = Date.now() + ALL;
  let connection = null;
  try {
    connection = await connect(address, address.database);
    for (const setting of [PATIENCE[server.isMariadb ? "mariadb" : "mysql"], ...NARROW])
      await connection.query(setting);
    if ((await connection.query(CALLABLE)).length > 0) throw new ToolError(mayCall(address));
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
