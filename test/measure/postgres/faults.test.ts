import { expect, test } from "vitest";
import { toolError } from "../../../src/measure/postgres/faults.ts";
import { metrics, schema } from "../../../src/measure/postgres/schema.ts";

const place = { host: "127.0.0.1", port: 5432, database: "shop_a", user: "reader", key: "postgres.url" };
const said = (message: string, code?: string) => toolError(Object.assign(new Error(message), { code }), place).message;

test.each([
  [
    "pg_stat_statements must be loaded via shared_preload_libraries",
    "55000",
    /shared_preload_libraries; put pg_stat_statements there and restart/u,
  ],
  ["sorry, too many clients already", "53300", /no connection left \(sorry.*raise max_connections/u],
  [
    "permission denied for view",
    "42501",
    /^postgres: reader lacks a right in shop_a .*GRANT pg_read_all_stats TO reader\.$/u,
  ],
  ["canceling statement due to statement timeout", "57014", /^postgres: the database shop_a took too long/u],
  ["no pg_hba.conf entry", "28000", /does not let reader in/u],
  ["read ECONNRESET", "ECONNRESET", /was lost/u],
  ["Connection terminated unexpectedly", undefined, /was lost/u],
  ["anything else", "XX000", /^postgres: shop_a at 127\.0\.0\.1:5432: anything else\.$/u],
])("%s", { tags: ["R28"] }, (message, code, sentence) => {
  expect(said(message, code)).toMatch(sentence);
});

test("the key of the address is named", () => {
  const refused = Object.assign(new Error("no"), { code: "28P01" });
  expect(toolError(refused, { ...place, key: "postgres.owner" }).message).toBe(
    "postgres: the server at 127.0.0.1:5432 refuses the password of reader; put the right one into postgres.owner or PGPASSWORD.",
  );
});

test("what the server says is cut", () => {
  expect(said("x".repeat(5000)).length).toBeLessThan(400);
});

test("the section: one address a slot, and each metric has a family", () => {
  const url = "postgres://reader@127.0.0.1:5432/shop_${slot}";
  expect(schema.parse({ url })).toEqual({
    url: { a: "postgres://reader@127.0.0.1:5432/shop_a", b: "postgres://reader@127.0.0.1:5432/shop_b" },
    plans: true,
    repeatedAfter: 10,
    queries: {},
  });
  expect(schema.safeParse({ url: "postgres://reader@127.0.0.1/shop" }).success).toBe(false);
  expect(schema.safeParse({ url, queries: { "a/b": "SELECT 1" } }).success).toBe(false);
  expect(schema.safeParse({ url, repeatedAfter: 0 }).success).toBe(false);
  expect(metrics.map(({ glob }) => glob)).toContain("queries");
});
