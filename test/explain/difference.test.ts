import { expect, test } from "vitest";
import { generator } from "../../src/compare/statistics/random.ts";
import { differenceOf, isHigher, noiseOf } from "../../src/explain/difference.ts";
import { flameOf } from "../../src/explain/flame.ts";
import { GARBAGE } from "../../src/explain/profile.ts";
import { spentOn } from "../../src/explain/spent.ts";
import { namedText, sentenceOf } from "../../src/explain/words.ts";
import { profiled, sidesOf } from "./make.ts";

const REST = { base: [2, 2.1, 2.05], head: [2.01, 2.1, 2.04] };
const NOISY = { base: [2, 3, 2.5], head: [3, 2.01, 2.5] };

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
    sidesOf({ "main;search": REST, "main;cart": { base: [1, 1.3, 1], head: [1.01, 1.29, 1] } }),
  );
  expect(difference).toMatchObject({ change: "same", named: [], share: 0 });
  expect(sentenceOf(difference, "ms", null)).toBe(
    "Processor time a request, averaged over the whole load, is the same on both sides (3.15 ms in base and 3.15 ms in head): the change is spent waiting, not computing, or is too small a part of the load to show.",
  );
});

test("means that are equal are no proof: where pairs differ by too much nothing is called the same", () => {
  const open = differenceOf(sidesOf({ "main;search": NOISY }));
  expect(open).toMatchObject({ change: "unclear", named: [], share: 0 });
  expect(sentenceOf(open, "ms", null)).toBe(
    "Processor time a request, averaged over the whole load, was 2.5 ms in base and 2.5 ms in head, but pairs of profiles differ by too much to tell whether it grew: they do not explain the change. More of them (explain.profiles) may.",
  );
});

test("a function that stands out by itself is named where the whole is unclear or the same, as no part of a change", () => {
  const cart = { base: [0.2, 0.21, 0.2], head: [0.3, 0.32, 0.31] };
  const unclear = differenceOf(sidesOf({ "main;cart": cart, "vm:wait": { base: [1, 3, 2], head: [3, 1, 2] } }));
  expect(unclear).toMatchObject({ change: "unclear", named: [{ name: "cart", share: null }], share: 0 });
  expect(sentenceOf(unclear, "ms", null)).toMatch(
    / whether it grew\. These functions stand out all the same: cart \(cart\.js, line 7\) \+0\.107 ms a request\.$/u,
  );
  const same = { base: [2, 2, 2], head: [1.9, 1.9, 1.9] };
  const moved = differenceOf(sidesOf({ "main;cart": cart, "main;search": same }));
  expect(moved.change).toBe("same");
  expect(sentenceOf(moved, "ms", null)).toMatch(
    / is the same on both sides \(.*\)\. These functions stand out all the same: cart/u,
  );
});

test("what the machine does to both sides of a pair is in no difference", () => {
  const speed = [1, 1.6, 0.8, 1.3, 1.1];
  const costs = { base: speed.map((one) => 0.35 * one), head: speed.map((one) => 0.45 * one) };
  expect(Math.max(...costs.base)).toBeGreaterThan(Math.min(...costs.head));
  expect(isHigher(costs)).toBe(true);
});

test("few pairs that happen to agree are not believed where those of other functions do not", () => {
  const lucky = { base: [1, 1, 1], head: [1.1, 1.1001, 1.1] };
  expect(isHigher(lucky)).toBe(true);
  const noise = noiseOf([lucky, NOISY]);
  expect(isHigher(lucky, { noise })).toBe(false);
});

test("chance alone makes one stand out as rarely as is said", () => {
  const random = generator(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const costs = () => ({ base: five(() => 1 + 0.1 * normal()), head: five(() => 1 + 0.1 * normal()) });
  const tries = 20_000;
  const stand = Array.from({ length: tries }, () => {
    const [one, ...others] = five(costs);
    const noise = noiseOf([one!, ...others]);
    return [isHigher(one!), isHigher(one!, { noise, chance: 0.005 })];
  });
  const share = (at: number) => stand.filter((both) => both[at]).length / tries;
  expect(share(0)).toBeGreaterThan(0.008);
  expect(share(0)).toBeLessThan(0.012);
  expect(share(1)).toBeLessThan(0.006);
});

test("of few samples, most of them in one function, chance alone names any as rarely as is said", () => {
  const random = generator(5);
  const shares = { main: 0.85, "main;a": 0.05, "main;b": 0.04, "main;c": 0.03, "main;d": 0.02, "main;e": 0.01 };
  const profile = (): Record<string, number> => {
    const counted = Object.fromEntries(Object.keys(shares).map((stack) => [stack, 0]));
    for (let sample = 0; sample < 80; sample++) {
      let left = random();
      const stack = Object.entries(shares).find(([, share]) => {
        left -= share;
        return left < 0;
      });
      counted[stack?.[0] ?? "main"]! += 0.01;
    }
    return counted;
  };
  const tries = 3_000;
  const side = () => five(() => profiled(profile()));
  const named = Array.from({ length: tries }, () => differenceOf({ base: side(), head: side() }).named.length > 0);
  expect(named.filter(Boolean).length / tries).toBeLessThan(0.008);
});

/** Five functions, each by its samples; all of them by `sd` together, as the machine is faster or slower at the time of a profile. */
function profilesOf(pairs: number, sd: number, seed: number) {
  const random = generator(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const profile = (planted: number) => {
    const speed = Math.exp(sd * normal());
    const cost = (share: number) => share * speed * (1 + (0.01 * normal()) / Math.sqrt(share));
    const others = Array.from({ length: 4 }, (_, at) => [`main;f${at}`, cost(0.24)] as const);
    return profiled({ ...Object.fromEntries(others), "main;planted": cost(0.04 + planted) });
  };
  const side = (planted: number) => Array.from({ length: pairs }, () => profile(planted));
  return (planted: number) => differenceOf({ base: side(0), head: side(planted) });
}

/** By what is said, of so many tries. */
function sharesOf(tries: number, difference: () => ReturnType<typeof differenceOf>) {
  const all = Array.from({ length: tries }, difference);
  const share = (is: (one: (typeof all)[number]) => boolean) => all.filter(is).length / tries;
  return {
    grew: share(({ change }) => change === "grew"),
    same: share(({ change }) => change === "same"),
    anyNamed: share(({ named }) => named.length > 0),
    foundPlanted: share(({ named }) => named[0]?.name === "planted"),
  };
}

test.each([
  [3, 0.1],
  [5, 0.03],
  [5, 0.1],
  [8, 0.1],
])("that all vary together makes the whole grow by chance as rarely as is said: %i pairs, sd %f", (pairs, sd) => {
  const difference = profilesOf(pairs, sd, 11);
  const { grew, anyNamed } = sharesOf(2_000, () => difference(0));
  expect(grew).toBeGreaterThan(0.005);
  expect(grew).toBeLessThan(0.016);
  expect(anyNamed).toBeLessThan(0.016);
});

test("what grew by just as much is called the same five times in a hundred; what did not grow, more often than not", () => {
  for (const sd of [0.03, 0.1]) {
    const difference = profilesOf(5, sd, 13);
    expect(sharesOf(1_000, () => difference(0.05)).same).toBeLessThan(0.07);
  }
  const same = profilesOf(5, 0.03, 14);
  expect(sharesOf(500, () => same(0)).same).toBeGreaterThan(0.5);
});

test("a planted function is found however whole profiles vary, and the whole to have grown where that shows", () => {
  const planted = (sd: number, more: number) => {
    const difference = profilesOf(5, sd, 15);
    return sharesOf(300, () => difference(more));
  };
  expect(planted(0.01, 0.1)).toMatchObject({ foundPlanted: 1, grew: expect.closeTo(1, 1) });
  expect(planted(0.03, 0.2)).toMatchObject({ foundPlanted: 1, grew: expect.closeTo(1, 1) });
  expect(planted(0.1, 0.2).foundPlanted).toBeGreaterThan(0.99);
});

const five = <T>(of: () => T): T[] => Array.from({ length: 5 }, of);

test("a caller without a name is told by its file, never by its text", () => {
  const sides = sidesOf({ "(anonymous) text;render": { base: [1, 1, 1], head: [4, 4, 4] } });
  // The file is called as the function is, in these profiles.
  expect(differenceOf(sides).named[0]!.caller).toBe("an anonymous function in (anonymous) text.js");
  const alone = sidesOf({ "(anonymous) x => 1": { base: [1, 1, 1], head: [4, 4, 4] } });
  expect(differenceOf(alone).named[0]!.name).toBe("(anonymous)");
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

test("work that moved to the profiled threads from others is not said to be more of it", () => {
  const difference = differenceOf(
    sidesOf({ "main;handle": { base: [0.6, 0.62, 0.61], head: [1.46, 1.48, 1.47] }, "main;search": REST }),
  );
  const said = (head: readonly number[]) => sentenceOf(difference, "ms", { base: [4, 4.1, 4.05], head });
  expect(said([4.02, 4.09, 4.06])).toBe(
    "Processor time a request of the profiled threads (of Node, those that run JavaScript), averaged over the whole load, grew from 2.66 ms to 3.52 ms: handle (handle.js, line 7) +0.86 ms a request, all of the change. All threads of the target's processes together, as the system counted them, took no more (4.05 ms in base and 4.06 ms in head): this ran on other threads before, such as those of a pool.",
  );
  for (const more of [
    [4.86, 4.97, 4.9],
    [4.3, 4.4, 4.35],
  ])
    expect(said(more)).toMatch(/^Processor time a request, averaged .* all of the change\.$/u);
  expect(said([3, 5.2, 4])).toMatch(
    /^Processor time a request, averaged .* together took more, as the system counted them, cannot be told \(4\.05 ms in base and 4\.07 ms in head\)\.$/u,
  );
});

test("profiles of nothing explain nothing", () => {
  const none = { base: [0, 0, 0], head: [0, 0, 0] };
  expect(sentenceOf(differenceOf(sidesOf({ "main;search": none })), "ms", null)).toBe(
    "The profiles show nothing that the target did: they do not explain the change.",
  );
});

test("where nothing is known to have got worse, there is no change that is not explained", () => {
  const none = { base: [0, 0, 0], head: [0, 0, 0] };
  const unclear = sidesOf({ "main;search": { base: [1, 3, 2], head: [3, 1, 2] } });
  const same = sidesOf({ "main;search": REST });
  for (const sides of [sidesOf({ "main;search": none }), unclear, same]) {
    const difference = differenceOf(sides);
    expect(sentenceOf(difference, "ms", null, true)).toContain("the change");
    expect(sentenceOf(difference, "ms", null, false)).not.toContain("the change");
  }
});

test("costs are a request: twice the requests in twice the time are no change", () => {
  const base = [1, 1.1, 1.05].map((more) => profiled({ "main;search": 100 * more }, 100));
  const head = [1.01, 1.1, 1.04].map((more) => profiled({ "main;search": 200 * more }, 200));
  expect(differenceOf({ base, head })).toMatchObject({ change: "same", named: [] });
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
  expect(flame.functions!.map(({ name, base, head }) => [name, base, head])).toEqual([
    ["format", 1, 4],
    ["render", 1, 1],
    ["tiny", expect.closeTo(0.001), expect.closeTo(0.001)],
  ]);
});

test("what chance alone makes both sides differ by is told of each call; nothing of a single pair", () => {
  const about = { subject: "target", title: "T", unit: "ms" } as const;
  const { nodes } = flameOf(sidesOf({ steady: { base: [1, 1, 1], head: [2, 2, 2] }, "vm:wild": NOISY }), about);
  const marginOf = (name: string) => nodes.find((node) => node.name === name)!.margin!;
  expect(marginOf("wild")).toBeGreaterThan(1);
  expect(marginOf("steady")).toBeLessThan(0.1);
  const one = [profiled({ main: 1 })];
  expect(flameOf({ base: one, head: one }, about).nodes[1]).not.toHaveProperty("margin");
});

test("the root of the flame graph, and what is most of it, is no more than chance where the sentence cannot tell", () => {
  // All functions vary together, as with the machine's speed, so that hardly any of it shows in the noise of each.
  const [base, head] = [
    [1, 1.2, 1.1],
    [1.12, 1.29, 1.31],
  ];
  const names = Array.from({ length: 10 }, (_, at) => `main;${at === 9 ? "" : "work;"}f${at}`);
  const sides = sidesOf(Object.fromEntries(names.map((name) => [name, { base, head }])));
  expect(differenceOf(sides).change).toBe("unclear");
  const { nodes } = flameOf(sides, { subject: "target", title: "T", unit: "ms" });
  const large = nodes.slice(0, 3);
  expect(large.map(({ name }) => name)).toEqual(["a request", "main", "work"]);
  for (const { base, head, margin } of large) expect(margin).toBeGreaterThan(head! - base!);
  // A whole that grew for certain is more than chance here too.
  const grown = sidesOf({ "main;cart": { base: [1, 1.2, 1.1], head: [2, 2.21, 2.1] }, "main;search": REST });
  expect(differenceOf(grown).change).toBe("grew");
  const [root] = flameOf(grown, { subject: "target", title: "T", unit: "ms" }).nodes;
  expect(root!.margin).toBeLessThan(root!.head! - root!.base!);
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
