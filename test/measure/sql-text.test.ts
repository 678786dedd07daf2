import { expect, test } from "vitest";
import { asWritten } from "../../src/measure/sql-text.ts";

test.each([
  [
    "SELECT `o` . `id` , `o` . * , COUNT ( * ) FROM `orders` `o` WHERE `o` . `customer` IN (...) GROUP BY `o` . `id`",
    "SELECT o.id, o.*, COUNT(*) FROM orders o WHERE o.customer IN (...) GROUP BY o.id",
  ],
  ["INSERT INTO `größen` ( `a` , `b_2` ) VALUES (...)", "INSERT INTO größen (a, b_2) VALUES (...)"],
  ["SELECT `k` . `order` , `key` FROM `order` `k`", "SELECT k.order, `key` FROM `order` k"],
  ["SELECT `a b` . `2c` , `x``y` FROM `t-1`", "SELECT `a b`.`2c`, `x``y` FROM `t-1`"],
  ["UPDATE `t` SET `a` = ' , ( `b` . ' , `c` = \"`d` , \"", "UPDATE t SET a = ' , ( `b` . ', c = \"`d` , \""],
  [
    'SELECT count(*)::int, "Order".id FROM "Order" WHERE id = ANY(?)',
    'SELECT count(*)::int, "Order".id FROM "Order" WHERE id = ANY(?)',
  ],
  ["SELECT `a` FROM `cut of", "SELECT a FROM `cut of"],
])("%s", (text, written) => {
  expect(asWritten(text)).toBe(written);
});
