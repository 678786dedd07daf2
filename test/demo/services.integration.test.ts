import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { createDemoRepository } from "../../src/demo/repository.ts";
import { shopWithServices } from "../../src/demo/services.ts";
import { SIDES } from "../../src/model/series.ts";
import { freePorts } from "../../src/system/ports.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";

let bench: TestSystem;
const urls: Record<"base" | "head", string> = { base: "", head: "" };
/** Of base. */
let reset: () => Promise<void>;
let database: string;

beforeAll(async () => {
  bench = await testSystem();
  const { system } = bench;
  const folder = await system.processes.temporaryFolder("shop-test");
  const repository = join(folder, "shop");
  const configured = await shopWithServices.open(system);
  const { files } = shopWithServices;
  const commits = await createDemoRepository({ folder: repository, variant: "regressed", system, files, configured });
  const { target } = parse(await readFile(join(repository, "weighbridge.yml"), "utf8"));
  const ports = await freePorts(SIDES.length);
  for (const [index, side] of SIDES.entries()) {
    const slot = side === "base" ? "a" : "b";
    const cwd = join(folder, side);
    const inSlot = (text: string) => text.replaceAll("${slot}", slot);
    const own = Object.entries<string>(target.env).map(([name, value]) => [name, inSlot(value)]);
    const env = { ...system.env, ...Object.fromEntries(own), PORT: String(ports[index]) };
    const commands = [`git worktree add --quiet --detach ../${side} ${commits[side]}`, target.install, target.reset];
    if (side === "base") {
      database = inSlot(target.env.DATABASE_URL);
      reset = async () => {
        const { exitCode } = await system.processes.run(inSlot(target.reset), { cwd, env });
        expect(exitCode).toBe(0);
      };
    }
    for (const [step, command] of commands.entries()) {
      const done = await system.processes.run(inSlot(command), { cwd: step === 0 ? repository : cwd, env });
      expect([command, done.exitCode, done.stderr]).toEqual([command, 0, expect.any(String)]);
    }
    await new Promise<void>((resolve, reject) => {
      const onLine = (line: string) => line.includes("the shop is open") && resolve();
      system.processes.start(inSlot(target.start), { cwd, env, onLine }).catch(reject);
    });
    urls[side] = `http://127.0.0.1:${ports[index]}`;
  }
});

afterAll(() => bench[Symbol.asyncDispose]());

test.each([
  ["GET", "/api/ping"],
  ["GET", "/api/product?id=3"],
  // Now base has it in its cache.
  ["GET", "/api/product?id=3"],
  ["GET", "/api/orders?customer=8"],
  ["GET", "/api/history?customer=8"],
  ["GET", "/api/search?q=product%2012"],
  ["POST", "/api/login?password=secret"],
])("what head changes inside does not show in its answers: %s %s", async (method, path) => {
  const [base, head] = await Promise.all(
    SIDES.map(async (side) => {
      const response = await fetch(urls[side] + path, { method });
      return { status: response.status, body: await response.text() };
    }),
  );
  expect(base).toMatchObject({ status: 200, body: expect.stringMatching(/^\{.{15,}\}$/u) });
  expect(head).toEqual(base);
});

test("however often it is reset, the server keeps no more statements", async () => {
  await using client = Object.assign(new pg.Client(database), {
    [Symbol.asyncDispose]: () => client.end(),
  });
  await client.connect();
  async function kept(): Promise<number> {
    await reset();
    for (const path of ["/api/orders?customer=8", "/api/history?customer=8"])
      expect((await fetch(urls.base + path)).status).toBe(200);
    const { rows } = await client.query<{ readonly kept: number }>(
      "SELECT count(*)::int AS kept FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = current_database()",
    );
    return rows[0]!.kept;
  }
  await kept();
  const once = await kept();
  await kept();
  expect(await kept()).toBe(once);
});
