// src/config/document.ts
import {
  CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  parseDocument,
  visit
} from "../vendor/yaml.js";
var MAX_DEPTH = 40;
var TOO_DEEP = `nested more than ${MAX_DEPTH} levels deep`;
var MAX_ALIASES = 50;
var TOO_MANY_ALIASES = "its aliases repeat too much of it";
var FORBIDDEN_KEYS = /* @__PURE__ */ new Set(["__proto__", "constructor", "prototype"]);
function readDocument(text) {
  const lines = new LineCounter();
  const position = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const excess = excessIn(text);
    if (excess !== null) return { kind: "refused", why: excess, at: null };
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: "error",
      uniqueKeys: false,
      // see refusalOfKey
      resolveKnownTags: false
    });
    const fault = document.errors[0] ?? document.warnings[0];
    if (fault) return { kind: "unreadable", why: phrase(fault.message), at: position(fault.pos[0]) };
    const refused = refusal(document.contents);
    if (refused) return { kind: "refused", why: refused.why, at: refused.at ? position(refused.at[0]) : null };
    const value = document.toJS({ maxAliasCount: MAX_ALIASES });
    return {
      kind: "read",
      value,
      locate: (path, part) => position(offsetOf(document.contents, path, part))
    };
  } catch (cause) {
    return { kind: "refused", why: phrase(cause instanceof Error ? cause.message : ""), at: null };
  }
}
function excessIn(text) {
  const parser = new Parser();
  let aliases = 0;
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme)) {
    }
    if (parser.stack.length > MAX_DEPTH && parser.stack.filter(CST.isCollection).length > MAX_DEPTH) return TOO_DEEP;
    if (before !== CST.SCALAR && lexeme.startsWith("*") && ++aliases > MAX_ALIASES) return TOO_MANY_ALIASES;
    before = lexeme;
  }
  return null;
}
function phrase(message) {
  const [, known] = PHRASES.find(([pattern]) => pattern.test(message)) ?? [];
  if (known !== void 0) return known;
  const line = message.split("\n", 1)[0].replace(/[\p{Cc}\p{Cf}]/gu, " ");
  const bare = line.replace(/[.:]\s*$/u, "").trim();
  return bare.charAt(0).toLowerCase() + bare.slice(1, 200);
}
var PHRASES = [
  [/alias count/iu, TOO_MANY_ALIASES],
  [/multiple documents/iu, "it holds several documents; only one is expected"]
];
function refusal(contents) {
  let found;
  visit(contents, {
    Map(_, { items }) {
      const seen = /* @__PURE__ */ new Set();
      for (const { key } of items) {
        found = refusalOfKey(key, seen);
        if (found) return visit.BREAK;
      }
      return void 0;
    }
  });
  return found;
}
function refusalOfKey(key, seen) {
  if (!isScalar(key)) return { why: "a key must be a text", at: key?.range };
  const name = String(key.value);
  if (FORBIDDEN_KEYS.has(name)) return { why: `the key ${name} is not allowed`, at: key.range };
  if (typeof key.value !== "string" && typeof key.value !== "number") {
    return { why: "a key must be a text: quote it", at: key.range };
  }
  if (seen.has(name)) return { why: "this key stands twice in its map", at: key.range };
  seen.add(name);
  return void 0;
}
function offsetOf(contents, path, part) {
  let node = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(({ key: key2 }) => isScalar(key2) && String(key2.value) === String(step));
      if (!pair) return offset;
      const key = pair.key;
      node = pair.value;
      const at = (isLast && part === "key" ? key : node ?? key).range ?? key.range;
      offset = at?.[0] ?? offset;
      if (!isLast && isMap(node) && !node.flow) offset = key.range?.[0] ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(step)] ?? null;
      if (!node) return offset;
      offset = node.range?.[0] ?? offset;
    } else return offset;
    if (isAlias(node)) return offset;
  }
  return offset;
}
export {
  readDocument
};
