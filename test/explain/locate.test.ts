import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { insideOf } from "../../src/explain/inside.ts";
import { locate } from "../../src/explain/locate.ts";
import type { Frame } from "../../src/explain/profile.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "located-")));
const dir = join(folder, "shop");
mkdirSync(join(dir, "lib"), { recursive: true });
writeFileSync(join(dir, "lib/cart.js"), 'import x from "x";\nserve("/cart", (request) => {\n});\n');
writeFileSync(join(folder, "outside.js"), "secret\n");
symlinkSync(join(folder, "outside.js"), join(dir, "lib/linked.js"));
afterAll(() => rm(folder, { recursive: true }));

const frame = (more: Partial<Frame>): Frame => ({ name: "f", file: null, line: null, internal: false, ...more });
const located = (...stack: Frame[]) => locate({ samples: [{ stack, value: 1 }] }, dir)[0]!.stack;

test("files below the side's folder are told from there, however the runtime writes them", () => {
  const ways = [join(dir, "lib/cart.js"), pathToFileURL(join(dir, "lib/cart.js")).href, "example.com/shop/lib/cart.js"];
  for (const file of ways) {
    expect(located(frame({ file }))[0]).toMatchObject({ file: "lib/cart.js", own: true, inTree: true });
  }
});

test("only a module's name may stand before a path: neither Go's own library nor a package has the target's files", () => {
  for (const file of ["server.go", "cart.go"]) writeFileSync(join(dir, file), "package main\n");
  // As Go writes them where it is built with -trimpath.
  for (const file of ["net/http/server.go", "github.com/acme/shop@v1.2.0/cart.go", "shop/server.go"])
    expect(insideOf(dir, file), file).toBeNull();
  writeFileSync(join(dir, "go.mod"), "// The shop.\nmodule shop // one word\n\ngo 1.24\n");
  const files = ["shop/server.go", "example.com/acme/shop/cart.go", "net/http/server.go"];
  expect(files.map((file) => insideOf(dir, file))).toEqual(["server.go", "cart.go", null]);
});

test("a folder is no file, and a name that begins with two dots leads nowhere else", () => {
  for (const file of ["", ".", "lib", "example.com/lib", "lib\0"]) expect(insideOf(dir, file), file).toBeNull();
  expect(insideOf(dir, join(dir, "..hidden/cart.js"))).toBe("..hidden/cart.js");
  expect(insideOf(dir, join(dir, "../cart.js"))).toBeNull();
  expect(insideOf(dir, `${dir}/..`)).toBeNull();
});

test("packages, the runtime, and files elsewhere are not the target's own; what has no file is", () => {
  expect(located(frame({ file: join(dir, "node_modules/express/index.js") }))[0]).toMatchObject({ own: false });
  expect(located(frame({ file: "/usr/lib/python3/json.py" }))[0]).toMatchObject({ own: false, inTree: false });
  expect(located(frame({ file: "node:events", internal: true }))[0]).toMatchObject({ own: false });
  expect(located(frame({ file: "../lib/cart.js" }))[0]).toMatchObject({ own: false });
  expect(located(frame({ name: "shop.Cart.render" }))[0]).toMatchObject({ own: true, inTree: false, file: null });
});

test("a function without a name is known by its line, but not by a line of what a link leads to elsewhere", {
  tags: ["T25"],
}, () => {
  const named = (file: string, line: number) => located(frame({ name: "", file: join(dir, file), line }))[0]!.name;
  expect(named("lib/cart.js", 2)).toBe('(anonymous) serve("/cart", (request) => {');
  expect(named("lib/cart.js", 99)).toBe("(anonymous)");
  expect(named("lib/linked.js", 1)).toBe("(anonymous)");
});

test("a function that calls itself stands once", () => {
  const [walk, main] = [frame({ name: "walk" }), frame({ name: "main" })];
  expect(located(main, walk, walk, walk).map(({ name }) => name)).toEqual(["main", "walk"]);
});

test("a profile that names more functions than a program has is refused", { tags: ["T25"] }, () => {
  const stack = Array.from({ length: 200_001 }, (_, at) => frame({ name: `f${at}` }));
  const stackOf = (frames: readonly Frame[]) => locate({ samples: [{ stack: frames, value: 1 }] }, dir)[0]!.stack;
  expect(stackOf(stack.slice(1))).toHaveLength(200_000);
  expect(() => stackOf(stack)).toThrow("a profile names more than 200000 functions");
});

test("of the files whose lines stand for names no more is read than a program has", { tags: ["T25"] }, () => {
  const text = `first();${" ".repeat(1024 * 1024 - 8)}`;
  const names = Array.from({ length: 66 }, (_, at) => `large${at}.js`);
  for (const name of names) writeFileSync(join(dir, name), text);
  const stack = located(...names.map((name) => frame({ name: "", file: join(dir, name), line: 1 })));
  expect(stack.map(({ name }) => name)).toEqual([
    ...Array(64).fill("(anonymous) first();"),
    ...Array(2).fill("(anonymous)"),
  ]);
});

test("a path that no system has is nobody's, and shown in short", { tags: ["T25"] }, () => {
  const path = `${"a/".repeat(500_000)}lib/cart.js`;
  expect(insideOf(dir, path)).toBeNull();
  const [shown] = located(frame({ name: "f".repeat(1_000_000), file: path }));
  expect(shown).toMatchObject({ own: false, inTree: false });
  expect([shown!.name.length, shown!.file!.length]).toEqual([200, 1000]);
  expect(insideOf(dir, `example.com/${"a/".repeat(14)}lib/cart.js`)).toBe("lib/cart.js");
});
