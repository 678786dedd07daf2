import { expect, test } from "vitest";
import { withPassword } from "../../src/measure/passwords.ts";

test.each([
  ["postgres://reader@h:5432/shop", "s3 %/@", "postgres://reader:s3%20%25%2F%40@h:5432/shop"],
  ["redis://h:6379", "word", "redis://:word@h:6379"],
  ["mysql://reader:own@h/shop", "word", "mysql://reader:own@h/shop"],
  ["postgres://reader@h/shop", undefined, "postgres://reader@h/shop"],
  ["postgres://reader@h/shop", "", "postgres://reader@h/shop"],
  ["postgresql://reader@/shop", "word", "postgresql://reader@/shop"],
])("%s with %s is %s", { tags: ["T13"] }, (url, password, completed) => {
  expect(withPassword({ a: url, b: "redis://:b@h" }, password)).toEqual({ a: completed, b: "redis://:b@h" });
});
