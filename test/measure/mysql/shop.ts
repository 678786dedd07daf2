/** A small shop with its orders in a MariaDB, and what drives it with a watch. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createConnection, createPool, type Pool } from "mysql2/promise";

export interface Shop extends AsyncDisposable {
  readonly url: string;
  readonly pool: Pool;
  /** Of its connections so far. */
  readonly connections: ReadonlySet<number>;
}

/** `lines`: whether an order's lines come with it, or one by one. */
export async function openShop(url: string, lines: "joined" | "one by one"): Promise<Shop> {
  const pool = createPool({ uri: url, connectionLimit: 4 });
  const connections = new Set<number>();
  pool.on("connection", (connection) => connections.add(connection.threadId));
  const orders = async (id: number) => {
    if (lines === "joined")
      return pool.query("SELECT o.id, p.title FROM orders o JOIN products p ON p.id = o.product WHERE o.customer = ?", [
        id,
      ]);
    const [found] = await pool.query("SELECT id, product FROM orders WHERE customer = ?", [id]);
    for (const { product } of found as unknown as readonly { product: number }[])
      await pool.query("SELECT title FROM products WHERE id = ?", [product]);
  };
  const endpoints: Readonly<Record<string, (id: number) => Promise<unknown>>> = {
    "/orders": orders,
    "/history": (id) => pool.query("SELECT SUM(cents) FROM payments WHERE customer = ?", [id]),
    "/prepared": async (id) => {
      for (let i = 0; i < 2; i++) await pool.execute("SELECT title FROM products WHERE id = ?", [id]);
    },
    "/closing": async (id) => {
      const own = await createConnection(url);
      await own.execute("SELECT title FROM products WHERE id = ?", [id]);
      await own.end();
      await gone(pool, own.threadId);
    },
    "/touch": (id) => pool.query("UPDATE products SET title = 'new' WHERE id = ?", [id]),
    "/ping": async () => {},
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://shop");
    endpoints[pathname]!(Number(searchParams.get("id") ?? 1)).then(
      () => response.end("ok"),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pool,
    connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}

/** A server closes a connection a moment after its client. */
async function gone(pool: Pool, id: number): Promise<void> {
  for (;;) {
    const [rows] = await pool.query("SELECT 1 FROM performance_schema.threads WHERE PROCESSLIST_ID = ?", [id]);
    if ((rows as readonly unknown[]).length === 0) return;
  }
}

/** 40 products, 6 orders for each of 40 customers, and 5,000 payments. */
export async function fill(url: string): Promise<void> {
  const pool = createPool({ uri: url, connectionLimit: 1 });
  const rows = (count: number, row: (i: number) => readonly (number | string)[]) =>
    Array.from({ length: count }, (_, i) => row(i));
  await pool.query("CREATE TABLE products (id INT PRIMARY KEY, title VARCHAR(40))");
  await pool.query(
    "CREATE TABLE orders (id INT PRIMARY KEY, customer INT, product INT, KEY orders_customer_idx (customer))",
  );
  await pool.query(
    "CREATE TABLE payments (id INT PRIMARY KEY, customer INT, cents INT, KEY payments_customer_idx (customer))",
  );
  await pool.query("INSERT INTO products VALUES ?", [rows(40, (i) => [i, `product ${i}`])]);
  await pool.query("INSERT INTO orders VALUES ?", [rows(240, (i) => [i, i % 40, i % 40])]);
  await pool.query("INSERT INTO payments VALUES ?", [rows(5_000, (i) => [i, i % 500, i])]);
  await pool.end();
}

export const paths = (path: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${path}?id=${i % 40}`);
