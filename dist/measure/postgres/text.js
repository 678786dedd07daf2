// src/measure/postgres/text.ts
import { shortened } from "../subject.js";
var MARK = "/* weighbridge */";
var LONGEST = 200;
function readStatement(query) {
  const { code, comments } = withoutComments(query);
  const text = code.replace(/\$\d+/gu, "?").replace(/\s+/gu, " ").replace(/\?(?: ?, ?\?)+/gu, "?, …").replace(/\b(in|values) ?\(\?(?:, …)?\)(?: ?, ?\(\?(?:, …)?\))*/giu, "$1 (…)").trim();
  return { text: text === "" ? "(empty statement)" : text, comments };
}
function withoutComments(query) {
  const parts = [];
  const comments = [];
  let from = 0;
  for (let at = 0; at < query.length; ) {
    const two = query.slice(at, at + 2);
    const quote = two[0] === "'" || two[0] === '"' ? two[0] : null;
    if (quote === null && two !== "/*" && two !== "--") {
      at++;
      continue;
    }
    const [start, close] = quote === null ? [at + 2, two === "/*" ? "*/" : "\n"] : [at + 1, quote];
    const found = query.indexOf(close, start);
    const end = found < 0 ? query.length : found;
    const next = Math.min(query.length, end + close.length);
    if (quote === null) {
      parts.push(query.slice(from, at), " ");
      comments.push(query.slice(start, end).trim());
      from = next;
    }
    at = next;
  }
  return { code: parts.join("") + query.slice(from), comments };
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
