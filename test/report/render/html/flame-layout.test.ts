import { expect, test } from "vitest";
import type { Flame, FlameNode } from "../../../../src/model/details.ts";
import { boxesOf, largestChanges } from "../../../../src/report/render/html/flame-layout.ts";

const node = (name: string, base: number | null, head: number | null, children: readonly number[] = []): FlameNode => ({
  name,
  at: null,
  base,
  head,
  children,
});
const flame = (...nodes: readonly FlameNode[]): Flame => ({
  kind: "flame",
  collector: "k6",
  subject: "a",
  title: "Processor time",
  unit: "ms",
  nodes,
});
const places = (of: Flame) => boxesOf(of).map(({ node: { name }, x, width, depth }) => [name, x, width, depth]);

test("a box is as wide as what the side that spends more spends in it, below its caller", () => {
  const of = flame(node("root", 4, 8, [1, 2]), node("a", 4, 2), node("b", null, 4, [3]), node("c", null, 2));
  expect(places(of)).toEqual([
    ["root", 0, 1, 0],
    ["a", 0, 0.5, 1],
    ["b", 0.5, 0.5, 1],
    ["c", 0.5, 0.25, 2],
  ]);
  expect(boxesOf(of).map(({ change }) => change)).toEqual([0.5, -0.25, 0.5, 0.25]);
});

test("callees that are more in all than their caller share its width", () => {
  const of = flame(node("root", 10, 10, [1, 2]), node("gone", 10, null), node("new", null, 10));
  expect(places(of).slice(1)).toEqual([
    ["gone", 0, 0.5, 1],
    ["new", 0.5, 0.5, 1],
  ]);
});

test("what is too narrow or too deep to be seen is left out, with all below it", () => {
  const of = flame(node("root", 1, 1, [1]), node("thin", 0.001, 0.001, [2]), node("below", 0.001, 0.001));
  expect(boxesOf(of)).toHaveLength(1);
  const deep = Array.from({ length: 100 }, (_, i) => node(`f${i}`, 1, 1, i < 99 ? [i + 1] : []));
  expect(boxesOf(flame(...deep))).toHaveLength(61);
});

test("of a graph in which nothing is spent there is none", () => {
  expect(boxesOf(flame(node("root", 0, null)))).toEqual([]);
  expect(boxesOf(flame())).toEqual([]);
});

test("changes are those of functions by themselves, over all that call them, the largest first", () => {
  const of = flame(
    node("root", 5, 9, [1, 3]),
    node("a", 3, 5, [2]),
    node("shared", 1, 3),
    node("shared", 1, 2),
    node("root", null, null),
  );
  expect(largestChanges(of).map(({ name, base, head }) => [name, base, head])).toEqual([
    ["shared", 2, 5],
    ["root", 1, 2],
  ]);
});
