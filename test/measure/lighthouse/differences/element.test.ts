import { expect, test } from "vitest";
import { elementOf, isSameElement } from "../../../../src/measure/lighthouse/differences/element.ts";
import { changed, withAudits, withRows } from "./results.ts";

const of = (node: unknown) => elementOf(withRows("largest-contentful-paint-element", [{ items: [{ node }] }]));

test("recorded results name the element by its selector", () => {
  expect(elementOf(changed.base)).toEqual({ name: "body > h1", path: "1,HTML,1,BODY,0,H1" });
  expect(elementOf(changed.head)).toEqual({ name: "body > img.hero", path: "1,HTML,1,BODY,1,IMG" });
});

test.each([
  ["an element without a selector is named by its text", { nodeLabel: "Kettles" }, { name: "Kettles", path: "" }],
  ["a long name is cut", { selector: "a".repeat(1000) }, { name: "a".repeat(300), path: "" }],
  ["an element without a name is not known", { selector: "", path: "1,HTML" }, null],
  ["no element is not known", null, null],
])("%s", (_, node, expected) => expect(of(node)).toEqual(expected));

test("the table of phases is passed over, and a missing audit is no element", () => {
  const phases = { items: [{ phase: "TTFB", timing: 450 }] };
  const element = { items: [{ node: { selector: "main" } }] };
  expect(elementOf(withRows("largest-contentful-paint-element", [phases, element]))?.name).toBe("main");
  expect(elementOf(withAudits({}))).toBeNull();
});

test.each([
  ["main > h1", "1,HTML", "main > h1", "2,HTML", true],
  ["h1.css-1a2b3c", "1,HTML,0,H1", "h1.css-9z8y7x", "1,HTML,0,H1", true],
  ["h1", "", "h2", "", false],
  ["h1", "1,HTML,0,H1", "img", "1,HTML,0,IMG", false],
])("%s at %j and %s at %j: the same is %j", (name, path, otherName, otherPath, expected) => {
  expect(isSameElement({ name, path }, { name: otherName, path: otherPath })).toBe(expected);
});
