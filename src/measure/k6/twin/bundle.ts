/**
 * Bundles the user's script once a slot, with our shims in place of k6's modules, and writes the wrapper that k6 runs.
 * Two bundles, not one: every module of the script, remote ones too, is instantiated twice and shares no state.
 */
import { existsSync } from "node:fs";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BuildFailure, Loader, Plugin } from "esbuild";
import { ToolError } from "../../../errors.ts";
import type { Slot } from "../../../model/series.ts";
import { drivesTwin, SHIMS } from "./modules.ts";

export interface BundledScript {
  /** Absolute path of the file that k6 is to run for these slots. */
  readonly main: string;
  /** Modules that the twin driver has no shim for; not empty: run the sides alternately. */
  readonly unshimmed: readonly string[];
}

export interface BundleInput {
  /** Absolute path of the user's script. */
  readonly script: string;
  /** An existing folder of our own to write to. */
  readonly folder: string;
}

/** The driver's files: beside this one in the sources, one folder up in `dist/`. */
function driverFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = [join(here, "../driver"), join(here, "driver")].find((folder) => existsSync(folder));
  if (!found) throw new ToolError(`The k6 driver's files are missing beside ${here}: install Weighbridge again.`);
  return found;
}

/**
 * Writes `slot-a.js` and `slot-b.js`: each exports `script` (the user's exports) and `runtime`.
 *
 * @throws ToolError with file, line and column when the script does not parse or an import cannot be resolved; when
 *   esbuild is not installed.
 */
export async function bundleSlots(input: BundleInput): Promise<BundledScript["unshimmed"]> {
  const unshimmed = new Set<string>();
  const driver = driverFolder();
  await copyFile(join(driver, "twin.js"), join(input.folder, "twin.js"));
  for (const slot of ["a", "b"] as const) await bundleSlot(input, slot, driver, unshimmed);
  return [...unshimmed].sort();
}

async function bundleSlot(
  { script, folder }: BundleInput,
  slot: Slot,
  driver: string,
  unshimmed: Set<string>,
): Promise<void> {
  const esbuild = await loadEsbuild();
  const runtime = JSON.stringify(join(driver, "runtime.js"));
  try {
    await esbuild.build({
      stdin: {
        // The runtime first: a module of the script may read __ENV or open a file while it loads.
        contents: `import * as runtime from ${runtime};\nimport * as script from ${JSON.stringify(script)};\nexport { runtime, script };`,
        resolveDir: dirname(script),
        sourcefile: `weighbridge-slot-${slot}.js`,
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
        "import.meta.resolve": "__weighbridge_resolve",
      },
      plugins: [k6Modules(driver, unshimmed), remoteModules(), filesFromOwnFolder(driver)],
    });
  } catch (error) {
    throw bundlingError(script, error);
  }
}

/** `k6/...` to our shims, except where a shim itself asks for the real one (`weighbridge-real:`). */
function k6Modules(driver: string, unshimmed: Set<string>): Plugin {
  return {
    name: "k6-modules",
    setup(build) {
      build.onResolve({ filter: /^weighbridge-real:/ }, ({ path }) => ({
        path: path.slice("weighbridge-real:".length),
        namespace: "weighbridge-real",
      }));
      // Only the default export: it is the one that k6 gives every module of its own under.
      build.onLoad({ filter: /.*/, namespace: "weighbridge-real" }, ({ path }) => ({
        contents: `export { default } from ${JSON.stringify(path)};`,
      }));
      build.onResolve({ filter: /^k6($|\/)/ }, ({ path, namespace }) => {
        const shim = SHIMS[path];
        if (shim && namespace !== "weighbridge-real") return { path: join(driver, "shims", shim) };
        if (!drivesTwin(path)) unshimmed.add(path);
        return { path, external: true };
      });
    },
  };
}

/** k6 imports modules by URL; fetched here, so that each slot has an instance of its own. */
function remoteModules(): Plugin {
  return {
    name: "remote-modules",
    setup(build) {
      build.onResolve({ filter: /^https?:\/\// }, ({ path }) => ({ path, namespace: "remote" }));
      build.onResolve({ filter: /^\.{0,2}\//, namespace: "remote" }, ({ path, importer }) => ({
        path: new URL(path, importer).href,
        namespace: "remote",
      }));
      build.onLoad({ filter: /.*/, namespace: "remote" }, async ({ path }) => {
        const response = await fetch(path, { signal: AbortSignal.timeout(30_000) });
        if (!response.ok) return { errors: [{ text: `fetching ${path} answered ${response.status}` }] };
        return { contents: await response.text(), loader: loaderOf(new URL(path).pathname) };
      });
    },
  };
}

/**
 * `open("./users.json")` is relative to the file that says so; in a bundle that would be the bundle's folder. So each
 * file of the user's that opens or resolves gets its own `open` on its first line (which keeps line numbers).
 */
function filesFromOwnFolder(driver: string): Plugin {
  return {
    name: "files-from-own-folder",
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: "file" }, async ({ path }) => {
        if (path.startsWith(driver)) return undefined;
        const text = await readFile(path, "utf8");
        if (!/\bopen\b|import\.meta\.resolve/.test(text)) return undefined;
        const folder = JSON.stringify(pathToFileURL(`${dirname(path)}/`).href);
        const resolve = `(p) => /^(\\/|[a-z]+:)/i.test(p) ? p : ${folder} + p`;
        const header = `const __weighbridge_resolve = ${resolve}, __weighbridge_open = (p, m) => m === undefined ? globalThis.open(__weighbridge_resolve(p)) : globalThis.open(__weighbridge_resolve(p), m);`;
        return { contents: `${header}${text}`, loader: loaderOf(path), resolveDir: dirname(path) };
      });
    },
  };
}

function loaderOf(path: string): Loader {
  const ending = /\.[cm]?(jsx|tsx|ts|json)$/.exec(path)?.[1];
  return (ending as Loader | undefined) ?? "js";
}

/** esbuild is the one part of Weighbridge that cannot be bundled into `dist/`. */
async function loadEsbuild(): Promise<typeof import("esbuild")> {
  try {
    return await import("esbuild");
  } catch (cause) {
    throw new ToolError(
      "The k6 collector needs esbuild, which is not installed: run `npm ci --omit=dev` in Weighbridge's own folder.",
      { cause },
    );
  }
}

function bundlingError(script: string, error: unknown): unknown {
  const failure = error as Partial<BuildFailure>;
  const first = failure.errors?.[0];
  if (!first) return error;
  const where = first.location
    ? `${first.location.file}:${first.location.line}:${first.location.column + 1}`
    : basename(script);
  const more = failure.errors!.length > 1 ? ` (and ${failure.errors!.length - 1} more)` : "";
  return new ToolError(`The k6 script does not load: ${where}: ${first.text}${more}.`, { cause: error });
}

/** k6 calls these by name, so they must be static exports. */
export interface MainInput {
  readonly folder: string;
  /** File name, so that the forms for both slots and for one can lie side by side. */
  readonly file: string;
  readonly slots: readonly Slot[];
  readonly seed: number;
  /** Names of the scenario functions (`default`, or what `exec` says). */
  readonly functions: readonly string[];
  /** Merged over the script's own options; undefined values take a key away. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly removed: readonly string[];
}

/** Writes the file that k6 runs and returns its absolute path. */
export async function writeMain(input: MainInput): Promise<string> {
  const slots = input.slots.map((slot) => `{ name: "${slot}", script: ${slot}.script, runtime: ${slot}.runtime }`);
  const functions = input.functions.map((name) =>
    name === "default"
      ? 'export default driver.iteration("default");'
      : `export const ${name} = driver.iteration(${JSON.stringify(name)});`,
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
    "",
  ].join("\n");
  const path = join(input.folder, input.file);
  await writeFile(path, text);
  return path;
}
