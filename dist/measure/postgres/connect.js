// src/measure/postgres/connect.ts
import { Socket } from "node:net";
import { ToolError } from "../../errors.js";
import { guard } from "../guarded.js";
import { toolError } from "./faults.js";
import { MARK } from "./text.js";
var CONNECT = 5e3;
var QUERY = 8e3;
var LOCK = 2e3;
var END = 1e3;
var settings = (patience) => `SELECT pg_catalog.current_setting('search_path') AS "searchPath", pg_catalog.current_setting('server_version_num')::int AS version,
  pg_catalog.set_config('search_path', 'pg_catalog', false), pg_catalog.set_config('default_transaction_read_only', 'on', false),
  pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', false), pg_catalog.set_config('jit', 'off', false),
  pg_catalog.set_config('statement_timeout', '${patience}', false), pg_catalog.set_config('lock_timeout', '${LOCK}', false)`;
async function connect(url, { key, patience } = { key: "postgres.url", patience: QUERY }) {
  const { default: pg } = await import("../../vendor/pg.js");
  const socket = new Socket();
  guard(socket);
  const client = clientOf();
  client.connection.on("sslconnect", () => guard(client.connection.stream));
  const { host, port, database = "", user = "" } = client;
  const place = { host, port, database, user, key };
  let lost = null;
  client.on("error", (error) => {
    lost = error;
  });
  function clientOf() {
    try {
      return new pg.Client({
        connectionString: url,
        application_name: "weighbridge",
        connectionTimeoutMillis: CONNECT,
        query_timeout: patience + 1e3,
        stream: () => socket
      });
    } catch (error) {
      socket.destroy();
      const why = error instanceof Error ? error.message : "unreadable";
      throw new ToolError(
        `postgres: ${key} is no address of a database (${why}); see its host, port and signs like @.`
      );
    }
  }
  async function ask(text, values) {
    if (lost !== null) throw lost;
    const config = { text: `${MARK} ${text}`, values: [...values], queryMode: "extended" };
    return (await client.query(config)).rows;
  }
  const control = (text) => client.query(text).catch((error) => {
    throw toolError(lost ?? error, place);
  });
  async function end() {
    const timer = setTimeout(() => socket.destroy(), END);
    await Promise.race([client.end(), new Promise((resolve) => socket.once("close", resolve))]).catch(() => {
    });
    clearTimeout(timer);
    socket.destroy();
  }
  try {
    await client.connect();
    const [session] = await ask(settings(patience), []);
    return {
      name: place.database,
      user: place.user,
      version: session.version,
      searchPath: session.searchPath,
      query: (text, values = []) => ask(text, values).catch((error) => {
        throw toolError(lost ?? error, place);
      }),
      async attempt(text, values = []) {
        try {
          return { kind: "rows", rows: await ask(text, values) };
        } catch (error) {
          const refusal = error instanceof pg.DatabaseError && error.severity === "ERROR" ? error : null;
          if (refusal === null) throw toolError(lost ?? error, place);
          return { kind: "refused", message: refusal.message, code: refusal.code ?? "" };
        }
      },
      async reading(body) {
        await control("BEGIN READ ONLY");
        try {
          return await body();
        } finally {
          await control("ROLLBACK");
        }
      },
      end
    };
  } catch (error) {
    socket.destroy();
    throw toolError(error, place);
  }
}
export {
  connect
};
