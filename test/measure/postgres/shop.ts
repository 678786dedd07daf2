/** A small shop over HTTP and PostgreSQL, in the builds that tests compare. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { startPostgres } from "../../../src/services/postgres.ts";
import type { System } from "../../../src/system/system.ts";

export interface Database extends AsyncDisposable {
  /** Of one of the roles below; the password of each is its name. */
  url(database: string, role: Role): string;
  /** As superuser, in any database; the rows of the last statement. */
  sql(database: string, ...statements: readonly string[]): Promise<readonly Record<string, unknown>[]>;
  /** A session of the superuser; who opens it ends it. */
  session(database: string): Promise<pg.Client>;
  /** Statements of the shop that the server has logged for a database until now. */
  logged(database: string): Promise<number>;
  stop(): Promise<void>;
}

/** shop: the target's. reader: all that a watcher needs. counter: no table of the target. nobody: no statistics either. */
const ROLES = ["shop", "reader", "counter", "nobody"] as const;
type Role = (typeof ROLES)[number];

/** Lines of the log begin with database and role. */
const PREFIX = "%d %u ";

export async function startDatabase(
  system: System,
  settings: Readonly<Record<string, string>> = {},
): Promise<Database> {
  const counts = new Map<string, number>();
  const sentinels = new Map<string, () => void>();
  const service = await startPostgres(system, {
    password: "postgres",
    settings: { log_statement: "all", log_line_prefix: PREFIX, autovacuum: "off", ...settings },
    onLog: (line) => {
      const match = /^(\S+) (\S+) LOG: {2}(?:statement|execute [^:]+): (.*)$/u.exec(line);
      if (match?.[2] === "shop") counts.set(match[1]!, (counts.get(match[1]!) ?? 0) + 1);
      sentinels.get(match?.[3] ?? "")?.();
    },
  });
  const session = async (database: string) => {
    const client = new pg.Client(service.url(database));
    await client.connect();
    return client;
  };
  const sql: Database["sql"] = async (database, ...statements) => {
    const client = await session(database);
    try {
      let rows: readonly Record<string, unknown>[] = [];
      for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
      return rows;
    } finally {
      await client.end();
    }
  };
  for (const role of ROLES) await sql("postgres", `CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
  await sql("postgres", "GRANT pg_read_all_stats TO reader, counter", "GRANT pg_read_all_data TO reader");
  let number = 0;
  return {
    url: (database, role) => service.url(database, role, role),
    sql,
    session,
    async logged(database) {
      // Each process of the server has written its line before it begins: with this one all before it have come.
      const sentinel = `SELECT 'sentinel ${number++}'`;
      const seen = new Promise<void>((resolve) => sentinels.set(sentinel, resolve));
      await sql("postgres", sentinel);
      await seen;
      return counts.get(database) ?? 0;
    },
    stop: () => service.stop(),
    [Symbol.asyncDispose]: () => service.stop(),
  };
}

/** 2,000 customers, 20,000 orders, the same in each database. */
export async function makeShop({ sql }: Database, database: string): Promise<void> {
  await sql("postgres", `CREATE DATABASE ${database}`);
  await sql(
    database,
    "CREATE EXTENSION pg_stat_statements",
    "CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL)",
    "CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL, note text NOT NULL)",
    "INSERT INTO customers SELECT id, 'customer ' || id FROM generate_series(1, 2000) id",
    "INSERT INTO orders SELECT id, 1 + id % 2000, repeat('x', 100) FROM generate_series(1, 20000) id",
    "CREATE INDEX orders_customer_idx ON orders (customer)",
    "CREATE INDEX customers_name_idx ON customers (name)",
    "CREATE INDEX customers_both_idx ON customers (name, id)",
    "VACUUM ANALYZE customers, orders",
    "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO shop",
  );
}

export interface Shop extends AsyncDisposable {
  readonly url: string;
  /** Resolves when what `/later` has left running is done. */
  idle(): Promise<void>;
}

const OF_CUSTOMER = "SELECT id, note FROM orders WHERE customer = $1 /*route='%2Forders',file='orders.js'*/";

/** once: the names of a list of customers by one statement, and one SET. each: by one for each of them, and seven. */
export async function startShop(url: string, names: "once" | "each"): Promise<Shop> {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on("error", () => {});
  let later: Promise<unknown> = Promise.resolve();
  const routes: Readonly<Record<string, (customer: number) => Promise<unknown>>> = {
    "/ping": async () => "pong",
    "/orders": async (customer) => (await pool.query(OF_CUSTOMER, [customer])).rows,
    "/names": async () => {
      const ids = [1, 2, 3, 4, 5, 6, 7];
      if (names === "once") return (await pool.query("SELECT name FROM customers WHERE id = ANY($1)", [ids])).rows;
      for (const id of ids) await pool.query("SELECT name FROM customers WHERE id = $1", [id]);
      return ids;
    },
    "/settings": async () => {
      for (let i = 0; i < (names === "once" ? 1 : 7); i++) await pool.query(`SET app.token = 'SECRET ${i}'`);
    },
    "/later": async () => {
      later = pool.query("UPDATE customers SET name = name WHERE id = 1");
      return "done";
    },
  };
  const listener: RequestListener = async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://shop");
    try {
      response.end(JSON.stringify((await routes[pathname]!(Number(searchParams.get("customer") ?? 1))) ?? null));
    } catch {
      response.writeHead(500).end();
    }
  };
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    // It is listening on a port.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async idle() {
      await later;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}
