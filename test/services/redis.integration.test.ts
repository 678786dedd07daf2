import { createClient } from "@redis/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRedis } from "../../src/services/redis.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";

let host: TestSystem;
beforeAll(async () => {
  host = await testSystem();
});
afterAll(async () => host?.[Symbol.asyncDispose]());

test("two of them run beside each other; one that is started anew is empty, and one that is stopped is gone", async () => {
  const [one, other] = await Promise.all([
    startRedis(host.system, { settings: { maxmemory: "3mb" } }),
    startRedis(host.system),
  ]);
  const ask = async (url: string, ...words: readonly string[]) => {
    const client = await createClient({ url }).connect();
    const answer = await client.sendCommand([...words]);
    await client.close();
    return answer;
  };
  await ask(one.url, "SET", "key", "value");
  expect(await ask(one.url, "GET", "key")).toBe("value");
  expect(await ask(other.url, "GET", "key")).toBeNull();
  expect(String(await ask(one.url, "INFO", "memory"))).toContain(`maxmemory:${3 * 1024 * 1024}`);
  await one.restart();
  expect(await ask(one.url, "DBSIZE")).toBe(0);
  await one.stop();
  await one.stop();
  await expect(
    createClient({ url: one.url, socket: { reconnectStrategy: false } })
      .on("error", () => {})
      .connect(),
  ).rejects.toThrow("ECONNREFUSED");
  await other.stop();
});

test("what is missing or wrong is said", async () => {
  const without = { ...host.system, env: { PATH: "/nowhere" } };
  await expect(startRedis(without)).rejects.toThrow(
    "redis-server was not found on this machine: install it, on Debian and Ubuntu by apt-get install redis-server.",
  );
  await expect(startRedis(host.system, { settings: { maxmemory: "much" } })).rejects.toThrow(
    /^Redis did not start: .*argument must be a memory value/u,
  );
});
