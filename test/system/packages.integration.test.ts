/** As in the action: `dist/` and the lockfile, and no node_modules beside them. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proxyServer } from "../helpers/proxy.ts";
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

async function find(toolCache: string, more: Readonly<Record<string, string>> = {}) {
  await using session = await testSystem();
  const { system } = session;
  const command = [process.execPath, join(copy, "find.mjs"), toolCache] as const;
  const { stdout, stderr } = await system.processes.run(command, { cwd: copy, env: { ...system.env, ...more } });
  return { said: stdout.trim(), log: stderr };
}

test("without a lockfile it says what to do", async () => {
  const { said } = await find(join(copy, "cache"));
  expect(said).toMatch(/^ToolError: esbuild is not installed, and this copy of Weighbridge has no package-lock.json/);
});

test("it is installed once, from the lockfile, with what it needs and nothing else", { tags: ["T15"] }, async () => {
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

test("no script of a package runs, whatever npm is told", { tags: ["T15"] }, async () => {
  const { said } = await find(join(copy, "unscripted"), { npm_config_ignore_scripts: "false" });
  // Its script would put a program in the place of this one.
  expect(await readFile(join(said, "bin/esbuild"), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test("a package with other bytes than the lockfile says is refused, and nothing stays", { tags: ["T15"] }, async () => {
  const path = join(copy, "package-lock.json");
  const lock = JSON.parse(await readFile(path, "utf8"));
  const packages = Object.entries<{ integrity: string }>(lock.packages).filter(([name]) => name.includes("esbuild"));
  for (const [, one] of packages) one.integrity = `sha512-${Buffer.alloc(64).toString("base64")}`;
  await writeFile(path, JSON.stringify(lock));
  const cache = join(copy, "mismatch");
  const { said } = await find(cache, { npm_config_cache: join(copy, "npm-cache") });
  expect(said).toMatch(/^ToolError: npm ci for esbuild failed: .*EINTEGRITY/);
  expect(await readdir(join(cache, "packages"))).toEqual([]);
});

test("npm goes by the proxy, and says so when that leads nowhere", async () => {
  await using proxy = await proxyServer();
  await cp(join(ROOT, "package-lock.json"), join(copy, "package-lock.json"));
  const cache = join(copy, "behind-proxy");
  const { said } = await find(cache, {
    HTTPS_PROXY: proxy.url,
    npm_config_cache: join(copy, "other-npm-cache"),
    npm_config_fetch_retries: "0",
  });
  expect(said).toMatch(/^ToolError: npm ci for esbuild failed: /);
  expect(new Set(proxy.asked)).toEqual(new Set([`${new URL(await registry()).hostname}:443`]));
  expect(await readdir(join(cache, "packages"))).toEqual([]);
});

/** Where npm gets packages from on this machine. */
async function registry(): Promise<string> {
  await using session = await testSystem();
  const { stdout } = await session.system.processes.run(["npm", "config", "get", "registry"], {
    cwd: copy,
    env: session.system.env,
  });
  return stdout.trim();
}
