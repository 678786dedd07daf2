// src/measure/k6/twin/bundle.ts
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../../errors.js";
import { findPackage } from "../../../system/packages.js";
import { filesFromOwnFolder, k6Modules, remoteModules } from "./plugins.js";
var DRIVER = fileURLToPath(new URL("../driver", import.meta.url));
async function bundleSlots(input) {
  const unshimmed = /* @__PURE__ */ new Set();
  await copyFile(join(DRIVER, "twin.js"), join(input.folder, "twin.js"));
  let sources = [];
  for (const slot of ["a", "b"]) sources = await bundleSlot(input, slot, unshimmed);
  return { unshimmed: [...unshimmed].sort(), sources: await Promise.all(sources.map(fileDigest)) };
}
async function fileDigest(path) {
  return createHash("sha256").update(await readFile(path)).digest("hex");
}
async function bundleSlot({ script, root, folder, system }, slot, unshimmed) {
  const esbuild = await loadEsbuild(system);
  const runtime = JSON.stringify(join(DRIVER, "runtime.js"));
  try {
    const { metafile } = await esbuild.build({
      stdin: {
        // The runtime first: a module of the script may read __ENV or open a file while it loads.
        contents: `import * as runtime from ${runtime};
import * as script from ${JSON.stringify(script)};
export { runtime, script };`,
        resolveDir: dirname(script),
        sourcefile: `weighbridge-slot-${slot}.js`
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
        "import.meta.resolve": "__weighbridge_resolve"
      },
      plugins: [k6Modules(DRIVER, unshimmed), remoteModules(), filesFromOwnFolder(DRIVER)]
    });
    return Object.keys(metafile.inputs).map((path) => resolve(root, path)).filter((path) => existsSync(path) && !path.startsWith(DRIVER));
  } catch (error) {
    throw bundlingError(script, error);
  }
}
async function loadEsbuild(system) {
  const folder = await findPackage(system, "esbuild");
  return createRequire(join(folder, "package.json"))("esbuild");
}
function bundlingError(script, error) {
  const failure = error;
  const first = failure.errors?.[0];
  if (!first) return error;
  const where = first.location ? `${first.location.file}:${first.location.line}:${first.location.column + 1}` : basename(script);
  const more = failure.errors.length > 1 ? ` (and ${failure.errors.length - 1} more)` : "";
  return new ToolError(`The k6 script does not load: ${where}: ${first.text}${more}.`, { cause: error });
}
export {
  bundleSlots
};
