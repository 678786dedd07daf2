// src/measure/postgres/text.ts
import { shortened } from "../subject.js";
import { withoutValues } from "./values.js";
var MARK = "/* weighbridge */";
var LONGEST = 200;
function readStatement(query) {
  const { text: code, comments } = withoutValues(query);
  const text = code.replace(/\s+/gu, " ").replace(/\?(?: ?, ?\?)+/gu, "?, …").replace(/\b(in|values) ?\(\?(?:, …)?\)(?: ?, ?\(\?(?:, …)?\))*/giu, "$1 (…)").trim();
  return { text: text === "" ? "(empty statement)" : text, comments };
}
var KEYS = ["route", "controller", "action", "function", "file", "line", "source_location", "job"];
function callerOf(comments) {
  const pairs = new Map(comments.flatMap((comment) => comment.split(",").flatMap(pairOf)));
  const said = KEYS.flatMap((key) => pairs.has(key) ? [`${key.replace("_", " ")} ${pairs.get(key)}`] : []);
  if (said.length > 0) return `first seen from ${shortened(said.join(", "), LONGEST)}`;
  const trace = /^00-([0-9a-f]{32})-/u.exec(pairs.get("traceparent") ?? "")?.[1];
  return trace === void 0 ? null : `first seen in trace ${trace}`;
}
function pairOf(text) {
  const at = text.search(/[=:]/u);
  if (at < 0) return [];
  const key = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  const bare = value.startsWith("'") && value.endsWith("'") ? value.slice(1, -1) : value;
  return bare === "" ? [] : [[decoded(key), decoded(bare)]];
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
export {
  MARK,
  callerOf,
  readStatement
};
