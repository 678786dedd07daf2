import { expect, test } from "vitest";
import type { z } from "zod";
import { schema as mysql } from "../../src/measure/mysql/schema.ts";
import { schema as postgres } from "../../src/measure/postgres/schema.ts";
import { schema as redis } from "../../src/measure/redis/schema.ts";

const faultsOf = (schema: z.ZodType, a: string, b: string) =>
  schema.safeParse({ url: { a, b } }).error?.issues.map(({ message }) => message) ?? [];

test.each([
  ["postgres", postgres, "both slots have the database shop at 127.0.0.1:5432: give each slot one of its own"],
  ["mysql", mysql, "both slots have the database shop at 127.0.0.1:3306: give each slot one of its own"],
  ["redis", redis, expect.stringMatching(/^both slots are at 127\.0\.0\.1:6379, and Redis counts/u)],
] as const)("%s: one place for both slots is one fault, however it is written", (scheme, schema, fault) => {
  const at = (host: string) => `${scheme}://me:secret@${host}/shop`;
  expect(faultsOf(schema, at("localhost"), at("localhost"))).toEqual([fault]);
  expect(faultsOf(schema, at("LocalHost"), at("127.0.0.1"))).toEqual([fault]);
  expect(faultsOf(schema, at("127.0.0.1:1"), at("127.0.0.1:2"))).toEqual([]);
});

test("addresses of PostgreSQL that only its client can read differ as they are written", () => {
  const socket = "postgresql://%2Frun%2Fpostgresql/shop";
  expect(faultsOf(postgres, "postgres:///shop", "postgres://localhost/shop")).toEqual([]);
  expect(faultsOf(postgres, "postgres://h/shop?host=/run", "postgres://h/shop")).toEqual([]);
  expect(faultsOf(postgres, "postgres://h/shop_a", "postgres://h/shop_b")).toEqual([]);
  expect(faultsOf(postgres, "postgres:///shop", "postgres:///shop")).toEqual([
    "both slots have the same, and one side's numbers would hold the other's: give each slot one of its own",
  ]);
  expect(faultsOf(postgres, socket, `${socket}?user=me`)).toHaveLength(1);
});
