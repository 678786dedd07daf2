import { expect, test } from "vitest";
import { causesOf } from "../../../../src/measure/lighthouse/differences/causes.ts";
import { differenceOf } from "../../../../src/measure/lighthouse/differences/difference.ts";
import { seenIn } from "../../../../src/measure/lighthouse/differences/seen.ts";
import type { Cause } from "../../../../src/model/cause.ts";
import { changed, withRows } from "./results.ts";

const recorded = differenceOf([seenIn(changed.base)], [seenIn(changed.head)]);
const id = (metric: string) => `lighthouse/${metric}@/shop`;
const lines = (causes: readonly Cause[]) =>
  causes.map(({ kind, name, base, head, unit, note }) => [kind, name, note ?? `${base} → ${head} ${unit}`].join(": "));

test("the largest paint moved for its element, for what is loaded, and for what Lighthouse finds fault with", () => {
  const causes = causesOf(id("lcp"), recorded);
  expect(lines(causes)).toEqual([
    "element: body > img.hero: was body > h1",
    "resource: /hero.png: null → 121233 bytes",
    "resource: /assets/app.js: 62187 → 80787 bytes",
    "resource: /old.js: 166 → null bytes",
    "audit: Reduce unused JavaScript: 60000 → 78000 bytes",
    "audit: Serve images in next-gen formats: 0 → 120721 bytes",
    "audit: Enable text compression: 61783 → 80338 bytes",
  ]);
  for (const cause of causes) expect(cause).toMatchObject({ metric: id("lcp"), at: null });
});

test.each([
  [
    "cls",
    [
      "resource: /hero.png: null → 121233 bytes",
      "audit: Image elements do not have explicit `width` and `height`: needs improvement, was passed",
    ],
  ],
  // dom-size grew by one element and passes.
  ["tbt", ["resource: /assets/app.js: 62187 → 80787 bytes", "resource: /old.js: 166 → null bytes"]],
  ["requests", ["resource: /hero.png: null → 1 count", "resource: /old.js: 1 → null count"]],
  ["image-bytes", ["resource: /hero.png: null → 121233 bytes"]],
  ["script-requests", ["resource: /old.js: 1 → null count"]],
  ["unused-js", ["resource: /assets/app.js: 60000 → 78000 bytes"]],
  ["font-bytes", []],
  ["third-party-bytes", []],
])("%s", (metric, expected) => expect(lines(causesOf(id(metric), recorded))).toEqual(expected));

const origin = new URL(changed.base.finalUrl).origin;
const loads = (sizes: Readonly<Record<string, number>>, resourceType = "Script") =>
  seenIn(
    withRows(
      "network-requests",
      Object.entries(sizes).map(([url, transferSize]) => ({
        url: new URL(url, origin).href,
        transferSize,
        resourceType,
      })),
    ),
  );

test("five resources a metric, without those that changed a hundred times less than the largest", () => {
  const base = loads({ "/big.js": 100_000, "/small.js": 100 });
  const head = loads({
    "/big.js": 200_000,
    "/small.js": 200,
    "/a.js": 1,
    "/b.js": 2,
    "/c.js": 3,
    "/d.js": 4,
    "/e.js": 5,
  });
  expect(causesOf(id("bytes"), differenceOf([base], [head])).map(({ name }) => name)).toEqual([
    ...["/big.js", "/e.js", "/d.js", "/c.js", "/b.js"],
  ]);
});

test("what comes from elsewhere, and what has a type of its own, is counted where Lighthouse counts it", () => {
  const base = loads({});
  const head = loads({ "https://cdn.example/beacon": 10 }, "Ping");
  const difference = differenceOf([base], [head]);
  for (const metric of ["third-party-bytes", "other-requests", "bytes"])
    expect(causesOf(id(metric), difference), metric).toHaveLength(1);
  expect(causesOf(id("script-bytes"), difference)).toEqual([]);
});

test("an element that base had in one of its runs is not another one", () => {
  const [base, head] = [seenIn(changed.base), seenIn(changed.head)];
  expect(differenceOf([base, base], [head]).element).toEqual({ base: "body > h1", head: "body > img.hero" });
  expect(differenceOf([base, head], [head]).element).toBeNull();
  expect(differenceOf([{ ...base, element: null }], [head]).element).toBeNull();
});
