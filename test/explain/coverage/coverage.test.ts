import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { changedLines } from "../../../src/explain/coverage/changed.ts";
import { coverageSentence } from "../../../src/explain/coverage/coverage.ts";
import { coverageOf } from "../../../src/explain/coverage/files.ts";
import { parseLcov } from "../../../src/explain/coverage/lcov.ts";
import { coveredByV8, v8Scripts } from "../../../src/explain/coverage/v8.ts";
import { FIXTURES } from "../fixtures.ts";
import { json } from "../recorded.ts";

const DIFF = `diff --git a/lib/cart.js b/lib/cart.js
index 1..2 100644
--- a/lib/cart.js
+++ b/lib/cart.js
@@ -6 +6,3 @@ export function renderCart(lines) {
-  old
+  if (lines > 1_000) {
+++ b/no/file.js
+  }
@@ -9,2 +12,0 @@
-  gone
--- a/gone.js
@@ -20,0 +19 @@
+last
diff --git a/gone.js b/gone.js
--- a/gone.js
+++ /dev/null
@@ -1,2 +0,0 @@
-a
-b
`;

test("changed lines are head's, also where they look like headers", () => {
  expect(changedLines(DIFF)).toEqual([{ file: "lib/cart.js", lines: [6, 7, 8, 19] }]);
});

test("lines of a file whose name git has to quote are no other file's", () => {
  const quoted =
    'diff --git "a/we\\"ird.js" "b/we\\"ird.js"\n--- "a/we\\"ird.js"\n+++ "b/we\\"ird.js"\n@@ -1 +1,2 @@\n-a\n+b\n+c\n';
  expect(changedLines(`+++ b/cart.js\n@@ -1 +1 @@\n-a\n+b\n${quoted}`)).toEqual([{ file: "cart.js", lines: [1] }]);
});

test("V8's ranges: which lines of a script ran, and the function of those that did not", () => {
  const scripts = v8Scripts.parse(json("node.coverage.json"));
  const source = readFileSync(join(FIXTURES, "shop/head/lib/cart.js"), "utf8");
  const cart = coveredByV8(
    scripts.filter(({ url }) => url.endsWith("/cart.js")),
    source,
  );
  expect([1, 3, 5, 7, 8, 13].map((line) => cart.ran(line))).toEqual([true, null, true, false, null, true]);
  expect(cart.functionAt(7)).toBe("renderCart");
  const sentence = coverageSentence(
    [{ file: "lib/cart.js", lines: [3, 5, 6, 7, 8, 13] }],
    new Map([["lib/cart.js", cart]]),
  );
  expect(sentence).toBe(
    "3 of 4 changed lines ran, at the start or under load. The others are in renderCart (lib/cart.js).",
  );
});

test("files that were not loaded are named; where none was, nothing is claimed", () => {
  const ran = { ran: () => true, functionAt: () => null };
  const changed = [
    { file: "lib/cart.js", lines: [1, 2] },
    { file: "lib/new.js", lines: [1] },
    { file: "README.md", lines: [1] },
  ];
  expect(coverageSentence(changed, new Map([["lib/cart.js", ran]]))).toBe(
    "2 of 2 changed lines ran, at the start or under load. Not loaded by the server: lib/new.js.",
  );
  expect(coverageSentence(changed.slice(1), new Map([["dist/all.js", ran]]))).toContain("not known");
  expect(coverageSentence(changed.slice(2), new Map())).toBeNull();
});

test("LCOV: lines by file, those without a count hold nothing to run", () => {
  const text =
    "TN:\nSF:/app/cart.py\nFN:3,render\nDA:3,1\nDA:4,0\nend_of_record\nSF:/usr/lib/x.py\nDA:1,1\nend_of_record\n";
  const coverage = parseLcov(text, (path) => (path.startsWith("/app/") ? path.slice(5) : null));
  expect([...coverage.keys()]).toEqual(["cart.py"]);
  const cart = coverage.get("cart.py")!;
  expect([3, 4, 5].map((line) => cart.ran(line))).toEqual([true, false, null]);
  expect(cart.functionAt(4)).toBe("render");
});

test("LCOV: a line stands in the function that begins last before it and has not ended, whatever their order", () => {
  // As coverage.py 7 writes them, with the line in which each ends; a demangled name may hold commas.
  const functions = "FN:20,30,last\nFN:5,12,Cart.render\nFN:7,9,inner\nFN:40,f(int, int)\n";
  const lines = [41, 25, 4, 5, 8, 10, 15];
  const counts = lines.map((line) => `DA:${line},0\n`).join("");
  const { functionAt } = parseLcov(`SF:cart.py\n${functions}${counts}`, (path) => path).get("cart.py")!;
  expect(lines.toSorted((x, y) => x - y).map(functionAt)).toEqual([
    null,
    ...["Cart.render", "inner", "Cart.render"],
    null,
    ...["last", "f(int, int)"],
  ]);
});

test("LCOV: of functions in one line the first is told; a file that is told of twice ran where it did in either", () => {
  const text = "SF:a.js\nFN:1,outer\nFN:1,inner\nDA:1,0\nDA:2,0\nend_of_record\r\nSF:a.js\r\nDA:2,3\r\nend_of_record\n";
  const { ran, functionAt } = parseLcov(text, (path) => path).get("a.js")!;
  expect([ran(1), ran(2), functionAt(1)]).toEqual([false, true, "outer"]);
});

test("LCOV: lines and functions of changed files by the hundred thousand are looked up; more are refused", {
  tags: ["T25"],
}, () => {
  const half = 100_000;
  const functions = Array.from({ length: half }, (_, at) => `FN:${at + 1},${2 * half - at},f${at + 1}\n`).join("");
  const lines = Array.from({ length: half }, (_, at) => `DA:${at + 1},0\n`).join("");
  const whole = `SF:a.js\n${functions}${lines}`;
  const covered = parseLcov(whole, (path) => path).get("a.js")!;
  const found = Array.from({ length: half }, (_, at) => covered.functionAt(at + 1));
  expect(found.findIndex((name, at) => name !== `f${at + 1}`)).toBe(-1);
  expect(() => parseLcov(`${whole}end_of_record\nSF:b.js\nDA:1,1\n`, (path) => path)).toThrow("more than 200000 lines");
  const elsewhere = parseLcov(`SF:b.js\n${lines.repeat(3)}${whole}`, (path) => (path === "a.js" ? path : null));
  expect([...elsewhere.keys()]).toEqual(["a.js"]);
});

test("names of any length are told in short", { tags: ["T25"] }, () => {
  const idle = { ran: () => false, functionAt: () => "f".repeat(1_000_000) };
  const sentence = coverageSentence([{ file: "a.js", lines: [1] }], new Map([["a.js", idle]]));
  expect(sentence).toMatch(/ The others are in f{199}… \(a\.js\)\.$/u);
});

test("a file that is told of by the hundred thousand is refused", { tags: ["T25"] }, () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "covered-")));
  try {
    writeFileSync(join(dir, "cart.js"), "x\n".repeat(100));
    const scripts = Array(300_000).fill({ url: pathToFileURL(join(dir, "cart.js")).href, functions: [] });
    expect(() => coverageOf(scripts, dir, new Set(["cart.js"]))).toThrow("more than can be read");
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test("a change of very many lines", () => {
  const [changed] = changedLines(`+++ b/all.js\n@@ -0,0 +1,500000 @@\n${"+x\n".repeat(500_000)}`);
  expect([changed!.lines.length, changed!.lines.at(-1)]).toEqual([500_000, 500_000]);
});

const span = (startOffset: number, endOffset: number, count: number) => ({ startOffset, endOffset, count });
const script = (...functions: [string, ReturnType<typeof span>[]][]) => ({
  url: "file:///all.js",
  functions: functions.map(([functionName, ranges]) => ({ functionName, ranges })),
});

test("of ranges that hold a line the innermost says whether it ran, in any thread", () => {
  const source = "aaaa\nbbbb\ncccc\ndddd\n";
  const one = script(["", [span(0, 20, 1)]], ["f", [span(5, 15, 0), span(10, 14, 3)]]);
  const covered = coveredByV8([one], source);
  expect([1, 2, 3, 4, 5].map((line) => covered.ran(line))).toEqual([true, false, true, true, null]);
  expect([1, 2, 3, 4].map((line) => covered.functionAt(line))).toEqual([null, "f", "f", null]);
  expect(coveredByV8([one, script(["f", [span(5, 15, 1)]])], source).ran(2)).toBe(true);
});

test("ranges by the ten thousand over as many lines are told apart; more than any program has are refused", {
  tags: ["T25"],
}, () => {
  const lines = 100_000;
  const source = "x\n".repeat(lines);
  const ranges = Array.from({ length: lines }, (_, index) => span(index, 2 * lines - index, index % 2));
  const covered = coveredByV8([script(["f", ranges])], source);
  expect([1, 2, lines / 2].map((line) => covered.ran(line))).toEqual([false, false, false]);
  expect(() => coveredByV8([script(["f", [...ranges, ...ranges, span(0, 1, 1)]])], source)).toThrow("200001 ranges");
  expect(() => coveredByV8(Array(201).fill(script()), source)).toThrow("more than can be read");
});
