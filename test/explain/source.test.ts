import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sourceOf } from "../../src/explain/source.ts";

const dir = realpathSync(mkdtempSync(join(tmpdir(), "source-")));
writeFileSync(join(dir, "cart.js"), "render();\n");
symlinkSync("cart.js", join(dir, "linked.js"));
symlinkSync("/dev/zero", join(dir, "zero.js"));
symlinkSync("/etc/hostname", join(dir, "outside.js"));
writeFileSync(join(dir, "large.js"), Buffer.alloc(1024 * 1024 + 1));
execFileSync("mkfifo", [join(dir, "pipe.js")]);
afterAll(() => rmSync(dir, { recursive: true }));

test("the text of a file in the tree, also by a link", () => {
  expect(sourceOf(dir, "cart.js")).toBe("render();\n");
  expect(sourceOf(dir, "linked.js")).toBe("render();\n");
});

test("a pipe, a device, a folder, what is large or elsewhere or not there is not read", { tags: ["T25"] }, () => {
  for (const file of ["pipe.js", "zero.js", ".", "large.js", "outside.js", "gone.js"]) {
    expect(sourceOf(dir, file), file).toBeNull();
  }
});
