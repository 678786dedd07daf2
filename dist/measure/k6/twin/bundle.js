// src/measure/k6/twin/bundle.ts
import { existsSync } from "node:fs";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ToolError } from "../../../errors.js";
import { drivesTwin, SHIMS } from "./modules.js";
function driverFolder() {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = [join(here, "../driver"), join(here, "driver")].find((folder) => existsSync(folder));
  if (!found) throw new ToolError(`The k6 driver's files are missing beside ${here}: install Weighbridge again.`);
  return found;
}
async function bundleSlots(input) {
  const unshimmed = /* @__PURE__ */ new Set();
  const driver = driverFolder();
  await copyFile(join(driver, "twin.js"), join(input.folder, "twin.js"));
  for (const slot of ["a", "b"]) await bundleSlot(input, slot, driver, unshimmed);
  return [...unshimmed].sort();
}
async function bundleSlot({ script, folder }, slot, driver, unshimmed) {
  const esbuild = await loadEsbuild();
  const runtime = JSON.stringify(join(driver, "runtime.js"));
  try {
    await esbuild.build({
      stdin: {
        // The runtime first: a module of the script may read __ENV or open a file while it loads.
        contents: `import * as runtime from ${runtime};
import * as script from ${JSON.stringify(script)};
export { runtime, script };`,
        resolveDir: dirname(script),
        sourcefile: `weighbridge-slot-${slot}.js`
      },
      outfile: join(folder, `slot-${slot}.js`),
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["browser", "module", "main"],
      target: "es2022",
      sourcemap: "linked",
      logLevel: "silent",
      tsconfigRaw: "{}",
      inject: [join(driver, "globals.js")],
      define: {
        WEIGHBRIDGE_SLOT: JSON.stringify(slot),
        WEIGHBRIDGE_SCRIPT_FOLDER: JSON.stringify(dirname(script)),
        "globalThis.__ENV": "__ENV",
        open: "__weighbridge_open",
        "import.meta.resolve": "__weighbridge_resolve"
      },
      plugins: [k6Modules(driver, unshimmed), remoteModules(), filesFromOwnFolder(driver)]
    });
  } catch (error) {
    throw bundlingError(script, error);
  }
}
function k6Modules(driver, unshimmed) {
  return {
    name: "k6-modules",
    setup(build) {
      build.onResolve({ filter: /^weighbridge-real:/ }, ({ path }) => ({
        path: path.slice("weighbridge-real:".length),
        namespace: "weighbridge-real"
      }));
      build.onLoad({ filter: /.*/, namespace: "weighbridge-real" }, ({ path }) => ({
        contents: `export { default } from ${JSON.stringify(path)};`
      }));
      build.onResolve({ filter: /^k6($|\/)/ }, ({ path, namespace }) => {
        const shim = SHIMS[path];
        if (shim && namespace !== "weighbridge-real") return { path: join(driver, "shims", shim) };
        if (!drivesTwin(path)) unshimmed.add(path);
        return { path, external: true };
      });
    }
  };
}
function remoteModules() {
  return {
    name: "remote-modules",
    setup(build) {
      build.onResolve({ filter: /^https?:\/\// }, ({ path }) => ({ path, namespace: "remote" }));
      build.onResolve({ filter: /^\.{0,2}\//, namespace: "remote" }, ({ path, importer }) => ({
        path: new URL(path, importer).href,
        namespace: "remote"
      }));
      build.onLoad({ filter: /.*/, namespace: "remote" }, async ({ path }) => {
        const response = await fetch(path, { signal: AbortSignal.timeout(3e4) });
        if (!response.ok) return { errors: [{ text: `fetching ${path} answered ${response.status}` }] };
        return { contents: await response.text(), loader: loaderOf(new URL(path).pathname) };
      });
    }
  };
}
function filesFromOwnFolder(driver) {
  return {
    name: "files-from-own-folder",
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path }) => {
        if (path.startsWith(driver)) return void 0;
        const text = await readFile(path, "utf8");
        if (!/\bopen\b|import\.meta\.resolve/.test(text)) return void 0;
        const folder = JSON.stringify(pathToFileURL(`${dirname(path)}/`).href);
        const resolve = `(p) => /^(\\/|[a-z]+:)/i.test(p) ? p : ${folder} + p`;
        const header = `const __weighbridge_resolve = ${resolve}, __weighbridge_open = (p, m) => m === undefined ? globalThis.open(__weighbridge_resolve(p)) : globalThis.open(__weighbridge_resolve(p), m);`;
        return { contents: `${header}${text}`, loader: loaderOf(path), resolveDir: dirname(path) };
      });
    }
  };
}
function loaderOf(path) {
  const ending = /\.[cm]?(jsx|tsx|ts|json)$/.exec(path)?.[1];
  return ending ?? "js";
}
async function loadEsbuild() {
  try {
    return await import("esbuild");
  } catch (cause) {
    throw new ToolError(
      "The k6 collector needs esbuild, which is not installed: run `npm ci --omit=dev` in Weighbridge's own folder.",
      { cause }
    );
  }
}
function bundlingError(script, error) {
  const failure = error;
  const first = failure.errors?.[0];
  if (!first) return error;
  const where = first.location ? `${first.location.file}:${first.location.line}:${first.location.column + 1}` : basename(script);
  const more = failure.errors.length > 1 ? ` (and ${failure.errors.length - 1} more)` : "";
  return new ToolError(`The k6 script does not load: ${where}: ${first.text}${more}.`, { cause: error });
}
async function writeMain(input) {
  const slots = input.slots.map((slot) => `{ name: "${slot}", script: ${slot}.script, runtime: ${slot}.runtime }`);
  const functions = input.functions.map(
    (name) => name === "default" ? 'export default driver.iteration("default");' : `export const ${name} = driver.iteration(${JSON.stringify(name)});`
  );
  const removed = input.removed.map((key) => `${JSON.stringify(key)}: undefined`);
  const text = [
    ...input.slots.map((slot) => `import * as ${slot} from "./slot-${slot}.js";`),
    'import { twin } from "./twin.js";',
    `const driver = twin([${slots.join(", ")}], ${input.seed >>> 0});`,
    `export const options = driver.options({ ${removed.join(", ")}, ...${JSON.stringify(input.options)} });`,
    "export const setup = driver.setup;",
    "export const teardown = driver.teardown;",
    // The script's own is for its author's run; a round needs none.
    "export function handleSummary() { return {}; }",
    ...functions,
    ""
  ].join("\n");
  const path = join(input.folder, input.file);
  await writeFile(path, text);
  return path;
}
export {
  bundleSlots,
  writeMain
};
