// src/measure/postgres/faults.ts
import { NotThereError, ToolError } from "../../errors.js";
import { asClause } from "../subject.js";
function toolError(error, place) {
  if (error instanceof ToolError) return error;
  const message = asClause(error instanceof Error ? error.message : String(error), 300);
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const nonsense = nonsenseOf(error, message);
  const why = nonsense === null ? sentence(code, message, place) : noPostgres(nonsense, place);
  return new (isNotThere(code) ? NotThereError : ToolError)(`postgres: ${why}.`, { cause: error });
}
function nonsenseOf(error, message) {
  if (error instanceof TypeError || error instanceof RangeError) return "";
  const isSaid = /^Received unexpected \w+ message|^received invalid response|^Unknown authenticationOk/u.test(message);
  return isSaid ? ` (${message})` : null;
}
var noPostgres = (nonsense, { host, port, key }) => `what answers at ${host}:${port} does not speak as PostgreSQL does${nonsense}; see whether it is another service, or correct ${key}`;
var isNotThere = (code) => NOBODY.has(code) || code === "3D000";
var NOBODY = /* @__PURE__ */ new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENOENT"
]);
function sentence(code, message, { host, port, database, user, key }) {
  const server = `${host}:${port}`;
  if (NOBODY.has(code))
    return `nobody answers at ${server} (${code}); start PostgreSQL there before the target, or correct ${key}`;
  switch (code) {
    case "28P01":
      return `the server at ${server} refuses the password of ${user}; put the right one into ${key} or PGPASSWORD`;
    case "28000":
      return `the server at ${server} does not let ${user} in (${message}); create that role, or allow it in pg_hba.conf`;
    case "3D000":
      return `there is no database ${database} at ${server}; make it in target.prepare or target.reset, or correct ${key}`;
    case "53300":
      return `the server at ${server} has no connection left (${message}); raise max_connections, or make the target's pool smaller`;
    case "57014":
      return `the database ${database} took too long for an answer about its statistics (${message})`;
    case "42501":
      return `${user} lacks a right in ${database} (${message}); GRANT ${/ for schema /u.test(message) ? "USAGE ON that SCHEMA" : "pg_read_all_stats"} TO ${user}`;
    case "42883":
    case "3F000":
      return `pg_stat_statements of ${database} was moved while it was looked at (${message}); ${KEEP}`;
    case "55000":
      return `${message}; put pg_stat_statements there and restart the server`;
  }
  if (message.startsWith("SASL") || message.includes("no password"))
    return `the server at ${server} asks ${user} for a password, and none that fits was given; put it into ${key} or PGPASSWORD`;
  if (/timeout expired|connection timeout|Query read timeout/u.test(message))
    return `the server at ${server} did not answer in time (${message}); see whether it is overloaded or another service`;
  if (code === "57P01" || code === "57P02" || code === "ECONNRESET" || /terminated|not queryable|closed/u.test(message))
    return `the connection to ${database} at ${server} was lost; see whether the server stopped or the database was dropped during the round`;
  return `${database} at ${server}: ${message}`;
}
var KEEP = "put it where the target's role may not do that, as superuser: CREATE SCHEMA stats; CREATE EXTENSION pg_stat_statements SCHEMA stats";
var missing = {
  extension: ({ name }) => new ToolError(
    `postgres: the database ${name} has no extension pg_stat_statements; run CREATE EXTENSION pg_stat_statements in it, and have shared_preload_libraries = 'pg_stat_statements' in postgresql.conf.`
  ),
  version: ({ name }, version) => new ToolError(
    `postgres: pg_stat_statements in ${name} is of version ${version}, and 1.8 is needed (PostgreSQL 13); run ALTER EXTENSION pg_stat_statements UPDATE, or use a newer server.`
  ),
  trust: ({ name }, schema) => new ToolError(
    `postgres: pg_stat_statements of ${name}, or its schema ${schema}, was renamed, replaced or given other rights while it was looked at, so that its counts cannot be trusted; ${KEEP}.`
  ),
  right: ({ name, user }) => new ToolError(
    `postgres: ${user} may not see the statements of other roles in ${name}; GRANT pg_read_all_stats TO ${user}.`
  )
};
export {
  missing,
  toolError
};
