// src/measure/bundle/manifest.ts
import { dirname, join, normalize } from "node:path/posix";
import { z } from "../../vendor/zod.js";
import { DataError } from "../../errors.js";
var manifestNames = [
  ".vite/manifest.json",
  "meta.json",
  "metafile.json",
  "build-manifest.json",
  "app-build-manifest.json"
];
var vite = z.record(
  z.string(),
  z.looseObject({
    file: z.string(),
    src: z.string().optional(),
    name: z.string().optional(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional()
  })
);
var esbuild = z.looseObject({
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(
    z.string(),
    z.looseObject({
      entryPoint: z.string().optional(),
      cssBundle: z.string().optional(),
      imports: z.array(z.looseObject({ path: z.string(), kind: z.string(), external: z.boolean().optional() }))
    })
  )
});
var next = z.looseObject({ pages: z.record(z.string(), z.array(z.string())) });
function parseManifest(path, text, files) {
  let json;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError(`${path} is not JSON (${cause.message}): correct bundle.manifest.`, { cause });
  }
  const metafile = esbuild.safeParse(json);
  if (metafile.success) return fromEsbuild(path, metafile.data, files);
  const pages = next.safeParse(json);
  if (pages.success) return fromNext(path, pages.data);
  const chunks = vite.safeParse(json);
  if (chunks.success) return fromVite(path, chunks.data);
  throw new DataError(
    `${path} is not a manifest that Weighbridge reads: Vite's manifest.json, esbuild's metafile or Next's build-manifest.json is expected.`
  );
}
function fromVite(path, data) {
  const folder = dirname(path).replace(/(?:^|\/)\.vite$/, "");
  const at = (file) => join(folder, file);
  const chunks = /* @__PURE__ */ new Map();
  const entries = /* @__PURE__ */ new Map();
  for (const { file, src, name, isEntry, imports = [], css = [] } of Object.values(data)) {
    const imported = imports.flatMap((key) => Object.hasOwn(data, key) ? [at(data[key].file)] : []);
    chunks.set(at(file), {
      ...src !== void 0 && { source: src },
      ...name !== void 0 && { name },
      loads: [...imported, ...css.map(at)]
    });
    if (isEntry) entries.set(entryName(src ?? name ?? file), [at(file)]);
  }
  return { chunks, entries };
}
var STATIC = /* @__PURE__ */ new Set(["import-statement", "require-call", "import-rule"]);
function fromEsbuild(path, { outputs }, files) {
  const root = rootOf(path, Object.keys(outputs), files);
  const at = (file) => join(root, normalize(file));
  const all = Object.entries(outputs);
  const onDemand = new Set(
    all.flatMap(([, { imports }]) => imports.filter(({ kind }) => kind === "dynamic-import").map((to) => to.path))
  );
  const chunks = /* @__PURE__ */ new Map();
  const entries = /* @__PURE__ */ new Map();
  for (const [file, { entryPoint, cssBundle, imports }] of all) {
    const imported = imports.filter(({ kind, external }) => STATIC.has(kind) && !external).map((to) => at(to.path));
    chunks.set(at(file), {
      ...entryPoint !== void 0 && { source: entryPoint, name: stem(entryPoint) },
      loads: cssBundle === void 0 ? imported : [...imported, at(cssBundle)]
    });
    if (entryPoint !== void 0 && !onDemand.has(file)) entries.set(entryName(entryPoint), [at(file)]);
  }
  for (const { entryPoint, cssBundle } of Object.values(outputs)) {
    const style = cssBundle === void 0 ? void 0 : chunks.get(at(cssBundle));
    if (!style || style.source !== void 0 || entryPoint === void 0 || cssBundle === void 0) continue;
    chunks.set(at(cssBundle), { ...style, source: `${entryPoint} (styles)`, name: stem(entryPoint) });
  }
  return { chunks, entries };
}
function rootOf(path, outputs, files) {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (outputs.some((output) => files.has(join(folder, output)))) return folder;
    if (folder === dirname(folder) || folder === ".") return ".";
  }
}
function fromNext(path, { pages }) {
  const at = (file) => join(dirname(path), file);
  const shell = pages["/_app"] ?? [];
  const shown = Object.entries(pages).filter(([page]) => page !== "/_document");
  return {
    chunks: /* @__PURE__ */ new Map(),
    entries: new Map(shown.map(([page, files]) => [page, [.../* @__PURE__ */ new Set([...shell, ...files])].map(at)]))
  };
}
function entryName(source) {
  return source.replace(/\.[cm]?[jt]sx?$/, "");
}
function stem(path) {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return file.includes(".") ? file.slice(0, file.lastIndexOf(".")) : file;
}
function joinManifests(manifests) {
  return {
    chunks: new Map(manifests.flatMap(({ chunks }) => [...chunks])),
    entries: new Map(manifests.flatMap(({ entries }) => [...entries]))
  };
}
function loadedWith(manifest, files) {
  const found = new Set(files);
  for (const file of found) for (const other of manifest.chunks.get(file)?.loads ?? []) found.add(other);
  return [...found];
}
export {
  joinManifests,
  loadedWith,
  manifestNames,
  parseManifest
};
