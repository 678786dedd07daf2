/** No path in a config leads out of the repository: every key that is one, by every way of writing it. */

import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { ConfigError } from "../../src/errors.ts";
import { RUNS } from "../helpers/fuzz.ts";

const text = (path: string) => JSON.stringify(path);
const served = 'target: { start: "node server.js" }';

/** A config that has `path` at each key that is a path of the repository, and how it is read there. */
const KEYS: Readonly<Record<string, (path: string) => string>> = {
  "target.static": (path) => `target: { static: ${text(path)} }\nbundle: { files: "*.js" }`,
  "target.dir.base": (path) =>
    `target: { url: { base: "http://a", head: "http://b" }, dir: { base: ${text(path)}, head: a } }\nbundle: { files: "*.js" }`,
  "target.dir.head": (path) =>
    `target: { url: { base: "http://a", head: "http://b" }, dir: { base: a, head: ${text(path)} } }\nbundle: { files: "*.js" }`,
  "k6.scripts": (path) => `${served}\nk6: { scripts: ${text(path)} }`,
  "bundle.files": (path) => `${served}\nbundle: { files: ${text(path)} }`,
  "bundle.manifest": (path) => `${served}\nbundle: { files: "*.js", manifest: ${text(path)} }`,
  "bundle.entries": (path) => `${served}\nbundle: { files: "*.js", entries: [${text(path)}] }`,
  "bundle.modules": (path) => `${served}\nbundle: { files: "*.js", modules: ${text(path)} }`,
  "lighthouse.config": (path) => `${served}\nlighthouse: { config: ${text(path)} }`,
  "lighthouse.login": (path) => `${served}\nlighthouse: { urls: /, login: ${text(path)} }`,
  "lighthouse.flows": (path) => `${served}\nlighthouse: { flows: ${text(path)} }`,
  "browser.interact": (path) => `${served}\nbrowser: { pages: [/], interact: ${text(path)} }`,
  "gate.ignore": (path) => `${served}\nk6: { scripts: a.js }\ngate: { ignore: [${text(path)}] }`,
};

/** The config's own text at the key, or what is said against it. */
function taken(key: string, path: string): string {
  try {
    parseConfig(KEYS[key]!(path), "weighbridge.yml");
    return "taken";
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

const OUTSIDE = [
  ...["..", "../x", "a/..", "a/../../x", "a/../b", "./../x", "a/./../..", "/etc/passwd", "/", "//host/share", "/../x"],
  ...[
    "C:\\\\x",
    "C:/x",
    "c:x",
    "\\\\server\\share",
    "a\\..\\b",
    "..\\x",
    "a\\b",
    "\\x",
    "a/b\u0000.js",
    "\u0000",
    "a\nb",
    "",
  ],
];

describe.each(Object.keys(KEYS))("%s", { tags: ["T18"] }, (key) => {
  test.each(OUTSIDE)("is refused with its key: %j", (path) => {
    const name = key.replace(/^(k6\.scripts|bundle\.files)$/u, "$1");
    expect(taken(key, path)).toMatch(/^weighbridge\.yml:\d+:\d+: /);
    expect(taken(key, path)).toContain(name);
  });

  test("takes a path below the config's folder", () => expect(taken(key, "a b/ü/x.js")).toBe("taken"));

  test("whatever is taken stays below the folder that it starts from", () => {
    const part = fc.constantFrom(
      "..",
      ".",
      "...",
      "a",
      "",
      "a b",
      "\\",
      "C:",
      "c",
      "~",
      "$HOME",
      "%2e%2e",
      "．．",
      "\u0000",
      "..\u200b",
      "*",
    );
    const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/"));
    fc.assert(
      fc.property(path, (one) => {
        if (taken(key, one) !== "taken") return;
        const from = "/repository/folder";
        const found = posix.join(from, one);
        expect(found === from || found === `${from}/` || found.startsWith(`${from}/`)).toBe(true);
        expect(one.includes("\\") || one.includes("\u0000") || /^[a-z]:/iu.test(one)).toBe(false);
      }),
      { numRuns: RUNS / 2 },
    );
  });
});

test("every key of the schema that is a path is among them", { tags: ["T18"] }, async () => {
  const { readFileSync, readdirSync } = await import("node:fs");
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:schema|target|gate)\.ts$/.test(file))
    .map((file) => readFileSync(`src/${file}`, "utf8"));
  const uses = sources.join("\n").match(/\binside(?:Path|Glob)\(/g) ?? [];
  expect(uses).toHaveLength(Object.keys(KEYS).length);
});
