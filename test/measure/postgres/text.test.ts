import { expect, test } from "vitest";
import { callerOf, readStatement } from "../../../src/measure/postgres/text.ts";

test.each([
  ["SELECT *\n  FROM orders\tWHERE id = $1", "SELECT * FROM orders WHERE id = ?"],
  ["SELECT 1 WHERE a IN ($1, $2,$3) AND b = $4", "SELECT ? WHERE a IN (…) AND b = ?"],
  ["SELECT 1 WHERE a IN ($1) AND b = $2", "SELECT ? WHERE a IN (…) AND b = ?"],
  ["insert into t (a, b) values ($1, $2), ($3, $4)", "insert into t (a, b) values (…)"],
  ["insert into t (a, b) values ($1, $2)", "insert into t (a, b) values (…)"],
  ["SELECT f($1, $2), g($3), x = ANY($4)", "SELECT f(?, …), g(?), x = ANY(?)"],
  ["SELECT '/* no comment', \"--nor this\" -- but this\nFROM t", 'SELECT ?, "--nor this" FROM t'],
  ["/* a */ SELECT /* b */ a", "SELECT a"],
  ["SELECT a /* never closed", "SELECT a"],
  ["SELECT 'it''s' || $1", "SELECT ? || ?"],
  ["CALL note('a', 1), x IN ('b', 2)", "CALL note(?, …), x IN (…)"],
  ["/* only this */", "(empty statement)"],
])("%s", (query, text) => {
  expect(readStatement(query).text).toBe(text);
});

test.each([
  [
    "SELECT 1 /*route='%2Forders%2F%3Aid',controller='orders',db_driver='pg'*/",
    "first seen from route /orders/:id, controller orders",
  ],
  ["/*application:Shop,controller:orders,action:index*/ SELECT 1", "first seen from controller orders, action index"],
  ["SELECT 1 /* source_location='app/a.rb:12' */", "first seen from source location app/a.rb:12"],
  [
    "SELECT 1 /*traceparent='00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'*/",
    "first seen in trace 0af7651916cd43dd8448eb211c80319c",
  ],
  ["SELECT 1 /*route='%E0%A4%A'*/", "first seen from route %E0%A4%A"],
  ["SELECT 1 /* TODO: repair */ -- route=", null],
  ["SELECT '/*route=''x''*/'", null],
])("who calls %s", (query, caller) => {
  expect(callerOf(readStatement(query).comments)).toBe(caller);
});

test("a long statement full of what begins a comment is read in a moment, and a caller is short", {
  tags: ["T20"],
}, () => {
  const { text } = readStatement(`SELECT ${"/* ".repeat(50_000)}`);
  expect(text.slice(0, 100)).toBe("SELECT");
  expect(readStatement(`SELECT ${"$1, ".repeat(50_000)}$1`).text.slice(0, 100)).toBe("SELECT ?, …");
  expect(callerOf([`route='${"x".repeat(5000)}'`])!.length).toBeLessThan(250);
});
