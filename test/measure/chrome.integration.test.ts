import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ToolError } from "../../src/errors.ts";
import { findChrome, temporaryFiles } from "../../src/measure/chrome.ts";
import { type TestSystem, testSystem } from "../helpers/system.ts";

let opened: TestSystem;
let folder = "";
beforeAll(async () => {
  opened = await testSystem();
  folder = await opened.system.processes.temporaryFolder("chrome-test");
});
afterAll(() => opened[Symbol.asyncDispose]());

/** A program that answers `--version` and does `otherwise` in place of starting. */
async function program(name: string, otherwise: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    `#!/bin/sh\nif [ "$1" = --version ]; then echo "Chromium 140.0.7339.80 for tests"; else ${otherwise}; fi\n`,
  );
  await chmod(path, 0o755);
  return path;
}

const find = (env: Readonly<Record<string, string>>, chosen?: string) => findChrome({ ...opened.system, env }, chosen);

test("the Chrome of this machine is found and starts", async () => {
  const { CHROME_PATH: _, ...env } = opened.system.env;
  expect(await find(env)).toEqual({
    path: expect.stringMatching(/^\/.*chrom/i),
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
});

test("the user's chromePath comes before CHROME_PATH, and that before PATH", async () => {
  const [chosen, named, onPath] = [
    await program("chosen", "exit 0"),
    await program("named", "exit 0"),
    await program("bin/chromium", "exit 0"),
  ];
  const env = { CHROME_PATH: named, PATH: `relative:${join(folder, "bin")}` };
  expect(await find(env, chosen)).toEqual({ path: chosen, version: "140.0.7339.80" });
  expect((await find(env)).path).toBe(named);
  expect((await find({ PATH: env.PATH })).path).toBe(onPath);
});

test.each([
  [
    "a path without a program",
    { CHROME_PATH: "/nowhere/chrome" },
    "CHROME_PATH is /nowhere/chrome, where no executable file is",
  ],
  ["none at all", { PATH: "/nowhere" }, "Chrome was not found on PATH or in /Applications, and pages need one"],
  [
    "another program",
    { CHROME_PATH: "/bin/false" },
    "/bin/false is not Chrome: asked for its version, it ended with exit code 1.",
  ],
])("%s is an error that says what to do", { tags: ["R21"] }, async (_, env, expected) => {
  await expect(find(env)).rejects.toThrow(ToolError);
  await expect(find(env)).rejects.toThrow(expected);
});

test.each([
  [
    "libraries",
    "echo 'chrome: error while loading shared libraries: libnss3.so: cannot open' >&2; exit 127",
    "(chrome: error while loading shared libraries: libnss3.so: cannot open). Install the libraries",
  ],
  [
    "sandbox",
    "echo noise >&2; echo 'FATAL: No usable sandbox!' >&2; echo more >&2; kill -5 $$",
    "(FATAL: No usable sandbox!). Its sandbox is not to be had here",
  ],
])("a Chrome that cannot start for want of its %s says so", { tags: ["R21"] }, async (name, otherwise, expected) => {
  await expect(find({ CHROME_PATH: await program(name, otherwise) })).rejects.toThrow(expected);
});

test("temporary files go where the path of a socket is not too long", () => {
  expect(temporaryFiles("/tmp/lh-0123456789")).toEqual({ TMPDIR: "/tmp/lh-0123456789" });
  expect(temporaryFiles(`/var/folders/${"x".repeat(50)}`)).toEqual({});
});
