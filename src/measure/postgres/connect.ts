/** A connection to one slot's database: reading only, in times that are bounded, with all faults said in a sentence. */
import { Socket } from "node:net";
import { ToolError } from "../../errors.ts";
import { guard } from "../guarded.ts";
import { toolError } from "./faults.ts";
import { MARK } from "./text.ts";

/** Milliseconds; what is asked takes some of them. */
const CONNECT = 5_000;
const QUERY = 8_000;
const LOCK = 2_000;
const END = 1_000;

export interface Database {
  readonly name: string;
  readonly user: string;
  /** Of the server: 150020 is 15.20. */
  readonly version: number;
  /** What names without a schema mean to the role, before we narrowed it to what nobody can put something else into. */
  readonly searchPath: string;
  /**
   * The rows of one statement, which is marked as ours. Values are those of $1, $2, …
   *
   * @throws ToolError
   */
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** As `query`, and what the server refuses is an answer: its message and code. Throws ToolError when it cannot be asked. */
  attempt<Row>(text: string, values?: readonly unknown[]): Promise<Attempt<Row>>;
  /**
   * What `body` asks, in one transaction that only reads and of which nothing is left. Code of the target's that it runs cannot
   * change that from within, whereas the session's own default would be switched off for all that comes later.
   *
   * @throws ToolError
   */
  reading<T>(body: () => Promise<T>): Promise<T>;
  /** Safe to call again, and after the server went away. */
  end(): Promise<void>;
}

export type Attempt<Row> =
  | { readonly kind: "rows"; readonly rows: readonly Row[] }
  | { readonly kind: "refused"; readonly message: string; readonly code: string };

/** Settings of the session, in one statement, since each is counted by the server. `searchPath` is returned as it was: nothing is looked up by it yet. */
const settings = (
  patience: number,
) => `SELECT pg_catalog.current_setting('search_path') AS "searchPath", pg_catalog.current_setting('server_version_num')::int AS version,
  pg_catalog.set_config('search_path', 'pg_catalog', false), pg_catalog.set_config('default_transaction_read_only', 'on', false),
  pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', false), pg_catalog.set_config('jit', 'off', false),
  pg_catalog.set_config('statement_timeout', '${patience}', false), pg_catalog.set_config('lock_timeout', '${LOCK}', false)`;

interface Access {
  /** Of the config, with the address. */
  readonly key: string;
  /** Milliseconds that a statement may take. */
  readonly patience: number;
}

/** @throws ToolError where there is no such server or database, or it does not let us in */
export async function connect(
  url: string,
  { key, patience }: Access = { key: "postgres.url", patience: QUERY },
): Promise<Database> {
  const { default: pg } = await import("pg");
  const socket = new Socket();
  guard(socket);
  const client = clientOf();
  client.connection.on("sslconnect", () => guard(client.connection.stream));
  const { host, port, database = "", user = "" } = client;
  const place = { host, port, database, user, key };
  let lost: Error | null = null;
  // Also between two statements: nobody else would hear of it.
  client.on("error", (error: Error) => {
    lost = error;
  });

  function clientOf() {
    try {
      return new pg.Client({
        connectionString: url,
        application_name: "weighbridge",
        connectionTimeoutMillis: CONNECT,
        query_timeout: patience + 1_000,
        stream: () => socket,
      });
    } catch (error) {
      socket.destroy();
      // Without what was found: it may hold a password.
      const why = error instanceof Error ? error.message : "unreadable";
      throw new ToolError(
        `postgres: ${key} is no address of a database (${why}); see its host, port and signs like @.`,
      );
    }
  }

  async function ask<Row>(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    if (lost !== null) throw lost;
    // Extended: the server takes one statement only, whatever the text holds.
    const config = { text: `${MARK} ${text}`, values: [...values], queryMode: "extended" as const };
    // The shape of a row is what its statement selects.
    return (await client.query(config)).rows as readonly Row[];
  }

  /** Without our mark: by its id a target's ROLLBACK is the same statement (PostgreSQL 16), and would pass for ours. */
  const control = (text: "BEGIN READ ONLY" | "ROLLBACK") =>
    client.query(text).catch((error: unknown) => {
      throw toolError(lost ?? error, place);
    });

  async function end(): Promise<void> {
    const timer = setTimeout(() => socket.destroy(), END);
    await Promise.race([client.end(), new Promise((resolve) => socket.once("close", resolve))]).catch(() => {});
    clearTimeout(timer);
    socket.destroy();
  }

  try {
    await client.connect();
    const [session] = await ask<{ readonly searchPath: string; readonly version: number }>(settings(patience), []);
    return {
      name: place.database,
      user: place.user,
      version: session!.version,
      searchPath: session!.searchPath,
      query: (text, values = []) =>
        ask<never>(text, values).catch((error: unknown) => {
          throw toolError(lost ?? error, place);
        }),
      async attempt<Row>(text: string, values: readonly unknown[] = []): Promise<Attempt<Row>> {
        try {
          return { kind: "rows", rows: await ask<Row>(text, values) };
        } catch (error) {
          const refusal = error instanceof pg.DatabaseError && error.severity === "ERROR" ? error : null;
          if (refusal === null) throw toolError(lost ?? error, place);
          return { kind: "refused", message: refusal.message, code: refusal.code ?? "" };
        }
      },
      async reading<T>(body: () => Promise<T>): Promise<T> {
        await control("BEGIN READ ONLY");
        try {
          return await body();
        } finally {
          await control("ROLLBACK");
        }
      },
      end,
    };
  } catch (error) {
    socket.destroy();
    throw toolError(error, place);
  }
}
