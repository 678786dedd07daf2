/** scripts/build.mjs on a small project: what it writes runs anywhere, and is the same every time. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";

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

test("the result mirrors src, runs in an empty folder without node_modules, and names no path of the machine", async () => {
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

test("--check passes on what was built, and names every file that is not, with the repair", async () => {
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

test("an installed package may only be imported where it is needed", async () => {
  await writeFile(join(root, "src/deep/all.ts"), 'import { build } from "esbuild";\nexport const all = build;\n');
  const { code, said } = await build();
  expect(code).toBe(1);
  expect(said).toContain("esbuild is installed, not bundled: import it with import()");
});
