import { expect, test } from "vitest";
import type { Tree } from "../../../../../src/model/details.ts";
import { foldedTree, type Part, partsOf } from "../../../../../src/report/render/html/charts/parts.ts";
import { treeChart } from "./samples.ts";

const treeOf = (leaves: Tree["leaves"]): Tree => ({ ...treeChart, leaves });
const drawn = (parts: readonly Part[]): readonly unknown[] =>
  parts.map(({ name, area, growth, parts: inner }) => [name, area, growth, ...drawn(inner)]);

test("paths become folders, the largest first; a folder with one thing in it is that thing", () => {
  expect(drawn(partsOf(treeChart))).toEqual([
    [
      "node_modules",
      34_100,
      "grew",
      ["date-fns", 20_000, "new", ["format.js", 14_800, "new"], ["locale/en.js", 5_200, "new"]],
      ["preact", 14_100, "same", ["dist/preact.mjs", 10_400, "same"], ["hooks/dist/hooks.mjs", 3_700, "same"]],
    ],
    [
      "src",
      28_650,
      "grew",
      [
        "pages",
        21_350,
        "grew",
        ["cart.ts", 12_900, "grew"],
        ["search.ts", 6_100, "same"],
        ["home.ts", 2_350, "shrank"],
      ],
      ["old/banner.ts", 4_000, "gone"],
      ["api/client.ts", 3_300, "same"],
    ],
  ]);
});

test("of many, those that moved furthest and the largest are kept, and no byte is lost", () => {
  const leaves = Array.from({ length: 5000 }, (_, i) => ({ path: `p${i % 9}/m${i}.js`, base: i, head: i }));
  leaves[3] = { path: "p3/m3.js", base: 3, head: 90 };
  const folded = foldedTree(treeOf(leaves));
  expect(folded.leaves.length).toBeLessThanOrEqual(250);
  expect(folded.leaves).toContainEqual(leaves[3]);
  expect(folded.leaves).toContainEqual(leaves[4999]);
  expect(folded.leaves.at(-1)!.path).toBe("4751 smaller ones");
  const sum = (tree: Tree) => tree.leaves.reduce((total, { head }) => total + (head ?? 0), 0);
  expect(sum(folded)).toBe(sum(treeOf(leaves)));
  expect(foldedTree(folded)).toEqual(folded);
});

test("a path has no end of folders, and its name no end of letters", () => {
  const [part] = partsOf(treeOf([{ path: `${"a/".repeat(3000)}b`, base: 1, head: 2 }]));
  expect(part!.name.length).toBeLessThanOrEqual(120);
  expect(part!.parts).toEqual([]);
});
