// src/report/render/html/charts/parts.ts
import { escapeText } from "../../escape.js";
var MOST = 250;
var LONGEST = 120;
var DEEPEST = 12;
function growthOf({ base, head }) {
  if (base === null) return "new";
  if (head === null) return "gone";
  if (head === base) return "same";
  return head > base ? "grew" : "shrank";
}
var moveOf = ({ base, head }) => (head ?? 0) - (base ?? 0);
function foldedTree(tree) {
  if (tree.leaves.length <= MOST) return tree;
  const moved = tree.leaves.filter((leaf) => moveOf(leaf) !== 0).toSorted((a, b) => Math.abs(moveOf(b)) - Math.abs(moveOf(a)));
  const kept = new Set(moved.slice(0, MOST / 2 - 1));
  for (const leaf of tree.leaves.toSorted((a, b) => areaOf(b) - areaOf(a))) {
    if (kept.size >= MOST - 1) break;
    kept.add(leaf);
  }
  const rest = tree.leaves.filter((leaf) => !kept.has(leaf));
  const sum = (side) => rest.reduce((total, leaf) => total + (leaf[side] ?? 0), 0);
  const other = { path: `${rest.length} smaller ones`, base: sum("base"), head: sum("head") };
  return { ...tree, leaves: [...tree.leaves.filter((leaf) => kept.has(leaf)), other] };
}
var areaOf = ({ base, head }) => head ?? base ?? 0;
function partsOf(tree) {
  const leaves = foldedTree(tree).leaves.filter((leaf) => areaOf(leaf) > 0);
  return nested(
    leaves.map((leaf) => ({ leaf, steps: stepsOf(leaf) })),
    ""
  );
}
function stepsOf({ path }) {
  const steps = path.split("/").filter((step) => step !== "");
  return steps.length <= DEEPEST ? steps : [...steps.slice(0, DEEPEST - 1), steps.slice(DEEPEST - 1).join("/")];
}
function nested(placed, above) {
  const folders = /* @__PURE__ */ new Map();
  for (const one of placed) {
    const step = one.steps[0] ?? "";
    folders.set(step, [...folders.get(step) ?? [], one]);
  }
  const parts = [...folders].flatMap(([step, within]) => {
    const path = above === "" ? step : `${above}/${step}`;
    const isLeaf = ({ steps }) => steps.length <= 1;
    const leaves = within.filter(isLeaf).map(({ leaf }) => partOf(step, path, leaf, []));
    const deeper = within.filter((one) => !isLeaf(one)).map(({ leaf, steps }) => ({ leaf, steps: steps.slice(1) }));
    return deeper.length === 0 ? leaves : [...leaves, folder(step, path, nested(deeper, path))];
  });
  return parts.toSorted((a, b) => b.area - a.area || (a.path < b.path ? -1 : 1));
}
function folder(name, path, parts) {
  const [only] = parts;
  if (parts.length === 1 && only) return { ...only, name: shown(`${name}/${only.name}`) };
  const sum = (side) => parts.every((part) => part[side] === null) ? null : parts.reduce((total, part) => total + (part[side] ?? 0), 0);
  return partOf(name, path, { base: sum("base"), head: sum("head") }, parts);
}
function partOf(name, path, sizes, parts) {
  const { base, head } = sizes;
  const area = parts.length === 0 ? areaOf(sizes) : parts.reduce((total, part) => total + part.area, 0);
  return { name: shown(name), path: shown(path), base, head, growth: growthOf(sizes), area, parts };
}
var shown = (name) => escapeText(name, LONGEST);
export {
  foldedTree,
  growthOf,
  moveOf,
  partsOf
};
