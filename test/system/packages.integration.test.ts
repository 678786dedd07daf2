/** As in the action: `dist/` and the lockfile, and no node_modules beside them. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testSystem } from "../helpers/system.ts";

const ROOT = join(import.meta.dirname, "../..");
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "weighbridge-copy-"));
  await cp(join(ROOT, "dist"), join(copy, "dist"), { recursive: true });
  await writeFile(join(copy, "find.mjs"), PROGRAM);
});
afterAll(() => rm(copy, { recursive: true }));

const PROGRAM = `
  import { createLog } from "./dist/system/log.js";
  import { createSystem } from "./dist/system/create.js";
  import { findPackage } from "./dist/system/packages.js";
  const log = createLog(process.stderr, "plain");
  const signal = new AbortController().signal;
  const system = createSystem({ log, env: process.env, toolCache: process.argv[2], signal });
  try { console.log(await findPackage(system, "esbuild")); }
  catch (error) { console.log(error.name + ": " + error.message); }
  finally { await system.processes.end(); }
`;

async function find(toolCache: string) {
  await using session = await testSystem();
  const { system } = session;
  const command = [process.execPath, join(copy, "find.mjs"), toolCache] as const;
  const { stdout, stderr } = await system.processes.run(command, { cwd: copy, env: system.env });
  return { said: stdout.trim(), log: stderr };
}

test("without a lockfile it says what to do", async () => {
  const { said } = await find(join(copy, "cache"));
  expect(said).toMatch(/^ToolError: esbuild is not installed, and this copy of Weighbridge has no package-lock.json/);
});

test("it is installed once, from the lockfile, with what it needs and nothing else", async () => {
  await cp(join(ROOT, "package-lock.json"), join(copy, "package-lock.json"));
  const first = await find(join(copy, "cache"));
  expect(first.log).toContain("esbuild is installed from the lockfile");
  const require = createRequire(join(first.said, "package.json"));
  const lock = createRequire(import.meta.url)(join(ROOT, "package-lock.json"));
  expect(require("esbuild").version).toBe(lock.packages["node_modules/esbuild"].version);
  expect(() => require.resolve("@lhci/cli/package.json")).toThrow();
  const second = await find(join(copy, "cache"));
  expect(second).toEqual({ said: first.said, log: "" });
});
