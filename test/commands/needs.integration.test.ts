import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needsOf } from "../../src/commands/needs.ts";
import { parseConfig } from "../../src/config/load.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";

let own: TestSystem;
/** In no repository. */
let folder: string;
beforeAll(async () => {
  own = await testSystem();
  folder = await own.system.processes.temporaryFolder("needs");
  for (const name of ["a.js", "lighthouserc.json"]) await writeFile(join(folder, name), "");
});
afterAll(() => own[Symbol.asyncDispose]());

const target = "target: { start: node server.js }\n";
const scripts = "scripts: [a.js]";
const needs = (text: string, over: Partial<TestSystem["system"]> = {}) =>
  needsOf(parseConfig(text, "weighbridge.yml").config, folder, { ...own.system, ...over });

test("what the sections that are on need is found", async () => {
  const repository = join(import.meta.dirname, "../..");
  const text = `${target}k6: { scripts: [vitest.config.ts] }\nbrowser: { pages: [/] }\nexplain: { profiler: node }`;
  const config = parseConfig(text, "weighbridge.yml").config;
  const found = await needsOf(config, repository, own.system);
  expect(found).toEqual([
    { name: "git", said: repository, stops: false },
    { name: "k6", said: expect.stringMatching(/^\d+\.\d+\.\d+, \//u), stops: false },
    { name: "Chrome", said: expect.stringMatching(/^\d+\.[\d.]+, \//u), stops: false },
    { name: "explain", said: "node needs nothing that could be looked for before the target runs", stops: false },
  ]);
});

test("what is missing is said with what to do; k6 is installed later, and without a profiler a job goes on", async () => {
  const empty = { toolCache: join(folder, "cache"), env: { ...own.system.env, PATH: "/nonexistent" } };
  const missing = await needs(`${target}k6: { ${scripts}, version: 2.1.0 }\nlighthouse: { urls: [/] }`, {
    ...empty,
    env: { ...empty.env, CHROME_PATH: "/nonexistent/chrome" },
  });
  expect(missing).toEqual([
    { name: "git", said: expect.stringContaining("is not in a git repository"), stops: true },
    {
      name: "k6",
      said: "not here yet: the first job installs it, or you now by weighbridge install-k6 --version 2.1.0",
      stops: false,
    },
    { name: "Chrome", said: expect.stringContaining("CHROME_PATH is /nonexistent/chrome"), stops: true },
    {
      name: "explain",
      said: "Node and Go need nothing here; for Python, py-spy is not installed: pip install py-spy; for a JVM, jcmd is not on PATH: install a JDK of the target's version",
      stops: false,
    },
  ]);
});

test("a k6.path is the one that is looked for; Lighthouse CI's own config may name another Chrome", async () => {
  const text = `target: { url: { base: http://127.0.0.1:1, head: http://127.0.0.1:2 } }
k6: { ${scripts}, path: bin/k6 }
lighthouse: { urls: [/], config: lighthouserc.json }
explain: { when: never }`;
  expect(await needs(text, { env: { ...own.system.env, CHROME_PATH: "/nonexistent/chrome" } })).toEqual([
    { name: "k6", said: expect.stringContaining(`k6.path is ${join(folder, "bin/k6")}, where no`), stops: true },
    {
      name: "Chrome",
      said: expect.stringMatching(/ Unless chromePath in lighthouserc\.json names one, /u),
      stops: false,
    },
  ]);
});

test("a script that does not exist is said as a job would, unless the build may make it", async () => {
  const named = async (text: string) => (await needs(text)).filter(({ name }) => name.startsWith("k6."));
  const both = "k6: { scripts: [a.js, lib/b.js] }\n";
  expect(await named(`${target}${both}`)).toEqual([
    {
      name: "k6.scripts[1]",
      said: "lib/b.js does not exist here: correct the path, which starts from the config's folder, or commit the file.",
      stops: true,
    },
  ]);
  for (const made of ["install: npm ci", "build: make"])
    expect(await named(`target: { start: node server.js, ${made} }\n${both}`)).toEqual([
      { name: "k6.scripts[1]", said: "lib/b.js is not there yet; the build may make it", stops: false },
    ]);
});

test("where pages and load are not asked for, git alone is needed", async () => {
  expect((await needs(`${target}bundle: { files: ["*.js"] }`)).map(({ name }) => name)).toEqual(["git"]);
});
