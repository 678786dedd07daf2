import { expect, test } from "vitest";
import { pathsIn } from "../../src/pipeline/imports.ts";

const exact = (text: string) => [
  ...new Set(pathsIn(text, "perf/shop.js").filter((path) => !/\/index\.|\.[jt]s$/.test(path))),
];

test("what a script names beside itself", () => {
  const script = `
import http from "k6/http";
import { sleep } from 'k6';
import { limits } from "./limits";
import "../shared/setup";
export * from '../lib/more';
const a = require("./legacy"), b = await import(\`./lazy\`);
const data = JSON.parse(open("./data.json"));
import remote from "https://jslib.k6.io/x.js";
`;
  expect(exact(script)).toEqual([
    "perf/limits",
    "shared/setup",
    "lib/more",
    "perf/legacy",
    "perf/lazy",
    "perf/data.json",
  ]);
});

test("endings that may be left out are tried; what lies outside the repository is not", () => {
  expect(pathsIn('import "./limits";', "perf/shop.js")).toEqual([
    "perf/limits",
    "perf/limits.js",
    "perf/limits.ts",
    "perf/limits/index.js",
    "perf/limits/index.ts",
  ]);
  for (const outside of ["../../outside.js", "../..", "../", "./.."])
    expect(pathsIn(`import "${outside}";`, "perf/shop.js")).toEqual([]);
});

test("what a script opens by a bare name, which k6 looks for beside it", { tags: ["T22"] }, () => {
  expect(pathsIn('const data = open("users.csv");', "perf/shop.js")).toContain("perf/users.csv");
});

test.each([
  [
    "JSON",
    "perf/lighthouserc.json",
    '{ "ci": { "extends": "base.json", "assert": { "budgetsFile": "./budgets.json" } } }',
  ],
  ["YAML", "perf/.lighthouserc.yml", "ci:\n  extends: base.json\n  assert:\n    budgetsFile: ./budgets.json\n"],
  [
    "no ending",
    "perf/.lighthouserc",
    '{ "ci": { "extends": \'base.json\', "assert": { "budgetsFile": "./budgets.json" } } }',
  ],
])("what a config of Lighthouse CI in %s names, from its folder or from above", { tags: ["T22"] }, (_, of, text) => {
  expect(pathsIn(text, of)).toEqual(
    expect.arrayContaining(["perf/base.json", "base.json", "perf/budgets.json", "budgets.json"]),
  );
});

test("a long gap in a script costs no more than its length", () => {
  // Squared, it would be minutes.
  for (const gap of [" ", "a", ".", "'", "/"]) {
    const text = `from${gap.repeat(256 * 1024)}(${gap.repeat(256 * 1024)}x`;
    expect(pathsIn(text, "perf/shop.js")).toEqual([]);
    expect(pathsIn(text, "perf/rc.yml")).toEqual([]);
  }
});
