import picomatch from "picomatch";
import { expect, it } from "vitest";
import { DEFAULT_IGNORE, ignoresFairly } from "../../src/config/ignore.ts";

const ignored = picomatch([...DEFAULT_IGNORE], { dot: true });

it.each([
  "README.md",
  "packages/a/CHANGELOG.md",
  "docs/images/x.png",
  "LICENSE",
  "packages/a/LICENCE.txt",
  "test/a.js",
  "packages/a/__tests__/fixtures/a.json",
  "src/a.test.ts",
  ".github/ISSUE_TEMPLATE/bug.yml",
  ".github/dependabot.yml",
  ".vscode/settings.json",
  ".editorconfig",
])("by default a change of %s needs no weighing", (path) => expect(ignored(path)).toBe(true));

it.each([
  "package.json",
  "packages/a/package.json",
  "package-lock.json",
  "pnpm-lock.yaml",
  "weighbridge.yml",
  ".github/weighbridge.yml",
  ".github/workflows/ci.yml",
  ".npmrc",
  "src/docs/index.js",
  "src/testing.js",
  "src/latest.ts",
  "perf/checkout.js",
])("by default a change of %s is weighed", (path) => expect(ignored(path)).toBe(false));

it("tells globs that would ignore what must count", () => {
  expect(DEFAULT_IGNORE.filter((glob) => !ignoresFairly(glob))).toEqual([]);
  expect(
    ["**", "*", "*.json", "*.yaml", "**/*.lock", "weighbridge.*", "{docs,.github}/**", "!docs/**"].filter(
      ignoresFairly,
    ),
  ).toEqual([]);
});
