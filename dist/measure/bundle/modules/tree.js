// src/measure/bundle/modules/tree.ts
import { dirname, join } from "node:path/posix";
import { add } from "./composition.js";
import { packageOf } from "./parts.js";
var MOST = { leaves: 4e3, rests: 999, last: 1 };
function treeOf(way, made) {
  const leaves = [...leavesOf(made)].sort(
    (a, b) => difference(b) - difference(a) || size(b) - size(a) || (a.path < b.path ? -1 : 1)
  );
  const rests = summed(leaves.slice(MOST.leaves), ({ path }) => {
    return join(packageOf(path)?.folder ?? dirname(path), "(smaller)");
  });
  const last = summed(rests.slice(MOST.rests), () => "(all others)");
  return {
    kind: "tree",
    collector: "bundle",
    title: "What the bundles are made of",
    unit: "bytes",
    by: way.by,
    leaves: [...leaves.slice(0, MOST.leaves), ...rests.slice(0, MOST.rests), ...last]
  };
}
var difference = ({ base, head }) => Math.abs((head ?? 0) - (base ?? 0));
var size = ({ base, head }) => Math.max(head ?? 0, base ?? 0);
function leavesOf(made) {
  const sums = { base: sumsOf(made.base), head: sumsOf(made.head) };
  return [.../* @__PURE__ */ new Set([...sums.base.keys(), ...sums.head.keys()])].map((path) => ({
    path,
    base: sums.base.get(path) ?? null,
    head: sums.head.get(path) ?? null
  }));
}
function sumsOf(made) {
  const sums = /* @__PURE__ */ new Map();
  for (const parts of made.values()) for (const [path, bytes] of parts) add(sums, path, bytes);
  return sums;
}
function summed(leaves, pathOf) {
  const sums = /* @__PURE__ */ new Map();
  for (const leaf of leaves) {
    const path = pathOf(leaf);
    const sum = sums.get(path);
    sums.set(path, { path, base: plus(sum?.base ?? null, leaf.base), head: plus(sum?.head ?? null, leaf.head) });
  }
  return [...sums.values()].sort((a, b) => size(b) - size(a));
}
function plus(a, b) {
  return a === null ? b : a + (b ?? 0);
}
export {
  treeOf
};
