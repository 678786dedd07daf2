/** The parts of a whole as nested boxes: paths become folders, and what is too small to be seen is drawn as one. */
import type { Tree } from "../../../../model/details.ts";
import { escapeText } from "../../escape.ts";

type Leaf = Tree["leaves"][number];
export type Growth = "new" | "gone" | "grew" | "shrank" | "same";

export interface Part {
  readonly name: string;
  /** From the top, for people. */
  readonly path: string;
  readonly base: number | null;
  readonly head: number | null;
  readonly growth: Growth;
  /** Its box: head, or base where head has none. */
  readonly area: number;
  /** Empty for a module. */
  readonly parts: readonly Part[];
}

/** Boxes in one picture. */
const MOST = 250;
const LONGEST = 120;
const DEEPEST = 12;

export function growthOf({ base, head }: Pick<Leaf, "base" | "head">): Growth {
  if (base === null) return "new";
  if (head === null) return "gone";
  if (head === base) return "same";
  return head > base ? "grew" : "shrank";
}

/** How far a part moved, in the tree's unit. */
export const moveOf = ({ base, head }: Pick<Leaf, "base" | "head">) => (head ?? 0) - (base ?? 0);

/** No more leaves than can be seen: half of them for what moved furthest, the rest for what is largest. */
export function foldedTree(tree: Tree): Tree {
  if (tree.leaves.length <= MOST) return tree;
  const moved = tree.leaves
    .filter((leaf) => moveOf(leaf) !== 0)
    .toSorted((a, b) => Math.abs(moveOf(b)) - Math.abs(moveOf(a)));
  const kept = new Set(moved.slice(0, MOST / 2 - 1));
  for (const leaf of tree.leaves.toSorted((a, b) => areaOf(b) - areaOf(a))) {
    if (kept.size >= MOST - 1) break;
    kept.add(leaf);
  }
  const rest = tree.leaves.filter((leaf) => !kept.has(leaf));
  const sum = (side: "base" | "head") => rest.reduce((total, leaf) => total + (leaf[side] ?? 0), 0);
  const other = { path: `${rest.length} smaller ones`, base: sum("base"), head: sum("head") };
  return { ...tree, leaves: [...tree.leaves.filter((leaf) => kept.has(leaf)), other] };
}

const areaOf = ({ base, head }: Pick<Leaf, "base" | "head">) => head ?? base ?? 0;

/** The largest first. */
export function partsOf(tree: Tree): readonly Part[] {
  const leaves = foldedTree(tree).leaves.filter((leaf) => areaOf(leaf) > 0);
  return nested(
    leaves.map((leaf) => ({ leaf, steps: stepsOf(leaf) })),
    "",
  );
}

/** What lies deeper is named by the rest of its path. */
function stepsOf({ path }: Leaf): readonly string[] {
  const steps = path.split("/").filter((step) => step !== "");
  return steps.length <= DEEPEST ? steps : [...steps.slice(0, DEEPEST - 1), steps.slice(DEEPEST - 1).join("/")];
}

interface Placed {
  readonly leaf: Leaf;
  /** What is left of its path below the folder at hand. */
  readonly steps: readonly string[];
}

function nested(placed: readonly Placed[], above: string): readonly Part[] {
  const folders = new Map<string, Placed[]>();
  for (const one of placed) {
    const step = one.steps[0] ?? "";
    folders.set(step, [...(folders.get(step) ?? []), one]);
  }
  const parts = [...folders].flatMap(([step, within]): readonly Part[] => {
    const path = above === "" ? step : `${above}/${step}`;
    const isLeaf = ({ steps }: Placed) => steps.length <= 1;
    const leaves = within.filter(isLeaf).map(({ leaf }) => partOf(step, path, leaf, []));
    const deeper = within.filter((one) => !isLeaf(one)).map(({ leaf, steps }) => ({ leaf, steps: steps.slice(1) }));
    return deeper.length === 0 ? leaves : [...leaves, folder(step, path, nested(deeper, path))];
  });
  return parts.toSorted((a, b) => b.area - a.area || (a.path < b.path ? -1 : 1));
}

/** A folder with one thing in it is that thing, by a longer name. */
function folder(name: string, path: string, parts: readonly Part[]): Part {
  const [only] = parts;
  if (parts.length === 1 && only) return { ...only, name: shown(`${name}/${only.name}`) };
  const sum = (side: "base" | "head") =>
    parts.every((part) => part[side] === null) ? null : parts.reduce((total, part) => total + (part[side] ?? 0), 0);
  return partOf(name, path, { base: sum("base"), head: sum("head") }, parts);
}

function partOf(name: string, path: string, sizes: Pick<Leaf, "base" | "head">, parts: readonly Part[]): Part {
  const { base, head } = sizes;
  const area = parts.length === 0 ? areaOf(sizes) : parts.reduce((total, part) => total + part.area, 0);
  return { name: shown(name), path: shown(path), base, head, growth: growthOf(sizes), area, parts };
}

const shown = (name: string) => escapeText(name, LONGEST);
