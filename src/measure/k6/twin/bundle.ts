/**
 * Bundles the user's script once a slot, with our shims in place of k6's modules.
 * Two bundles, not one: every module of the script, remote ones too, is instantiated twice and shares no state.
 */
import { copyFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildFailure } from "esbuild";
import { ToolError } from "../../../errors.ts";
import type { Slot } from "../../../model/series.ts";
import { filesFromOwnFolder, k6Modules, remoteModules } from "./plugins.ts";

export interface BundleInput {
  /** Absolute path of the user's script. */
  readonly script: string;
  /** Absolute; messages name files from here. */
  readonly root: string;
  /** An existing folder of our own to write to. */
  readonly folder: string;
}

/** The driver's files, which esbuild reads one by one: `dist/` has them at the same place. */
const DRIVER = fileURLToPath(new URL("../driver", import.meta.url));

/**
 * Writes `slot-a.js` and `slot-b.js`: each exports `script` (the user's exports) and `runtime`. Returns the modules that
 * the twin driver has no shim for; where there are any, the sides must run in turn.
 *
 * @throws ToolError with file, line and column when the script does not parse or an import cannot be resolved; when
 *   esbuild is not installed.
 */
export async function bundleSlots(input: BundleInput): Promise<readonly string[]> {
  const unshimmed = new Set<string>();
  await copyFile(join(DRIVER, "twin.js"), join(input.folder, "twin.js"));
  for (const slot of ["a", "b"] as const) await bundleSlot(input, slot, unshimmed);
  return [...unshimmed].sort();
}

async function bundleSlot({ script, root, folder }: BundleInput, slot: Slot, unshimmed: Set<string>): Promise<void> {
  const esbuild = await loadEsbuild();
  const runtime = JSON.stringify(join(DRIVER, "runtime.js"));
  try {
    await esbuild.build({
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
  } catch (error) {
    throw bundlingError(script, error);
  }
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
