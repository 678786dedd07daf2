// src/measure/bundle/parse.ts
import { metricId } from "../../model/metric.js";
import { loadedWith } from "./manifest.js";
import { matchFiles, withoutHash } from "./names.js";
import { sumSizes } from "./run.js";
var KINDS = ["raw", "gzip", "brotli"];
function toSeries(sides) {
  const subjects = matchFiles(builtFiles(sides.base), builtFiles(sides.head));
  const sizes = { base: sizesOf(sides.base), head: sizesOf(sides.head) };
  const weigh = (side, paths) => paths.length === 0 ? null : sumSizes(paths.map((path) => sizes[side].get(path)));
  const entries = { base: entriesOf(sides.base), head: entriesOf(sides.head) };
  const entryNames = [.../* @__PURE__ */ new Set([...entries.base.keys(), ...entries.head.keys()])].sort();
  const series = [
    ...rows("total", "total", { base: weigh("base", all(sides.base)), head: weigh("head", all(sides.head)) }),
    ...entryNames.flatMap(
      (name) => rows("entry", `entry ${name}`, {
        base: weigh("base", entries.base.get(name) ?? []),
        head: weigh("head", entries.head.get(name) ?? [])
      })
    ),
    ...subjects.flatMap(
      (subject) => rows("file", fileSubject(subject.name), {
        base: weigh("base", subject.base),
        head: weigh("head", subject.head)
      })
    )
  ];
  return { series, notes: [...togetherNotes(subjects), ...entryNotes(sides, entryNames)] };
}
var all = (side) => side?.files.map((file) => file.path) ?? [];
function fileSubject(name) {
  return name === "total" || name.startsWith("entry ") ? `./${name}` : name;
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
function rows(of, subject, sizes) {
  return KINDS.map((kind) => ({
    kind: "exact",
    metric: metricOf(kind, of, subject),
    base: sizes.base?.[kind] ?? null,
    head: sizes.head?.[kind] ?? null
  }));
}
function metricOf(kind, of, subject) {
  return {
    id: metricId({ collector: "bundle", metric: kind, subject }),
    unit: "bytes",
    better: "lower",
    kind: "exact",
    scale: "ratio",
    role: kind === "gzip" && of !== "file" ? "gate" : "watch",
    tolerate: { relative: 0.02, absolute: 250 },
    detect: 0.05
  };
}
function togetherNotes(subjects) {
  return subjects.filter(({ base, head }) => Math.max(base.length, head.length) > 1).map(
    ({ name, base, head }) => `${Math.max(base.length, head.length)} files are called ${name} without their hashes: they were weighed together.`
  );
}
function entryNotes({ head, base }, entryNames) {
  const side = head ?? base;
  if (entryNames.length > 0 || !side || side.entryFiles !== null) return [];
  return side.manifest === null ? [
    "No bundler's manifest was found, so only the total gates: set bundle.manifest, or bundle.entries to the files that pages load first."
  ] : [
    "The manifest names no entry among the weighed files, so only the total gates: set bundle.entries to name them."
  ];
}
export {
  toSeries
};
