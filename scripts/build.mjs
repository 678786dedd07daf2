#!/usr/bin/env node
/**
 * Writes dist/: what users run, without node_modules.
 *
 * Our own code keeps its files, stripped of types: dist/ mirrors src/, so that a stack trace, a reviewer's diff and a
 * path beside `import.meta.url` mean the same in both, and an `import()` stays lazy. Every package that it imports is one
 * minified file in dist/vendor/. Only of a package that is far larger than what we need of it, what we import is bundled into
 * the module of ours that names it. The result depends on the sources and package-lock.json only, never on the machine.
 *
 *   node scripts/build.mjs            writes dist/
 *   node scripts/build.mjs --check    compares with dist/ and fails with the command that repairs it
 *   --root <folder>                   other sources than these, with the packages installed here (for its tests)
 */
import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";

const TARGET = "node20.19";
const LIMIT = 5_000_000;
/** SPDX ids of what may be in dist/: all that they ask for is their text, which is in NOTICE. */
const LICENCES = ["0BSD", "Apache-2.0", "BSD-3-Clause", "ISC", "MIT"];
/** Packages that come without the text of their licence → one of the same author, licence and text. */
const SAME_TEXT = { sirv: "totalist", "@polka/url": "totalist" };
const ENTRIES = ["src/cli.ts", "src/action.ts"];
/** Bundled whole, each into one minified file: the script of the HTML report, and the parts of ECharts that draw on our side. */
const WHOLE = [
  {
    entry: "src/report/client/main.ts",
    file: "report/client.js",
    options: { platform: "browser", format: "iife", target: "es2020" },
  },
  { entry: "src/report/render/html/charts/echarts.ts", file: "report/render/html/charts/echarts.js", options: {} },
];

const { values } = parseArgs({ options: { check: { type: "boolean" }, root: { type: "string" } } });
const root = resolve(values.root ?? join(dirname(fileURLToPath(import.meta.url)), ".."));
const project = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
/** Packages that cannot be bundled; they are installed, and imported where they are needed. */
const installed = new Set(Object.keys(project.dependencies ?? {}));
const options = {
  absWorkingDir: root,
  platform: "node",
  format: "esm",
  target: TARGET,
  charset: "utf8",
  logLevel: "warning",
};

try {
  const files = await build();
  await (values.check ? check(files) : write(files));
} catch (error) {
  // esbuild has printed its own.
  if (!error.errors) console.error(error.message);
  process.exitCode = 1;
}

/** Path under dist/ → bytes. */
async function build() {
  const sources = await reachable();
  const { files: own, packages } = await buildOwn(sources.filter((path) => WHOLE.every(({ entry }) => entry !== path)));
  const vendor = await buildVendor([...packages].sort());
  const whole = await buildWhole();
  const assets = await copyAssets();
  const files = new Map([...own, ...vendor.files, ...whole.files, ...assets]);
  files.set("NOTICE", Buffer.from(await noticeOf(new Set([...vendor.inputs, ...whole.inputs]))));
  // dist/ must run wherever it is copied to; without this Node would guess what its files are.
  files.set("package.json", Buffer.from('{ "type": "module" }\n'));
  const size = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  if (size > LIMIT) throw new Error(`dist/ would hold ${size} bytes, more than the ${LIMIT} that are allowed.`);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Our own modules that the entries reach at run time, as paths from the root. */
async function reachable() {
  const present = (await readdir(join(root, "src"))).map((name) => `src/${name}`);
  const entryPoints = ENTRIES.filter((entry) => present.includes(entry));
  if (entryPoints.length === 0) throw new Error(`There is none of ${ENTRIES.join(", ")} in ${root} to build from.`);
  const { metafile } = await esbuild.build({
    ...options,
    entryPoints,
    bundle: true,
    packages: "external",
    outdir: "unused",
    write: false,
    metafile: true,
  });
  return Object.keys(metafile.inputs)
    .filter((path) => path.endsWith(".ts"))
    .sort();
}

/** One readable file a module. JSON is inlined; packages become files of dist/vendor/. */
async function buildOwn(entryPoints) {
  const packages = new Set();
  const imports = {
    name: "imports",
    setup(builder) {
      builder.onResolve({ filter: /./ }, ({ path, kind, importer }) => {
        if (kind === "entry-point" || path.startsWith("node:") || path.endsWith(".json")) return undefined;
        if (/^\.{1,2}\//.test(path)) return { path: path.replace(/\.ts$/, ".js"), external: true };
        if (installed.has(packageName(path))) {
          if (kind === "dynamic-import") return { path, external: true };
          const text = `${path} is installed, not bundled: import it with import() where it is needed, so that the rest runs without node_modules.`;
          return { errors: [{ text }] };
        }
        packages.add(path);
        const out = `./${relative(dirname(relative(join(root, "src"), importer)), vendorFile(path))}`.replace(
          /^\.\/\.\./,
          "..",
        );
        return { path: out, external: true };
      });
    },
  };
  const { outputFiles } = await esbuild.build({
    ...options,
    entryPoints,
    outdir: join(root, "dist"),
    outbase: "src",
    bundle: true,
    write: false,
    define: { WEIGHBRIDGE_VERSION: JSON.stringify(project.version) },
    plugins: [imports],
  });
  return { files: outputFiles.map(({ path, contents }) => [fromDist(path), Buffer.from(contents)]), packages };
}

/**
 * A package with all that it exports, however little of it we use: its file changes with its version only. What is a file
 * here already is not put into others once more. `require` of Node's own modules by CommonJS packages needs a function to
 * do it with.
 */
async function buildVendor(packages) {
  const files = [];
  const inputs = new Set();
  for (const name of packages) {
    const exported = Object.keys(await import(name))
      .filter((key) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) && key !== "__esModule")
      .sort();
    if (exported.length === 0) throw new Error(`${name} exports nothing that could be bundled.`);
    const { outputFiles, metafile } = await esbuild.build({
      ...options,
      stdin: { contents: `export { ${exported.join(", ")} } from ${JSON.stringify(name)};`, resolveDir: root },
      outfile: join(root, "dist", vendorFile(name)),
      bundle: true,
      minify: true,
      legalComments: "none",
      // The files that Node itself would load, which the tests ran on: without what only bundlers look for.
      mainFields: ["main"],
      conditions: [],
      write: false,
      metafile: true,
      plugins: [sharing(packages, name)],
    });
    for (const path of Object.keys(metafile.inputs)) if (path !== "<stdin>") inputs.add(path);
    const text = outputFiles[0].text;
    const banner = text.includes("Dynamic require of")
      ? 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);\n'
      : "";
    files.push([vendorFile(name), Buffer.from(banner + text)]);
  }
  return { files, inputs };
}

/** Has the file of package `own` import other packages of dist/vendor/, where it would have the same version by itself. */
function sharing(packages, own) {
  const others = new Set(packages.filter((name) => name !== own));
  return {
    name: "sharing",
    setup(builder) {
      builder.onResolve({ filter: /^[^.]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (pluginData === "asked" || kind !== "import-statement" || importer === "<stdin>" || !others.has(path))
          return undefined;
        const [here, ours] = await Promise.all(
          [resolveDir, root].map((from) => builder.resolve(path, { kind, resolveDir: from, pluginData: "asked" })),
        );
        if (here.path !== ours.path) return undefined;
        return {
          path: `${"../".repeat(vendorFile(own).split("/").length - 2)}${path}.js`.replace(/^(?!\.)/, "./"),
          external: true,
        };
      });
    },
  };
}

async function buildWhole() {
  const files = [];
  const inputs = [];
  for (const { entry, file, options: own } of WHOLE) {
    if (!existsSync(join(root, entry))) continue;
    const { outputFiles, metafile } = await esbuild.build({
      ...options,
      ...own,
      entryPoints: [entry],
      outfile: join(root, "dist", file),
      bundle: true,
      minify: true,
      legalComments: "none",
      define: { "process.env.NODE_ENV": '"production"' },
      write: false,
      metafile: true,
    });
    const packaged = Object.keys(metafile.inputs).filter((path) => path.includes("node_modules/"));
    inputs.push(...packaged);
    files.push([file, Buffer.from((await creditOf(packaged)) + outputFiles[0].text)]);
  }
  return { files, inputs };
}

/** Reports travel without dist/NOTICE. */
async function creditOf(inputs) {
  const named = (await packagesOf(inputs)).map(({ title }) => title).join(", ");
  return named === "" ? "" : `/*! With parts of ${named}; licence texts: NOTICE in dist/ of weighbridge. */\n`;
}

/** Files under src/ that are read or run by path and not imported: k6 runs the driver's modules. */
async function copyAssets() {
  const files = await readdir(join(root, "src"), { recursive: true, withFileTypes: true });
  const paths = files
    .filter((file) => file.isFile() && !/\.(?:ts|json|md)$/.test(file.name))
    .map((file) => relative(join(root, "src"), join(file.parentPath, file.name)));
  return Promise.all(paths.map(async (path) => [path, await readFile(join(root, "src", path))]));
}

/** Licence texts of every package of which something is in a minified file. */
async function noticeOf(inputs) {
  const parts = (await packagesOf(inputs)).map(
    ({ title, text }) => `${"=".repeat(80)}\n${title}\n${"=".repeat(80)}\n\n${text}\n`,
  );
  return ["The minified files here are made of these packages.\n", ...parts].join("\n");
}

/** The packages that files are of, by name: "zod 4.6.7 (MIT)" and the text of the licence. */
async function packagesOf(inputs) {
  const found = new Map();
  for (const input of inputs) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (!folder) throw new Error(`${input} would be shipped in dist/ but belongs to no package.`);
    if (found.has(folder)) continue;
    const { name, version, license: one, licenses } = await manifestOf(folder);
    // Old packages have a list of them.
    const license = one ?? licenses?.map(({ type }) => type).join(" or ");
    if (!LICENCES.includes(license))
      throw new Error(
        `${name} ${version} is under ${license ?? "no licence"}: dist/ may hold what is under ${LICENCES.join(", ")}.`,
      );
    const text = await licenceTextOf(name, folder);
    if (text === "")
      throw new Error(`${name} ${version} comes without the text of its licence, which NOTICE must have.`);
    found.set(folder, { title: `${name} ${version} (${license})`, text });
  }
  const unique = new Map([...found.values()].map((one) => [one.title, one]));
  return [...unique.values()].sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** Of a package that brings none, what its authors publish elsewhere: in scripts/licences, or with a package of theirs. */
async function licenceTextOf(name, folder) {
  const own = (await licenceIn(folder)) || (await licenceInReadme(folder));
  if (own !== "") return own;
  const elsewhere = [join("scripts/licences", name), join("node_modules", SAME_TEXT[name] ?? "")];
  return licenceIn(elsewhere.find((one) => existsSync(join(root, one))));
}

async function manifestOf(folder) {
  return JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
}

/** The texts of a package's licence and notices; empty where it has none. */
async function licenceIn(folder) {
  const names = (await readdir(join(root, folder)))
    .filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file))
    .sort();
  const texts = await Promise.all(names.map((file) => readFile(join(root, folder, file), "utf8")));
  return texts.map((one) => one.replaceAll("\r\n", "\n").trim()).join("\n\n");
}

/** The part of a README that is headed so, where it is the text itself and not only a name. */
async function licenceInReadme(folder) {
  const name = (await readdir(join(root, folder))).find((file) => /^readme\.md$/i.test(file));
  if (name === undefined) return "";
  const readme = (await readFile(join(root, folder, name), "utf8")).replaceAll("\r\n", "\n");
  const part = readme.split(/^#+ +/m).find((one) => /^licen[cs]e\b/i.test(one)) ?? "";
  return part.includes("Permission is hereby granted") ? part.trim() : "";
}

function packageName(specifier) {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function vendorFile(specifier) {
  return `vendor/${specifier}.js`;
}

function fromDist(path) {
  return relative(join(root, "dist"), path);
}

async function write(files) {
  const dist = join(root, "dist");
  await rm(dist, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), bytes);
  }
  await chmod(join(dist, "cli.js"), 0o755).catch(() => undefined);
  const size = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  console.log(`dist/: ${files.size} files, ${Math.round(size / 1000)} kB`);
}

async function check(files) {
  const dist = join(root, "dist");
  const found = await readdir(dist, { recursive: true, withFileTypes: true }).catch(() => []);
  const present = new Set(
    found.filter((file) => file.isFile()).map((file) => fromDist(join(file.parentPath, file.name))),
  );
  const wrong = [];
  for (const [path, bytes] of files) {
    if (!present.has(path)) wrong.push(`missing: dist/${path}`);
    else if (!bytes.equals(await readFile(join(dist, path)))) wrong.push(`differs: dist/${path}`);
  }
  wrong.push(...[...present].filter((path) => !files.has(path)).map((path) => `not built: dist/${path}`));
  if (wrong.length === 0) return console.log(`dist/ is what its sources make: ${files.size} files.`);
  throw new Error(`${wrong.sort().join("\n")}\ndist/ is stale: run "npm run build" and commit the result.`);
}
