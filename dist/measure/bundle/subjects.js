// src/measure/bundle/subjects.ts
import { withoutHash } from "../hashes.js";
import { loadedWith } from "./manifest.js";
import { matchFiles } from "./names.js";
import { sumSizes } from "./run.js";
function subjectsOf(sides) {
  const files = matchFiles(builtFiles(sides.base), builtFiles(sides.head));
  const entries = { base: entriesOf(sides.base), head: entriesOf(sides.head) };
  const entryNames = [.../* @__PURE__ */ new Set([...entries.base.keys(), ...entries.head.keys()])].sort();
  const lazy = { base: notIn(entries.base, all(sides.base)), head: notIn(entries.head, all(sides.head)) };
  const sizes = { base: sizesOf(sides.base), head: sizesOf(sides.head) };
  const weigh = (side, paths) => paths.length === 0 ? null : sumSizes(paths.map((path) => sizes[side].get(path)));
  const subject = (of, name, paths) => ({
    of,
    name,
    paths,
    sizes: { base: weigh("base", paths.base), head: weigh("head", paths.head) }
  });
  const subjects = [
    subject("total", "total", { base: all(sides.base), head: all(sides.head) }),
    ...entryNames.map(
      (name) => subject("entry", `entry ${name}`, {
        base: entries.base.get(name) ?? [],
        head: entries.head.get(name) ?? []
      })
    ),
    ...lazy.base.length + lazy.head.length > 0 ? [subject("lazy", "lazy", lazy)] : [],
    ...files.map(({ name, ...paths }) => subject("file", fileSubject(name), paths))
  ];
  return { subjects, notes: [...togetherNotes(files), ...entryNotes(sides, entryNames)] };
}
var all = (side) => side?.files.map((file) => file.path) ?? [];
function notIn(entries, paths) {
  const loaded = new Set([...entries.values()].flat());
  return loaded.size === 0 ? [] : paths.filter((path) => !loaded.has(path));
}
function fileSubject(name) {
  return name === "total" || name === "lazy" || name.startsWith("entry ") ? `./${name}` : name;
}
function builtFiles(side) {
  return (side?.files ?? []).map(({ path, digest }) => {
    const chunk = side?.manifest?.chunks.get(path);
    return {
      path,
      digest,
      ...chunk?.source !== void 0 && { source: chunk.source },
      ...chunk?.name !== void 0 && { chunk: chunk.name }
    };
  });
}
function sizesOf(side) {
  return new Map(side?.files.map((file) => [file.path, file.sizes]));
}
function entriesOf(side) {
  if (!side) return /* @__PURE__ */ new Map();
  const manifest = side.manifest ?? { chunks: /* @__PURE__ */ new Map(), entries: /* @__PURE__ */ new Map() };
  const weighed = new Set(all(side));
  const roots = new Map(side.entryFiles === null ? manifest.entries : []);
  for (const path of side.entryFiles ?? []) {
    const name = withoutHash(path, manifest.chunks.get(path)?.name);
    roots.set(name, [...roots.get(name) ?? [], path]);
  }
  const loaded = [...roots].map(
    ([name, files]) => [name, loadedWith(manifest, files).filter((path) => weighed.has(path))]
  );
  return new Map(loaded.filter(([, files]) => files.length > 0));
}
function togetherNotes(files) {
  return files.filter(({ base, head }) => Math.max(base.length, head.length) > 1).map(
    ({ name, base, head }) => `${Math.max(base.length, head.length)} files are called ${name} without their hashes: they were weighed together.`
  );
}
function entryNotes({ head, base }, entryNames) {
  const side = head ?? base;
  if (entryNames.length > 0 || !side || side.entryFiles !== null) return [];
  return side.manifest === null ? [
    "No bundler's manifest was found, so no entries are known, and by default only the total gates: set bundle.manifest, or bundle.entries to the files that pages load first."
  ] : [
    "The manifest names no entry among the weighed files, so by default only the total gates: set bundle.entries to name them."
  ];
}
export {
  subjectsOf
};
