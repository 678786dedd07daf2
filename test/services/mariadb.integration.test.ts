import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startMariadb } from "../../src/services/mariadb.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";

let host: TestSystem;
beforeAll(async () => {
  host = await testSystem();
});
afterAll(async () => host?.[Symbol.asyncDispose]());

test("it counts statements and logs them; what it holds outlives a restart, and not its end", async () => {
  const server = await startMariadb(host.system);
  const ask = async (text: string) => {
    const connection = await createConnection(server.url(""));
    const [rows] = await connection.query(text);
    await connection.end();
    return rows;
  };
  await ask("CREATE DATABASE shop");
  expect(await ask("SELECT @@performance_schema AS counts, @@hostname IS NOT NULL AS answers")).toEqual([
    { counts: 1, answers: 1 },
  ]);
  expect(await server.log()).toContain("\tCREATE DATABASE shop\n");
  await server.restart();
  expect(await ask("SHOW DATABASES LIKE 'shop'")).toHaveLength(1);
  await server.stop();
  await server.stop();
  await expect(createConnection(server.url("shop"))).rejects.toThrow("ECONNREFUSED");
});

test("what is wrong is said", async () => {
  await expect(startMariadb(host.system, { settings: { "no-such-setting": "1" } })).rejects.toThrow(
    /^MariaDB did not start: .*no-such-setting/u,
  );
});
