import { expect, test } from "vitest";
import { pathsIn } from "../../src/pipeline/imports.ts";

const exact = (text: string) => pathsIn(text, "perf/shop.js").filter((path) => !/\/index\.|\.[jt]s$/.test(path));

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

test("a long gap in a script costs no more than its length", () => {
  // Squared, it would be minutes.
  expect(pathsIn(`from${" ".repeat(256 * 1024)}(${" ".repeat(256 * 1024)}x`, "perf/shop.js")).toEqual([]);
});
