import { connect } from "node:net";
import pg from "pg";
import { expect, test } from "vitest";
import { ToolError } from "../../src/errors.ts";
import { startPostgres } from "../../src/services/postgres.ts";
import { testSystem } from "../helpers/system.ts";

test("a server on loopback that records statements, asks for the password, and is gone when stopped", async () => {
  await using own = await testSystem();
  const lines: string[] = [];
  const service = await startPostgres(own.system, { password: "a b:c@d", onLog: (line) => void lines.push(line) });
  const client = new pg.Client(service.url("postgres"));
  await client.connect();
  await client.query("CREATE EXTENSION pg_stat_statements");
  await client.query("CREATE ROLE reader LOGIN PASSWORD 'reader'");
  await client.query("SELECT 41 + 1");
  const { rows } = await client.query("SELECT calls::int FROM pg_stat_statements WHERE query = 'SELECT $1 + $2'");
  expect(rows).toEqual([{ calls: 1 }]);
  await client.end();
  await expect(new pg.Client(service.url("postgres", "reader", "wrong")).connect()).rejects.toThrow(/password/u);
  await service.stop();
  await service.stop();
  expect(lines.at(-1)).toContain("database system is shut down");
  const refused = new Promise((resolve) => connect(service.port, "127.0.0.1").once("error", resolve));
  expect(await refused).toMatchObject({ code: "ECONNREFUSED" });
});

test("a server that does not start says why", async () => {
  await using own = await testSystem();
  const starting = startPostgres(own.system, { settings: { shared_buffers: "little" } });
  await expect(starting).rejects.toThrow(ToolError);
  await expect(starting).rejects.toThrow(/^PostgreSQL did not start: .*shared_buffers/u);
});
