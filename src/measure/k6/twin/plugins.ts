/** How esbuild finds and reads the modules of a user's script for one slot. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Loader, Plugin } from "esbuild";
import { drivesTwin, SHIMS } from "./modules.ts";

/** `k6/...` to our shims, except where a shim itself asks for the real one (`weighbridge-real:`). */
export function k6Modules(driver: string, unshimmed: Set<string>): Plugin {
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
export function remoteModules(): Plugin {
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
export function filesFromOwnFolder(driver: string): Plugin {
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
