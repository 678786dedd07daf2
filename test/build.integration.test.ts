/** scripts/build.mjs on a small project: what it writes runs anywhere, and is the same every time. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const run = promisify(execFile);
const HERE = join(import.meta.dirname, "..");
let root: string;

const SOURCES = {
  "package.json": '{ "name": "x", "version": "9.8.7", "type": "module", "dependencies": { "esbuild": "*" } }',
  "src/cli.ts": `#!/usr/bin/env node
import { VERSION } from "./version.ts";
if (process.argv[2] === "--version") console.log(VERSION);
else console.log(JSON.stringify(await (await import("./deep/all.ts")).all()));
`,
  "src/version.ts": `declare const WEIGHBRIDGE_VERSION: string;
export const VERSION: string = WEIGHBRIDGE_VERSION;
`,
  "src/deep/all.ts": `import { getExecOutput } from "@actions/exec";
import { distance } from "fastest-levenshtein";
import picomatch from "picomatch";
import { parse } from "yaml";
import { z } from "zod";
import data from "./data.json" with { type: "json" };
import type { Unused } from "./types.ts";
export async function all(): Promise<Unused> {
  const esbuild = await import("esbuild").then(() => "found", () => "absent");
  return [typeof getExecOutput, picomatch("*.a")("x.a"), parse("a: 1"), distance("a", "b"), z.string().safeParse(1).success, data, esbuild];
}
`,
  "src/deep/types.ts": "export type Unused = unknown;\n",
  "src/deep/data.json": '{ "inlined": true }\n',
  "src/deep/asset.js": "// run by path, not imported\n",
};

async function build(...args: string[]): Promise<{ code: number; said: string }> {
  return run(process.execPath, [join(HERE, "scripts/build.mjs"), "--root", root, ...args]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
}

async function files(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(folder.length + 1))
    .sort();
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "weighbridge-build-"));
  await mkdir(join(root, "src/deep"), { recursive: true });
  for (const [path, text] of Object.entries(SOURCES)) await writeFile(join(root, path), text);
  await symlink(join(HERE, "node_modules"), join(root, "node_modules"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

test("the result mirrors src, runs in an empty folder without node_modules, and names no path of the machine", {
  tags: ["T15"],
}, async () => {
  expect(await build()).toMatchObject({ code: 0 });
  expect(await files(join(root, "dist"))).toEqual([
    "NOTICE",
    "cli.js",
    "deep/all.js",
    "deep/asset.js",
    "package.json",
    "vendor/@actions/exec.js",
    "vendor/fastest-levenshtein.js",
    "vendor/picomatch.js",
    "vendor/yaml.js",
    "vendor/zod.js",
    "version.js",
  ]);
  const elsewhere = await mkdtemp(join(tmpdir(), "weighbridge-dist-"));
  try {
    await cp(join(root, "dist"), elsewhere, { recursive: true });
    const version = await run(process.execPath, [join(elsewhere, "cli.js"), "--version"], { cwd: elsewhere });
    expect(version.stdout).toBe("9.8.7\n");
    const all = await run(process.execPath, [join(elsewhere, "cli.js")], { cwd: elsewhere });
    expect(JSON.parse(all.stdout)).toEqual(["function", true, { a: 1 }, 1, false, { inlined: true }, "absent"]);
    for (const file of await files(elsewhere)) {
      const text = await readFile(join(elsewhere, file), "utf8");
      expect(text.includes(root) || text.includes(HERE), file).toBe(false);
    }
    expect(await readFile(join(elsewhere, "NOTICE"), "utf8")).toMatch(/^@actions\/io \S+ \(MIT\)$/m);
  } finally {
    await rm(elsewhere, { recursive: true, force: true });
  }
});

test("the script of the report is one file for browsers, which says whose work is in it", async () => {
  await mkdir(join(root, "src/report/client"), { recursive: true });
  await writeFile(
    join(root, "src/report/client/main.ts"),
    'import { distance } from "fastest-levenshtein";\ndocument.title = `${distance("a", "b") ?? ""}`;\n',
  );
  expect(await build()).toMatchObject({ code: 0 });
  const script = await readFile(join(root, "dist/report/client.js"), "utf8");
  expect(script).toMatch(/^\/\*! With parts of fastest-levenshtein \S+ \(MIT\); [^*]+ \*\/\n/);
  expect(script).not.toMatch(/\b(?:import|export|require)\b/);
  const document = { title: "" };
  new Function("document", script)(document);
  expect(document.title).toBe("1");
  expect(await readFile(join(root, "dist/NOTICE"), "utf8")).toMatch(/^fastest-levenshtein \S+ \(MIT\)$/m);
});

test("--check passes on what was built, and names every file that is not, with the repair", {
  tags: ["T15"],
}, async () => {
  await build();
  expect(await build("--check")).toMatchObject({ code: 0 });
  await writeFile(join(root, "dist/cli.js"), "// changed by hand\n");
  await writeFile(join(root, "dist/old.js"), "");
  await rm(join(root, "dist/deep/asset.js"));
  const { code, said } = await build("--check");
  expect(code).toBe(1);
  expect(said).toBe(
    'differs: dist/cli.js\nmissing: dist/deep/asset.js\nnot built: dist/old.js\ndist/ is stale: run "npm run build" and commit the result.\n',
  );
});

test("what is a file of its own is not put into others once more", async () => {
  await writeFile(
    join(root, "src/deep/all.ts"),
    `import { getInput } from "@actions/core";
import { ProxyAgent } from "undici";
export const all = () => [getInput("x"), typeof ProxyAgent];
`,
  );
  expect(await build()).toMatchObject({ code: 0 });
  const text = await readFile(join(root, "dist/vendor/@actions/core.js"), "utf8");
  expect(text).toMatch(/from"\.\.\/undici\.js"/);
  expect(text.length).toBeLessThan(100_000);
  const all = await run(process.execPath, [join(root, "dist/cli.js")], { cwd: root });
  expect(JSON.parse(all.stdout)).toEqual(["", "function"]);
});

describe("a package in dist/", () => {
  const strange = () => join(root, "src/report/client/node_modules/strange");
  beforeEach(async () => {
    await mkdir(strange(), { recursive: true });
    await writeFile(join(root, "src/report/client/main.ts"), 'import { x } from "strange";\nconsole.log(x);\n');
    await writeFile(join(strange(), "index.js"), "export const x = 1;\n");
  });
  const manifest = (more: Readonly<Record<string, unknown>>) =>
    writeFile(
      join(strange(), "package.json"),
      JSON.stringify({ name: "strange", version: "1.2.3", type: "module", ...more }),
    );

  test.each([
    ["AGPL-3.0-only", { license: "AGPL-3.0-only" }],
    ["MIT or GPL-2.0", { licenses: [{ type: "MIT" }, { type: "GPL-2.0" }] }],
    ["no licence", {}],
    ["UNLICENSED", { license: "UNLICENSED" }],
  ])("may not be under %s", { tags: ["T15"] }, async (name, licence) => {
    await manifest(licence);
    await writeFile(join(strange(), "LICENSE"), "Do as you are told.");
    const { code, said } = await build();
    expect(code).toBe(1);
    expect(said).toContain(`strange 1.2.3 is under ${name}: dist/ may hold what is under 0BSD, Apache-2.0,`);
  });

  test("has the text of its licence in NOTICE, or is refused", { tags: ["T15"] }, async () => {
    await manifest({ license: "MIT" });
    const { code, said } = await build();
    expect(code).toBe(1);
    expect(said).toContain("strange 1.2.3 comes without the text of its licence");
    await writeFile(join(strange(), "License.md"), "Copyright (c) Somebody\r\n\r\nDo as you like.\r\n");
    expect(await build()).toMatchObject({ code: 0 });
    const notice = await readFile(join(root, "dist/NOTICE"), "utf8");
    expect(notice).toContain("strange 1.2.3 (MIT)");
    expect(notice).toContain("Copyright (c) Somebody\n\nDo as you like.\n");
  });
});

test("dist/ is the same byte by byte in another folder, language, time zone and mask", { tags: ["T15"] }, async () => {
  const roots = ["one", "elsewhere/größer als \u65e5\u672c"].map((name) => join(root, name));
  const environments = [
    { umask: "022", env: { LC_ALL: "C", TZ: "UTC" } },
    { umask: "077", env: { LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati", NODE_ENV: "development", CI: "true" } },
  ];
  const built: Map<string, string>[] = [];
  for (const [index, folder] of roots.entries()) {
    await mkdir(folder, { recursive: true });
    for (const name of ["src", "package.json"]) await cp(join(HERE, name), join(folder, name), { recursive: true });
    await symlink(join(HERE, "node_modules"), join(folder, "node_modules"));
    const { umask, env } = environments[index]!;
    const line = 'umask "$0" && exec "$@"';
    const command = [process.execPath, join(HERE, "scripts/build.mjs"), "--root", folder];
    await run("sh", ["-c", line, umask, ...command], { env: { PATH: process.env.PATH!, HOME: root, ...env } });
    const dist = join(folder, "dist");
    const entries = (await files(dist)).map(async (file) => {
      const { mode } = await stat(join(dist, file));
      return [file, `${mode & 0o100} ${await readFile(join(dist, file), "latin1")}`] as const;
    });
    built.push(new Map(await Promise.all(entries)));
  }
  const [one, other] = built as [Map<string, string>, Map<string, string>];
  expect([...one.keys()].length).toBeGreaterThan(100);
  expect([...other.keys()]).toEqual([...one.keys()]);
  expect([...one.keys()].filter((file) => one.get(file) !== other.get(file))).toEqual([]);
  expect([...one].filter(([, text]) => text.includes(root)).map(([file]) => file)).toEqual([]);
});

test("an installed package may only be imported where it is needed", async () => {
  await writeFile(join(root, "src/deep/all.ts"), 'import { build } from "esbuild";\nexport const all = build;\n');
  const { code, said } = await build();
  expect(code).toBe(1);
  expect(said).toContain("esbuild is installed, not bundled: import it with import()");
});
