/**
 * Bundles the user's script once a slot, with our shims in place of k6's modules.
 * Two bundles, not one: every module of the script, remote ones too, is instantiated twice and shares no state.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildFailure } from "esbuild";
import { ToolError } from "../../../errors.ts";
import type { Slot } from "../../../model/series.ts";
import { findPackage } from "../../../system/packages.ts";
import type { System } from "../../../system/system.ts";
import { filesFromOwnFolder, k6Modules, remoteModules } from "./plugins.ts";

export interface BundleInput {
  /** Absolute path of the user's script. */
  readonly script: string;
  /** Absolute; messages name files from here. */
  readonly root: string;
  /** An existing folder of our own to write to. */
  readonly folder: string;
  readonly system: System;
}

/** The driver's files, which esbuild reads one by one: `dist/` has them at the same place. */
const DRIVER = fileURLToPath(new URL("../driver", import.meta.url));

export interface Bundled {
  /** The modules that the twin driver has no shim for; where there are any, the sides must run in turn. */
  readonly unshimmed: readonly string[];
  /** Digests of the files that the script is made of, in their order; what it opens while it runs is not among them. */
  readonly sources: readonly string[];
}

/**
 * Writes `slot-a.js` and `slot-b.js`: each exports `script` (the user's exports) and `runtime`.
 *
 * @throws ToolError with file, line and column when the script does not parse or an import cannot be resolved; when
 *   esbuild can be neither found nor installed.
 */
export async function bundleSlots(input: BundleInput): Promise<Bundled> {
  const unshimmed = new Set<string>();
  await copyFile(join(DRIVER, "twin.js"), join(input.folder, "twin.js"));
  let sources: readonly string[] = [];
  for (const slot of ["a", "b"] as const) sources = await bundleSlot(input, slot, unshimmed);
  return { unshimmed: [...unshimmed].sort(), sources: await Promise.all(sources.map(fileDigest)) };
}

async function fileDigest(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}

/** Returns the absolute paths of the script's own files. */
async function bundleSlot(
  { script, root, folder, system }: BundleInput,
  slot: Slot,
  unshimmed: Set<string>,
): Promise<readonly string[]> {
  const esbuild = await loadEsbuild(system);
  const runtime = JSON.stringify(join(DRIVER, "runtime.js"));
  try {
    const { metafile } = await esbuild.build({
      stdin: {
        // The runtime first: a module of the script may read __ENV or open a file while it loads.
        contents: `import * as runtime from ${runtime};\nimport * as script from ${JSON.stringify(script)};\nexport { runtime, script };`,
        resolveDir: dirname(script),
        sourcefile: `weighbridge-slot-${slot}.js`,
      },
      outfile: join(folder, `slot-${slot}.js`),
      absWorkingDir: root,
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["browser", "module", "main"],
      target: "es2022",
      sourcemap: "linked",
      logLevel: "silent",
      metafile: true,
      tsconfigRaw: "{}",
      inject: [join(DRIVER, "globals.js")],
      define: {
        WEIGHBRIDGE_SLOT: JSON.stringify(slot),
        WEIGHBRIDGE_SCRIPT_FOLDER: JSON.stringify(dirname(script)),
        "globalThis.__ENV": "__ENV",
        open: "__weighbridge_open",
        "import.meta.resolve": "__weighbridge_resolve",
      },
      plugins: [k6Modules(DRIVER, unshimmed), remoteModules(), filesFromOwnFolder(DRIVER)],
    });
    return Object.keys(metafile.inputs)
      .map((path) => resolve(root, path))
      .filter((path) => existsSync(path) && !path.startsWith(DRIVER));
  } catch (error) {
    throw bundlingError(script, error);
  }
}

async function loadEsbuild(system: System): Promise<typeof import("esbuild")> {
  const folder = await findPackage(system, "esbuild");
  return createRequire(join(folder, "package.json"))("esbuild");
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
