import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { longTurns, type Profile, profileSchema } from "../../../src/measure/runtime/turns.ts";

/**
 * Of Node 20.20 in /srv/shop: hashPassword in each of the first two stretches, with no pause between them, in the first after
 * what started the profile; a package's function in the third, nothing in the last.
 */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/node-20.20/profile.json"), "utf8")) as {
  readonly marks: readonly number[];
  readonly profile: unknown;
};
const profile = profileSchema.parse(recorded.profile);
const named = (least: number, folder = "/srv/shop") =>
  longTurns(profile, recorded.marks, folder, least).map((turns) =>
    turns.flatMap(({ spent }) => spent.map(({ place: { name, file, line } }) => `${name} ${file}:${line}`)),
  );

describe("a recorded profile", () => {
  test("tells which function a turn was spent in, each stretch for itself", () => {
    const hashing = ["hashPassword lib/hash.js:3"];
    const starting = "an anonymous function server.js:6";
    expect(named(20)).toEqual([[starting, ...hashing], hashing, ["slow node_modules/slowpkg/index.js:1"], []]);
  });

  test("has turns as long as they were", () => {
    const [, second] = longTurns(profile, recorded.marks, "/srv/shop", 20);
    expect(second!.map(({ milliseconds }) => Math.round(milliseconds))).toEqual([47]);
    expect(second![0]!.spent[0]!.milliseconds).toBeCloseTo(46.1, 1);
  });

  test("has no long turns where the limit is longer, and no functions in another folder", () => {
    expect(named(1000)).toEqual([[], [], [], []]);
    expect(named(20, "/srv/sho").flat()).toEqual([]);
  });
});

/** A sample a millisecond; nodes by name, each under the one before it in its path. */
function sampled(...paths: readonly string[]): Profile {
  const frames = new Map<string, Profile["nodes"][number]>();
  const nodeOf = (path: string) => {
    const found = frames.get(path);
    if (found) return found;
    const [name = "", file] = path.split(">").at(-1)!.split(" ");
    const url = file === undefined ? "" : `file://${file}`;
    const node = {
      id: frames.size + 1,
      callFrame: { functionName: name, url, lineNumber: 4 },
      children: [] as number[],
    };
    frames.set(path, node);
    const above = path.split(">").slice(0, -1).join(">");
    if (above !== "") nodeOf(above).children!.push(node.id);
    return node;
  };
  const samples = paths.map((path) => nodeOf(path).id);
  return { nodes: [...frames.values()], startTime: 0, samples, timeDeltas: samples.map(() => 1000) };
}

const spentIn = (profile: Profile) =>
  longTurns(profile, [1e9], "/srv/shop", 2)[0]!.map(({ milliseconds, spent }) => [
    milliseconds,
    spent.map(({ place, milliseconds }) => [place.name, milliseconds]),
  ]);

describe("whose time it is", () => {
  const route = "route /srv/shop/a.js";
  const pack = "parse /srv/shop/node_modules/p/i.js";

  test("the innermost function of one's own, whatever it calls; a package's where there is none", () => {
    const own = sampled("(idle)", route, `${route}>${pack}`, `${route}>${pack}>read`, "(idle)");
    expect(spentIn(own)).toEqual([[3, [["route", 3]]]]);
    const others = sampled("(idle)", pack, `${pack}>read`, `${pack}>read`, "(idle)");
    expect(spentIn(others)).toEqual([[3, [["parse", 3]]]]);
  });

  test("waiting for events ends a turn; a collection does not", () => {
    const collecting = sampled(route, route, "(garbage collector)", route, "(idle)", route, "(idle)");
    expect(spentIn(collecting)).toEqual([[4, [["route", 3]]]]);
  });

  test("a function without a name, and an address that is none", () => {
    const odd = sampled(" /srv/shop/a.js", " /srv/shop/a.js", " /srv/shop/%zz.js", " /srv/shop/%zz.js");
    expect(spentIn(odd)).toEqual([[3, [["an anonymous function", 2]]]]);
  });
});

test("a forged tree that goes round in circles ends", { tags: ["T25"] }, () => {
  const callFrame = { functionName: "f", url: "", lineNumber: 0 };
  const nodes = [
    { id: 1, callFrame, children: [2] },
    { id: 2, callFrame, children: [1] },
  ];
  const forged = { nodes, startTime: 0, samples: [1, 2, 1], timeDeltas: [1000, 1000, 1000] };
  expect(spentIn(forged)).toEqual([[2, []]]);
});

test("an address that leads out of the folder again does not lie in it", { tags: ["T25"] }, () => {
  const out = [
    "/srv/shop/..%2f..%2fetc/a.js",
    "/srv/shop/lib/..%2F..%2Fa.js",
    "/srv/shop/%2e%2e/a.js",
    "/srv/shopping/a.js",
  ];
  expect(spentIn(sampled(...out.flatMap((file) => [`f ${file}`, `f ${file}`])))).toEqual([[7, []]]);
  const inside = sampled("f /srv/shop/lib/..%2fa.js", "f /srv/shop/lib/..%2fa.js", "f /srv/shop/lib/..%2fa.js");
  const [turn] = longTurns(inside, [1e9], "/srv/shop", 2)[0]!;
  expect(turn!.spent.map(({ place }) => place.file)).toEqual(["a.js"]);
});
