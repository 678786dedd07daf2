import { expect, test } from "vitest";
import { onlyIgnored } from "../../src/target/same.ts";

const GLOBS = ["**/*.md", "docs/**", "test/**", ".github/**"];

test("only ignored paths changed: the reason names them", () => {
  expect(onlyIgnored(["README.md", "docs/.hidden/a.png"], GLOBS)).toBe(
    "Only files that the target does not run from changed: README.md, docs/.hidden/a.png.",
  );
  expect(onlyIgnored(["a.md", "b.md", "c.md", "d.md", "e.md"], GLOBS)).toMatch(/a\.md, b\.md, c\.md and 2 more\.$/);
});

test("nothing changed at all", () => {
  expect(onlyIgnored([], [])).toBe("Base and head are the same tree.");
});

test.each([[["README.md", "src/a.js"]], [["src/test/a.js"]], [["README.mdx"]], [null]])(
  "%j has to be looked at",
  (changed) => {
    expect(onlyIgnored(changed, GLOBS)).toBeNull();
  },
);

test("without globs every change counts", () => {
  expect(onlyIgnored(["README.md"], [])).toBeNull();
});
