import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutValues } from "../../../src/measure/mysql/values.ts";

describe("a statement loses its values", { tags: ["T27"] }, () => {
  test.each([
    ["UPDATE t SET a = 'it''s' WHERE id = 12", "UPDATE t SET a = ? WHERE id = ?"],
    ['SELECT "a\\"b", 0x1F, 1.5e3, t1 FROM t1', "SELECT ?, ?, ?, t1 FROM t1"],
    ["SELECT x'AB', _utf8mb4'a', a.b, `1 \n it's` FROM größe1", "SELECT ?, _utf8mb4?, a.b, `1 it's` FROM größe1"],
    ["SELECT 5--1, 6-- 2\n, 7 # it's 8\n/* it's 9 */, '*/' /* 10", "SELECT ?--?, ? , ? , ?"],
    ["UPDATE /*!40000 t SET a = 'b*/c', */ d = 'secret'", "UPDATE ?"],
    ["UPDATE /*M! t SET a = 'b*/c', */ d = 'secret'", "UPDATE ?"],
    ["SELECT 'never closed", "SELECT ?"],
    ["SELECT `never closed", "SELECT `never closed"],
    ["", ""],
  ])("%s", (query, expected) => {
    expect(withoutValues(query)).toBe(expected);
  });

  /** As a session sees it, and as it is shown. */
  interface Part {
    readonly sql: string;
    readonly shown: string;
  }
  const QUOTES = ["'", '"', "`", "\\", "/*", "*/", "#", "-- ", ";", "\n", " "];
  const textOf = (letter: string) =>
    fc.array(fc.constantFrom(letter, ...QUOTES), { maxLength: 8 }).map((pieces) => pieces.join(""));
  const part = (text: fc.Arbitrary<string>, sql: (text: string) => string, shown: (sql: string) => string) =>
    text.map((one): Part => ({ sql: sql(one), shown: shown(sql(one)) }));
  const quoted = (quote: string, before: string) => (text: string) =>
    quote + text.replaceAll("\\", "\\\\").replaceAll(quote, before + quote) + quote;
  // What only values hold: w in texts, digits in numbers.
  const values = [
    ...['"', "'"].flatMap((quote) => [quoted(quote, quote), quoted(quote, "\\")]),
    (text: string) => `N${quoted("'", "'")(text)}`,
  ].map((sql) => part(textOf("w"), sql, () => "?"));
  const numbers = part(fc.constantFrom("4711", "0xC0FFEE", "0b1011", "1.5e12", "x'C0FFEE'"), String, () => "?");
  const names = part(textOf("n"), (text) => `\`${text.replaceAll("`", "``")}\``, String);
  const words = part(fc.constantFrom("UPDATE", "t", "=", ",", "(", "a.b", "-", "@c"), String, String);
  const comments = [
    part(
      textOf("c"),
      (text) => `/*${text.replaceAll("*/", "* /")}c*/`,
      () => "",
    ),
    part(
      textOf("c"),
      (text) => `-- ${text.replaceAll("\n", "")}\n`,
      () => "",
    ),
    part(
      textOf("c"),
      (text) => `#${text.replaceAll("\n", "")}\n`,
      () => "",
    ),
  ];

  test("whatever stands before them, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...values, numbers, names, words, ...comments), { maxLength: 10 }), (parts) => {
        const line = (of: (part: Part) => string) => parts.map(of).join(" ").replace(/\s+/gu, " ").trim();
        expect(withoutValues(parts.map(({ sql }) => sql).join(" "))).toBe(line(({ shown }) => shown));
      }),
      { numRuns: 2_000 },
    );
  });

  test("also where the server cut it short", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...values, names, ...comments), { maxLength: 10 }), fc.nat(), (parts, cut) => {
        const query = parts.map(({ sql }) => sql).join(" ");
        expect(withoutValues(query.slice(0, cut % (query.length + 1)))).not.toMatch(/[wc]/u);
      }),
      { numRuns: 2_000 },
    );
  });
});
