import { expect, test } from "vitest";
import { differenceOf, isHigher } from "../../src/explain/difference.ts";
import { flameOf } from "../../src/explain/flame.ts";
import { GARBAGE } from "../../src/explain/profile.ts";
import { spentOn } from "../../src/explain/spent.ts";
import { namedText, sentenceOf } from "../../src/explain/words.ts";
import { profiled, sidesOf } from "./make.ts";

const REST = { base: [2, 2.1, 2.05], head: [2.05, 2, 2.1] };

test("a function that costs more is named with its share, caller and line on head", () => {
  const difference = differenceOf(
    sidesOf({ "main;renderCart": { base: [1, 1.1, 1], head: [4, 4.1, 4.2] }, "main;search": REST }),
  );
  expect(difference.change).toBe("grew");
  expect(difference.named).toHaveLength(1);
  expect(difference.named[0]).toMatchObject({
    name: "renderCart",
    at: { file: "renderCart.js", line: 7 },
    caller: "main",
  });
  expect(difference.named[0]!.share).toBeCloseTo(1, 1);
  expect(sentenceOf(difference, "ms", null)).toBe(
    "Processor time a request, averaged over the whole load, grew from 3.08 ms to 6.15 ms: renderCart (renderCart.js, line 7) +3.07 ms a request, all of the change.",
  );
});

test("sides that are the same name nothing, and the sentence says that the change is spent waiting", () => {
  const difference = differenceOf(
    sidesOf({ "main;search": REST, "main;cart": { base: [1, 1.3, 1], head: [1.2, 1, 1.1] } }),
  );
  expect(difference).toMatchObject({ change: "same", named: [], share: 0 });
  expect(sentenceOf(difference, "ms", null)).toBe(
    "Processor time a request, averaged over the whole load, is the same on both sides (3.15 ms in base and 3.15 ms in head): the change is spent waiting, not computing, or is too small a part of the load to show.",
  );
});

test("profiles of one side that differ by as much leave it open, unless a function stands out twice as far", () => {
  const noisy = { base: [2, 4, 3], head: [3, 5, 4] };
  const open = differenceOf(
    sidesOf({ "main;search": noisy, "main;cart": { base: [0.1, 0.1, 0.1], head: [0.3, 0.4, 0.2] } }),
  );
  expect(open).toMatchObject({ change: "unclear", named: [] });
  expect(sentenceOf(open, "ms", null)).toContain(
    "but profiles of the same side differ by as much: they do not explain the change. More of them (explain.profiles) may.",
  );
  const clear = differenceOf(
    sidesOf({ "main;search": noisy, "main;cart": { base: [0.1, 0.1, 0.1], head: [0.9, 1, 0.9] } }),
  );
  expect(clear.named.map(({ name }) => name)).toEqual(["cart"]);
  expect(sentenceOf(clear, "ms", null)).toContain("by as much. These functions stand out all the same: cart");
});

test("what a package does counts for the function that called it; what nobody called stands apart", () => {
  const { functions, apart } = spentOn(
    sidesOf({
      "main;render;lib:template;vm:join": { base: [1, 1, 1], head: [2, 2, 2] },
      [`main;render;${GARBAGE}`]: { base: [0, 0, 0], head: [1, 1, 1] },
      "vm:listen": { base: [1, 1, 1], head: [1, 1, 1] },
    }),
  );
  expect(functions.map(({ frame, costs }) => [frame.name, costs.head])).toEqual([["render", [2, 2, 2]]]);
  expect([...apart].map(([name, { head }]) => [name, head])).toEqual([
    [GARBAGE, [1, 1, 1]],
    ["the runtime and its packages", [1, 1, 1]],
  ]);
});

test("functions that explain less than half of the change are said to", () => {
  const spread = (base: number, head: number) => ({ base: [base, base, base], head: [head, head, head] });
  const difference = differenceOf(
    sidesOf({ "main;render": spread(1, 2), [`main;${GARBAGE}`]: spread(1, 3), "main;search": spread(2, 2) }),
  );
  expect(difference.share).toBeCloseTo(1 / 3, 5);
  expect(sentenceOf(difference, "ms", null)).toBe(
    "Processor time a request, averaged over the whole load, grew from 4 ms to 7 ms. The functions that stand out explain only 33 % of that: render (render.js, line 7) +1 ms a request, 33 % of the change. Outside the target's own functions: garbage collector +2 ms.",
  );
});

test("a function that grew by more than the whole, as others fell, is all of the change", () => {
  const { named } = differenceOf(
    sidesOf({
      "main;render": { base: [1, 1, 1], head: [4, 4, 4] },
      "main;search": { base: [2, 2, 2], head: [1, 1, 1] },
    }),
  );
  expect(named[0]!.share).toBeCloseTo(1.5);
  expect(namedText(named[0]!, "ms")).toBe("render (render.js, line 7) +3 ms a request, all of the change");
  const less = { ...named[0]!, share: 0.94 };
  expect(namedText(less, "ms")).toMatch(/, 94 % of the change$/u);
  expect(namedText({ ...less, share: 0.95 }, "ms")).toMatch(/, all of the change$/u);
});

test("processor time that no profile shows is said to be spent elsewhere", () => {
  const difference = differenceOf(sidesOf({ "main;search": REST }));
  const processor = { base: [3, 3, 3], head: [6, 6.1, 6] };
  expect(sentenceOf(difference, "ms", processor)).toMatch(
    /^The profiles do not explain the change\. The system counted 3.03 ms more/u,
  );
});

test("costs are a request: twice the requests in twice the time are no change", () => {
  const base = [1, 1.1, 1.05].map((more) => profiled({ "main;search": 100 * more }, 100));
  const head = [1.05, 1, 1.1].map((more) => profiled({ "main;search": 200 * more }, 200));
  expect(differenceOf({ base, head })).toMatchObject({ change: "same", named: [] });
});

test("higher is only what lies beyond both sides' own spread", () => {
  expect(isHigher({ base: [1, 2, 1.5], head: [3, 4, 3.5] })).toBe(false);
  expect(isHigher({ base: [1, 2, 1.5], head: [4, 5, 4.5] })).toBe(true);
});

test("the flame graph: both sides in one tree, with what is small left out", () => {
  const same = (value: number) => ({ base: [value, value, value], head: [value, value, value] });
  const flame = flameOf(
    sidesOf({
      "main;render;format": { base: [1, 1, 1], head: [4, 4, 4] },
      "main;render": same(1),
      "main;tiny": same(0.001),
    }),
    { subject: "target", title: "Processor time", unit: "ms" },
  );
  expect(flame.nodes.map(({ name, base, head, children }) => [name, base, head, children])).toEqual([
    ["a request", expect.closeTo(2.001), expect.closeTo(5.001), [1]],
    ["main", expect.closeTo(2.001), expect.closeTo(5.001), [2]],
    ["render", expect.closeTo(2), expect.closeTo(5), [3]],
    ["format", expect.closeTo(1), expect.closeTo(4), []],
  ]);
  expect(flame.nodes[3]!.at).toEqual({ file: "format.js", line: 7 });
});

test("a flame graph of any size is a tree of at most 2,000 nodes", { tags: ["L17"] }, () => {
  const costs = Object.fromEntries(Array.from({ length: 450 }, (_, at) => [`a${at};b;c;d;e;f;g`, 1 + at / 1000]));
  const one = [profiled(costs)];
  const { nodes } = flameOf({ base: one, head: one }, { subject: "target", title: "T", unit: "ms" });
  expect(nodes.length).toBeLessThanOrEqual(2_000);
  expect(nodes.length).toBeGreaterThan(1_500);
  const children = nodes.flatMap((node) => node.children);
  expect(new Set(children).size).toBe(nodes.length - 1);
  expect(nodes.every((node, at) => node.children.every((child) => child > at))).toBe(true);
});
