import fc from "fast-check";
import { expect, it } from "vitest";
import { METAFILE } from "../../../../src/measure/bundle/modules/metafile.ts";
import { treeOf } from "../../../../src/measure/bundle/modules/tree.ts";
import type { Tree } from "../../../../src/model/details.ts";
import { detailsSchema } from "../../../../src/stored/details.ts";

const files = (modules: readonly (readonly [string, number])[]) => new Map([["a.js", new Map(modules)]]);
const sum = ({ leaves }: Tree, side: "base" | "head") => leaves.reduce((total, leaf) => total + (leaf[side] ?? 0), 0);

it("has a leaf a module, what differs first, then the largest", () => {
  const base = files([
    ["src/small.js", 1],
    ["src/large.js", 90],
    ["src/gone.js", 5],
  ]);
  const head = new Map([
    ...files([
      ["src/small.js", 1],
      ["src/large.js", 90],
    ]),
    ["b.js", new Map([["src/new.js", 7]])],
  ]);
  expect(treeOf(METAFILE, { base, head })).toEqual({
    kind: "tree",
    collector: "bundle",
    title: "What the bundles are made of",
    unit: "bytes",
    by: METAFILE.by,
    leaves: [
      { path: "src/new.js", base: null, head: 7 },
      { path: "src/gone.js", base: 5, head: null },
      { path: "src/large.js", base: 90, head: 90 },
      { path: "src/small.js", base: 1, head: 1 },
    ],
  });
});

it("sums the smaller ones of a folder or package where there are too many, and keeps those that differ", () => {
  const modules = Array.from({ length: 9_000 }, (_, i) => {
    const folder = i % 2 ? "src/pages" : `node_modules/p${i % 100}/lib/deep`;
    return [`${folder}/m${i}.js`, 10 + i] as const;
  });
  const changed = new Map([...modules, ["src/pages/m1.js", 12] as const]);
  const tree = treeOf(METAFILE, { base: files(modules), head: new Map([["a.js", changed]]) });
  expect(tree.leaves[0]).toEqual({ path: "src/pages/m1.js", base: 11, head: 12 });
  expect(tree.leaves.some(({ path }) => path === "src/pages/m8999.js")).toBe(true);
  const rests = tree.leaves.filter(({ path }) => path.endsWith("(smaller)")).map(({ path }) => path);
  expect(rests).toContain("src/pages/(smaller)");
  expect(rests).toContain("node_modules/p4/(smaller)");
  expect(rests).toHaveLength(51);
});

it("sums folders too where there are too many of them", () => {
  const modules = Array.from({ length: 9_000 }, (_, i) => [`src/f${i}/m.js`, 1 + i] as const);
  const { leaves } = treeOf(METAFILE, { base: files(modules), head: files(modules) });
  expect(leaves).toHaveLength(5_000);
  expect(leaves.at(-2)!.path).toBe("src/f4001/(smaller)");
  expect(leaves.at(-1)).toEqual({ path: "(all others)", base: 8_006_001, head: 8_006_001 });
});

it("can be stored, and adds up, however many modules there are in however many folders", () => {
  const path = fc.nat(20_000).map((i) => `${"abc"[i % 3]}${i % 7_000}/m${i}.js`);
  const modules = fc.array(fc.tuple(path, fc.nat(100_000)), { maxLength: 12_000, size: "max" });
  fc.assert(
    fc.property(modules, modules, (before, after) => {
      const [base, head] = [files(before), files(after)];
      const tree = treeOf(METAFILE, { base, head });
      expect(detailsSchema.safeParse({ schema: 1, kind: "details", details: [tree] }).success).toBe(true);
      expect(new Set(tree.leaves.map((leaf) => leaf.path)).size).toBe(tree.leaves.length);
      const whole = (one: typeof base) => [...one.get("a.js")!.values()].reduce((total, bytes) => total + bytes, 0);
      expect(sum(tree, "base")).toBe(whole(base));
      expect(sum(tree, "head")).toBe(whole(head));
    }),
    { numRuns: 5 },
  );
});
