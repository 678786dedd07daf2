import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { coverageOf } from "../../src/explain/coverage/files.ts";
import { locate } from "../../src/explain/locate.ts";
import { mapsIn } from "../../src/explain/mapped.ts";

const dir = realpathSync(mkdtempSync(join(tmpdir(), "mapped-")));
afterAll(() => rmSync(dir, { recursive: true }));

function write(file: string, text: string) {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
}

const SOURCE = `/** What is
 * bought. */
interface Line { readonly cents: number }

export function renderCart(lines: readonly Line[]): string {
  let html = "";
  if (lines.length > 1000) {
    html += "<p>A large order.</p>";
  }
  return html + lines.map((line) => line.cents).join();
}
`;

/** What a compiler makes of it, with its map beside it. */
function build(file: string, over: Readonly<Record<string, unknown>> = {}, minify = false): string {
  const { code, map } = transformSync(SOURCE, { loader: "ts", sourcemap: "external", minify });
  write(file, code);
  write(`${file}.map`, JSON.stringify({ ...JSON.parse(map), sources: ["../src/cart.ts"], ...over }));
  return code;
}

write("src/cart.ts", SOURCE);
const code = build("dist/cart.js");
const minified = build("dist/min.js", {}, true);
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split("\n").length;

test("a place in a built file is one in its source, also where all is in one line", () => {
  const [cart, min] = ["dist/cart.js", "dist/min.js"].map((file) => mapsIn(dir)(file)!);
  expect(cart!(lineOf(code, "renderCart"), 20)).toMatchObject({ file: "src/cart.ts", line: 5 });
  expect(cart!(lineOf(code, "A large order"), 99)).toMatchObject({ file: "src/cart.ts", line: 8 });
  expect(min!(1, minified.indexOf("(", minified.indexOf("renderCart")))).toMatchObject({ line: 5 });
  expect(min!(1, minified.indexOf(".map"))).toMatchObject({ file: "src/cart.ts", line: 10 });
  expect(cart!(1000, 0)).toBeNull();
});

test.each([
  ["a root of the sources", { sourceRoot: "../src", sources: ["cart.ts"] }],
  ["webpack's names", { sources: ["webpack://shop/./src/cart.ts"] }],
  ["a whole path", { sources: [join(dir, "src/cart.ts")] }],
])("sources are found by %s", (_, over) => {
  build("dist/named.js", over);
  expect(mapsIn(dir)("dist/named.js")!(1, 20)?.file).toBe("src/cart.ts");
});

test.each([
  ["lies elsewhere", { sources: ["../../elsewhere.ts"] }],
  ["is a folder", { sources: ["../src"] }],
  ["is the folder above", { sources: ["../.."] }],
  ["is not there", { sources: ["../src/gone.ts"] }],
  ["has no name", { sources: [null] }],
  ["is out of the list", { sources: [] }],
])("a source that %s is none", (_, over) => {
  build("dist/lost.js", over);
  expect(mapsIn(dir)("dist/lost.js")?.(1, 20) ?? null).toBeNull();
});

test("a map that is none, is large, leads out or is a package's is not read", () => {
  for (const [file, map] of Object.entries({
    "dist/none.js": "null",
    "dist/broken.js": "{",
    "dist/sections.js": JSON.stringify({ version: 3, sections: [] }),
    "dist/large.js": JSON.stringify({ version: 3, sources: [], mappings: "A".repeat(16 * 1024 * 1024) }),
  })) {
    write(`${file}.map`, map);
    expect(mapsIn(dir)(file), file).toBeNull();
  }
  symlinkSync("/dev/zero", join(dir, "dist/zero.js.map"));
  expect(mapsIn(dir)("dist/zero.js")).toBeNull();
  build("node_modules/x/index.js");
  expect(mapsIn(dir)("node_modules/x/index.js")).toBeNull();
  expect(mapsIn(dir)("src/cart.ts")).toBeNull();
});

test("a function of a built file stands in its source", () => {
  const frame = { name: "renderCart", file: `file://${dir}/dist/cart.js`, line: 1, column: 26, internal: false };
  const anonymous = { ...frame, name: "", line: lineOf(code, ".map"), column: code.split("\n")[5]!.indexOf("(line") };
  const [sample] = locate({ samples: [{ stack: [frame, anonymous], value: 1 }] }, dir);
  expect(sample!.stack).toEqual([
    { name: "renderCart", file: "src/cart.ts", line: 5, own: true, inTree: true, internal: false },
    expect.objectContaining({ name: "(anonymous) return html + lines.map((line) => line.cents).join();", line: 10 }),
  ]);
});

test("lines of a source ran where what was built of them ran, in any of its builds", () => {
  const span = (startOffset: number, endOffset: number, count: number) => ({ startOffset, endOffset, count });
  const script = (file: string, text: string, count: number) => {
    const from = text.indexOf("{", text.indexOf("1e3") < 0 ? text.indexOf("> 1") : text.indexOf("1e3"));
    const ranges = [span(0, text.length, 1), span(from, text.indexOf("}", from) + 1, count)];
    return { url: `file://${join(dir, file)}`, functions: [{ functionName: "renderCart", ranges }] };
  };
  const changed = new Set(["src/cart.ts"]);
  const once = coverageOf([script("dist/cart.js", code, 0)], dir, changed).get("src/cart.ts")!;
  expect(Array.from({ length: 12 }, (_, index) => once.ran(index + 1))).toEqual([
    ...[null, null, null, null, true, true, true, false, null, true, null, null],
  ]);
  expect(once.functionAt(8)).toBe("renderCart");
  build("esm/cart.mjs");
  const twice = coverageOf([script("dist/cart.js", code, 0), script("esm/cart.mjs", code, 1)], dir, changed);
  expect(twice.get("src/cart.ts")!.ran(8)).toBe(true);
  expect(coverageOf([script("dist/cart.js", code, 0)], dir, new Set(["src/other.ts"])).size).toBe(0);
});
