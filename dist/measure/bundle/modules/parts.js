// src/measure/bundle/modules/parts.ts
var INSTALLED = "node_modules/";
function packageOf(path) {
  const at = path.lastIndexOf(INSTALLED);
  if (at < 0 || at > 0 && path[at - 1] !== "/") return null;
  const [scope = "", ...rest] = path.slice(at + INSTALLED.length).split("/", 2);
  const name = scope.startsWith("@") ? [scope, ...rest].join("/") : scope;
  return name === "" ? null : { name, folder: path.slice(0, at + INSTALLED.length) + name };
}
function partsOf(made, paths) {
  const base = sums(made.base, paths.base);
  const head = sums(made.head, paths.head);
  return [.../* @__PURE__ */ new Set([...base.keys(), ...head.keys()])].map((key) => {
    const [before, after] = [base.get(key), head.get(key)];
    return {
      kind: key.startsWith(PACKAGE) ? "package" : "module",
      name: key.slice(PACKAGE.length),
      base: before?.bytes ?? null,
      head: after?.bytes ?? null,
      modules: (after ?? before).modules.size,
      copies: { base: [...before?.folders ?? []].sort(), head: [...after?.folders ?? []].sort() }
    };
  });
}
var PACKAGE = "package ";
var MODULE = "module  ";
function sums(made, paths) {
  const found = /* @__PURE__ */ new Map();
  for (const [path, bytes] of paths.flatMap((file) => [...made.get(file) ?? []])) {
    const owner = packageOf(path);
    const key = owner ? PACKAGE + owner.name : MODULE + path;
    const sum = found.get(key) ?? { bytes: 0, modules: /* @__PURE__ */ new Set(), folders: /* @__PURE__ */ new Set() };
    found.set(key, sum);
    sum.bytes += bytes;
    sum.modules.add(path);
    if (owner) sum.folders.add(owner.folder);
  }
  return found;
}
var NEGLIGIBLE = 0.01;
var MOST = 5;
function differing(parts) {
  const by = (part) => Math.abs((part.head ?? 0) - (part.base ?? 0));
  const sorted = parts.filter((part) => by(part) > 0).sort((a, b) => by(b) - by(a) || (a.name < b.name ? -1 : 1));
  return sorted.filter((part) => by(part) >= NEGLIGIBLE * by(sorted[0])).slice(0, MOST);
}
function newlyCopied(parts) {
  return new Set(
    parts.filter(({ kind, copies }) => kind === "package" && copies.head.length > Math.max(1, copies.base.length)).map(({ name }) => name)
  );
}
export {
  differing,
  newlyCopied,
  packageOf,
  partsOf
};
