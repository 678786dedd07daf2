import { expect, test } from "vitest";
import { withoutValues } from "../../../src/measure/postgres/values.ts";

test.each([
  ["SET app.jwt = 'eyJ.sk_live_SECRET'", "SET app.jwt = ?"],
  ["ALTER ROLE shop2 PASSWORD 'SECRET'", "ALTER ROLE shop2 PASSWORD ?"],
  ["CALL note('it''s SECRET', 4111, -5, .5, 1e-5, 0x1F, 1_000)", "CALL note(?, ?, -?, ?, ?, ?, ?)"],
  ["DO $$ SELECT 'SECRET' $$", "DO ?"],
  ["DO $a1$ $$ SECRET $b$ 'x $a1$; SET b = 1", "DO ?; SET b = ?"],
  ["DO $größe$ SECRET", "DO ?"],
  ["SELECT E'\\'SECRET''\\\\', e'\\\\', U&'\\0061', B'01', x'1F', N'SECRET'", "SELECT ?, ?, ?, ?, ?, ?"],
  ["SET a = 'SECRET\nand more', b = 'never closed SECRET", "SET a = ?, b = ?"],
  ["SET a = 'x\\', b = ' SECRET '", "SET a = ?"],
  ["SET a = 'it\\'s SECRET', b = 1", "SET a = ?"],
  ["SET a = 'C:\\\\', b = 1", "SET a = ?, b = ?"],
  ["SET a = E'x'\n'y\\'SECRET'", "SET a = ?\n?"],
  ['SELECT "it\'s 2", "a""b 3" FROM "t4"', 'SELECT "it\'s 2", "a""b 3" FROM "t4"'],
  [
    "SELECT t1.größe2, a$2, fooe'SECRET' FROM s_1.t1 WHERE x = $12",
    "SELECT t1.größe2, a$2, fooe? FROM s_1.t1 WHERE x = ?",
  ],
  ["SELECT a[1:2], '{\"a\": 1}'::jsonb -> 'b'", "SELECT a[?:?], ?::jsonb -> ?"],
  ["/* it's */ SET a = 'SECRET' -- it's\n, b = 1", "  SET a = ?  \n, b = ?"],
  ["/* a /* b */ SECRET */ SET a = 1 /* SECRET /* */", "  SET a = ?  "],
  ["SELECT '/* no comment', \"--nor this\" FROM t", 'SELECT ?, "--nor this" FROM t'],
  ["", ""],
])("nothing that users wrote stays: %s", { tags: ["T27"] }, (query, text) => {
  expect(withoutValues(query).text).toBe(text);
});

test("comments are told without their marks", () => {
  expect(withoutValues("/* a */ SELECT 1 -- b\n/*c='d'*/ /* e /* f").comments).toEqual([
    ...["a", "b", "c='d'", "e /* f"],
  ]);
});

test("what never ends is read in a moment", { tags: ["T20"] }, () => {
  for (const part of ["/* ", "$a$ $b$ ", "$a", "'x\\\\", "''", "E'\\'", '"', "1e", "$1, ", "a$"])
    expect(withoutValues(`SELECT ${part.repeat(100_000)}`).text.slice(0, 7)).toBe("SELECT ");
});
