/** All modules of the weighed files on both sides, for the report's chart. Pure. */
import { dirname, join } from "node:path/posix";
import type { Tree } from "../../../model/details.ts";
import type { Side } from "../../../model/series.ts";
import { add, type Modules, type Way } from "./composition.ts";
import { packageOf } from "./parts.ts";

type Leaf = Tree["leaves"][number];

/** Together as many as a stored tree may have. */
const MOST = { leaves: 4_000, rests: 999, last: 1 } as const;

/**
 * A leaf a module. Where there are too many, those that differ and the largest are kept; the others are summed a folder
 * or package, as `(smaller)`.
 */
export function treeOf(way: Way, made: Readonly<Record<Side, Modules>>): Tree {
  const leaves = [...leavesOf(made)].sort(
    (a, b) => difference(b) - difference(a) || size(b) - size(a) || (a.path < b.path ? -1 : 1),
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
    leaves: [...leaves.slice(0, MOST.leaves), ...rests.slice(0, MOST.rests), ...last],
  };
}

const difference = ({ base, head }: Leaf) => Math.abs((head ?? 0) - (base ?? 0));
const size = ({ base, head }: Leaf) => Math.max(head ?? 0, base ?? 0);

function leavesOf(made: Readonly<Record<Side, Modules>>): readonly Leaf[] {
  const sums = { base: sumsOf(made.base), head: sumsOf(made.head) };
  return [...new Set([...sums.base.keys(), ...sums.head.keys()])].map((path) => ({
    path,
    base: sums.base.get(path) ?? null,
    head: sums.head.get(path) ?? null,
  }));
}

function sumsOf(made: Modules): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const parts of made.values()) for (const [path, bytes] of parts) add(sums, path, bytes);
  return sums;
}

/** Leaves that are given the same path as one, the largest first. */
function summed(leaves: readonly Leaf[], pathOf: (leaf: Leaf) => string): readonly Leaf[] {
  const sums = new Map<string, Leaf>();
  for (const leaf of leaves) {
    const path = pathOf(leaf);
    const sum = sums.get(path);
    sums.set(path, { path, base: plus(sum?.base ?? null, leaf.base), head: plus(sum?.head ?? null, leaf.head) });
  }
  return [...sums.values()].sort((a, b) => size(b) - size(a));
}

function plus(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}
