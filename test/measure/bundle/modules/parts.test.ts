import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Modules } from "../../../../src/measure/bundle/modules/composition.ts";
import { differing, newlyCopied, type Part, packageOf, partsOf } from "../../../../src/measure/bundle/modules/parts.ts";

const made = (files: Readonly<Record<string, Readonly<Record<string, number>>>>): Modules =>
  new Map(Object.entries(files).map(([file, parts]) => [file, new Map(Object.entries(parts))]));

const part = (name: string, base: number | null, head: number | null): Part => ({
  kind: "module",
  name,
  base,
  head,
  modules: 1,
  copies: { base: [], head: [] },
});

describe("the package of a module", () => {
  it.each([
    ["node_modules/alpha/index.js", "alpha", "node_modules/alpha"],
    ["node_modules/@shop/ui/dist/a.js", "@shop/ui", "node_modules/@shop/ui"],
    ["node_modules/beta/node_modules/alpha/a.js", "alpha", "node_modules/beta/node_modules/alpha"],
    [
      "node_modules/.pnpm/alpha@1.2.0/node_modules/alpha/a.js",
      "alpha",
      "node_modules/.pnpm/alpha@1.2.0/node_modules/alpha",
    ],
    ["../../node_modules/alpha/a.js", "alpha", "../../node_modules/alpha"],
  ])("of %s is %s", (path, name, folder) => expect(packageOf(path)).toEqual({ name, folder }));

  it.each(["src/cart.js", "my_node_modules/a.js", "src/old_node_modules/b.js", "node_modules/", ""])(
    "%s is one's own",
    (path) => expect(packageOf(path)).toBeNull(),
  );
});

describe("parts of a subject", () => {
  const sides = {
    base: made({
      "a.js": { "src/a.js": 10, "node_modules/alpha/x.js": 5 },
      "b.js": { "src/a.js": 1, "src/b.js": 2 },
    }),
    head: made({
      "a.js": { "src/a.js": 12, "node_modules/alpha/x.js": 5, "node_modules/beta/node_modules/alpha/x.js": 7 },
      "b.js": { "alpha/x.js": 3, "node_modules/alpha/x.js": 2 },
    }),
  };

  it("are own modules, and packages as one, over all its files", () => {
    const parts = partsOf(sides, { base: ["a.js", "b.js", "gone.js"], head: ["a.js", "b.js"] });
    expect(parts).toEqual([
      { ...part("src/a.js", 11, 12), modules: 1 },
      {
        kind: "package",
        name: "alpha",
        base: 5,
        head: 14,
        // One of them is in both files.
        modules: 2,
        copies: {
          base: ["node_modules/alpha"],
          head: ["node_modules/alpha", "node_modules/beta/node_modules/alpha"],
        },
      },
      part("src/b.js", 2, null),
      part("alpha/x.js", null, 3),
    ]);
  });

  it("are none of files that are of other subjects", () => {
    expect(partsOf(sides, { base: ["b.js"], head: ["b.js"] }).map(({ name }) => name)).toEqual([
      "src/a.js",
      "src/b.js",
      "alpha/x.js",
      "alpha",
    ]);
  });

  it("add up to the bytes of the files", () => {
    const parts = fc.dictionary(fc.constantFrom("src/a.js", "node_modules/a/b.js", "x/node_modules/a/c.js"), fc.nat());
    const sums = (side: Modules) => [...side.values()].flatMap((one) => [...one.values()]).reduce((a, b) => a + b, 0);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("a.js", "b.js"), parts), (files) => {
        const one = made(files);
        const found = partsOf({ base: new Map(), head: one }, { base: [], head: [...one.keys()] });
        expect(found.reduce((sum, { head }) => sum + head!, 0)).toBe(sums(one));
        expect(found.every(({ base }) => base === null)).toBe(true);
      }),
    );
  });
});

describe("parts that differ", () => {
  it("are the five with the largest difference, up or down, new or gone", () => {
    const parts = [
      part("same", 900, 900),
      part("new", null, 40),
      part("grown", 10, 60),
      part("gone", 70, null),
      part("b", 0, 20),
      part("a", 20, 0),
      part("sixth", 0, 10),
    ];
    expect(differing(parts).map(({ name }) => name)).toEqual(["gone", "grown", "new", "a", "b"]);
    expect(differing([part("same", 5, 5), part("nothing", null, 0)])).toEqual([]);
  });

  it("leave out what is less than a hundredth of the largest", () => {
    const parts = [part("grown", 0, 1_000), part("renamed", 100, 91), part("at the edge", 100, 110)];
    expect(differing(parts).map(({ name }) => name)).toEqual(["grown", "at the edge"]);
  });
});

describe("packages that are copied now", () => {
  const copies = (base: number, head: number): Part => {
    const folders = (count: number) => Array.from({ length: count }, (_, i) => `node_modules/p${i}/node_modules/alpha`);
    return { ...part("alpha", 1, 1), kind: "package", copies: { base: folders(base), head: folders(head) } };
  };

  it.each([
    [1, 2, true],
    [0, 2, true],
    [2, 3, true],
    [2, 2, false],
    [3, 2, false],
    [0, 1, false],
    [1, 1, false],
  ])("%i before, %i now: %s", (base, head, isNew) =>
    expect(newlyCopied([copies(base, head)]).has("alpha")).toBe(isNew),
  );
});
