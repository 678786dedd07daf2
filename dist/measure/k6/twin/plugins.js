// src/measure/k6/twin/plugins.ts
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { drivesTwin, SHIMS } from "./modules.js";
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
export {
  filesFromOwnFolder,
  k6Modules,
  remoteModules
};
