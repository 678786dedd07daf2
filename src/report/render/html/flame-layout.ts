/** Where each call of a differential flame graph lies: the root above all, callees below their caller. Pure. */
import type { Flame, FlameNode } from "../../../model/details.ts";

export interface Box {
  readonly node: FlameNode;
  /** Of the whole width, 0–1. */
  readonly x: number;
  readonly width: number;
  /** Rows below the root. */
  readonly depth: number;
  /** How much more head spends in it, as a share of the whole of the side that spends more: -1 to 1. */
  readonly change: number;
}

/** Narrower ones nobody sees; they are in `details.json`. */
const NARROWEST = 0.0015;
/** Deeper ones nobody scrolls to. */
const DEEPEST = 60;

/** As wide as the side that spends more in it; callees share the width of their caller. */
export function boxesOf({ nodes }: Flame): readonly Box[] {
  const [root] = nodes;
  const whole = root === undefined ? 0 : weightOf(root);
  if (root === undefined || whole <= 0) return [];
  const boxes = new Map<number, Box>([[0, boxOf(root, { x: 0, width: 1, depth: 0 }, whole)]]);
  // Every node stands behind its caller.
  for (const [index, node] of nodes.entries()) {
    const own = boxes.get(index);
    if (own === undefined || own.depth === DEEPEST) continue;
    const callees = node.children.map((child) => [child, nodes[child]!] as const);
    const taken = callees.reduce((sum, [, callee]) => sum + weightOf(callee), 0);
    // The larger of two sides can be more in all than the larger side of the caller.
    const scale = own.width / Math.max(weightOf(node), taken);
    let { x } = own;
    for (const [child, callee] of callees) {
      const width = weightOf(callee) * scale;
      if (width >= NARROWEST) boxes.set(child, boxOf(callee, { x, width, depth: own.depth + 1 }, whole));
      x += width;
    }
  }
  return [...boxes.values()];
}

function boxOf(node: FlameNode, place: Pick<Box, "x" | "width" | "depth">, whole: number): Box {
  return { node, ...place, change: ((node.head ?? 0) - (node.base ?? 0)) / whole };
}

const weightOf = ({ base, head }: FlameNode) => Math.max(base ?? 0, head ?? 0);

/** What a function spends by itself, over all places that it is called from. */
export type Spent = Pick<FlameNode, "name" | "at"> & { readonly base: number; readonly head: number };

/** Those whose own part differs most come first; what is the same on both sides is left out. */
export function largestChanges({ nodes }: Flame): readonly Spent[] {
  const spent = new Map<string, Spent>();
  for (const node of nodes) {
    const { name, at, children } = node;
    const own = (side: "base" | "head") => {
      const callees = children.reduce((sum, child) => sum + (nodes[child]![side] ?? 0), 0);
      return Math.max(0, (node[side] ?? 0) - callees);
    };
    const key = JSON.stringify([name, at?.file, at?.line]);
    const before = spent.get(key);
    spent.set(key, { name, at, base: (before?.base ?? 0) + own("base"), head: (before?.head ?? 0) + own("head") });
  }
  const changed = [...spent.values()].filter(({ base, head }) => base !== head);
  return changed.toSorted((a, b) => Math.abs(b.head - b.base) - Math.abs(a.head - a.base));
}
