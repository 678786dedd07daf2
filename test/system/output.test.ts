import fc from "fast-check";
import { expect, test } from "vitest";
import { LastBytes, Lines, OUTPUT_LIMIT } from "../../src/system/output.ts";

test("the last bytes are those of the whole, however it was cut", { tags: ["L13"] }, () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c") })),
      fc.integer({ min: 1, max: 20 }),
      (parts, limit) => {
        const last = new LastBytes(limit);
        for (const part of parts) last.push(Buffer.from(part));
        expect(last.text()).toBe(parts.join("").slice(-limit));
      },
    ),
  );
});

test("a cut character leaves at least as many bytes as the limit, so that loss can be seen", () => {
  const last = new LastBytes(4);
  last.push(Buffer.from("ééé€"));
  expect(Buffer.byteLength(last.text())).toBeGreaterThanOrEqual(4);
});

test("lines are whole, however their bytes were cut, and lose CR at their end", () => {
  const text = "one\r\nzwölf €\n\nlast";
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 30, maxLength: 30 }), (sizes) => {
      const lines: string[] = [];
      const splitter = new Lines((line) => lines.push(line));
      let rest = Buffer.from(text);
      for (const size of sizes) {
        splitter.push(rest.subarray(0, size));
        rest = rest.subarray(size);
      }
      splitter.push(rest);
      splitter.end();
      expect(lines).toEqual(["one", "zwölf €", "", "last"]);
    }),
  );
});

test("output without any newline is handed on in bounded pieces", () => {
  const lines: string[] = [];
  const splitter = new Lines((line) => lines.push(line));
  for (let i = 0; i < 10; i++) splitter.push(Buffer.alloc(50_000, "x"));
  expect(lines.length).toBeGreaterThan(5);
  splitter.end();
  expect(lines.join("")).toHaveLength(500_000);
});

test.each([
  [OUTPUT_LIMIT - 1, OUTPUT_LIMIT - 1],
  [OUTPUT_LIMIT, OUTPUT_LIMIT],
  [OUTPUT_LIMIT + 1, OUTPUT_LIMIT],
  [3 * OUTPUT_LIMIT, OUTPUT_LIMIT],
])("of %i bytes that a program prints the last %i are kept", { tags: ["L13"] }, (printed, kept) => {
  const last = new LastBytes(OUTPUT_LIMIT);
  for (let left = printed; left > 0; left -= 65_536) last.push(Buffer.alloc(Math.min(left, 65_536), "x"));
  last.push(Buffer.alloc(0));
  expect(last.text()).toBe("x".repeat(kept));
});

test("a program that prints letter by letter for ever is held in no more memory than its end", {
  tags: ["L13"],
}, () => {
  const last = new LastBytes(1000);
  const lines: string[] = [];
  const splitter = new Lines((line) => lines.push(line));
  const letters = [Buffer.from("a"), Buffer.from("b")];
  for (let i = 0; i < 300_000; i++) {
    last.push(letters[i & 1]!);
    splitter.push(letters[i & 1]!);
  }
  expect(last.text()).toBe("ab".repeat(500));
  expect(Math.max(...lines.map(({ length }) => length))).toBe(64 * 1024);
  expect(lines).toHaveLength(4);
});

test.each([1, 100, 65_536, 3 * OUTPUT_LIMIT])(
  "what a program prints in pieces of %i bytes takes no more memory than twice what is kept",
  { tags: ["L13"] },
  (size) => {
    const last = new LastBytes(OUTPUT_LIMIT);
    const letters = [Buffer.alloc(size, "a"), Buffer.alloc(size, "b")];
    const pieces = Math.ceil((4 * OUTPUT_LIMIT) / size);
    const held: number[] = [];
    for (let piece = 0; piece < pieces; piece++) {
      last.push(letters[piece & 1]!);
      if (piece % 1000 === 0) held.push(last.held);
    }
    expect(Math.max(...held, last.held)).toBeLessThanOrEqual(2 * OUTPUT_LIMIT);
    expect(last.text()).toHaveLength(OUTPUT_LIMIT);
    expect(last.text().at(-1)).toBe(pieces % 2 === 1 ? "a" : "b");
  },
);
