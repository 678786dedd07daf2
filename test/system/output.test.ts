import fc from "fast-check";
import { expect, test } from "vitest";
import { LastBytes, Lines } from "../../src/system/output.ts";

test("the last bytes are those of the whole, however it was cut", () => {
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
