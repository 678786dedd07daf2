// src/config/explain.ts
import { distance } from "../vendor/fastest-levenshtein.js";
import { orList } from "../measure/fields.js";
import { keysAt, toJsonSchema } from "./json-schema.js";
var expectation = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return NAMES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return orList(issue.values.map(String));
    case "invalid_union":
      return "";
    // explained by the member that fits best
    case "too_small":
      return `at least ${issue.minimum}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    default:
      return void 0;
  }
};
var NAMES = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a map",
  record: "a map",
  array: "a list"
};
var MOST_FAULTS = 20;
function explain(schema, document, issues) {
  let json;
  const schemaAsJson = () => json ??= toJsonSchema(schema, "input");
  const faults = issues.slice(0, MOST_FAULTS).flatMap((issue) => unwrap(issue, document.value)).slice(0, MOST_FAULTS).flatMap((issue) => faultsOf(schemaAsJson, document, issue)).slice(0, MOST_FAULTS);
  const sorted = faults.sort((x, y) => x.line - y.line || x.column - y.column);
  return [...new Set(sorted.map(({ line, column, sentence }) => `${line}:${column}: ${sentence}`))];
}
function explainValue(document, path, expected) {
  const { line, column } = document.locate(path, "value");
  return `${line}:${column}: ${keyPath(path)} is ${shown(valueAt(document.value, path))}; expected ${expected}.`;
}
function faultsOf(schemaAsJson, document, issue) {
  if (issue.code === "unrecognized_keys") {
    const keys = keysAt(schemaAsJson(), issue.path, document.value);
    return issue.keys.slice(0, MOST_FAULTS).map((key) => {
      const place2 = document.locate([...issue.path, key], "key");
      return { ...place2, sentence: unknownKey(key, keys, issue.path) };
    });
  }
  const { path } = issue;
  if (issue.code === "invalid_key") {
    const wrong = issue.issues[0]?.message ?? "another key";
    return [{ ...document.locate(path, "key"), sentence: `${keyPath(path)} is no valid key; expected ${wrong}.` }];
  }
  const value = valueAt(document.value, path);
  const isWhole = issue.code === "custom" && issue.params?.whole === true;
  if (isWhole) {
    const key = path.length > 0 ? `${keyPath(path)}: ` : "";
    return [{ ...document.locate(path, "key"), sentence: `${key}${issue.message}.` }];
  }
  if (value === void 0) {
    const place2 = document.locate(path, "key");
    return [{ ...place2, sentence: `${keyPath(path)} is missing; expected ${issue.message}.` }];
  }
  const nearest = issue.code === "invalid_value" && typeof value === "string" ? near(value, issue.values.map(String)) : void 0;
  const hint = nearest === void 0 ? "" : `; did you mean ${nearest}?`;
  const place = document.locate(path, "value");
  const section = path.length === 1 ? schemaAsJson().properties?.[String(path[0])] : void 0;
  const example = issue.code === "invalid_type" && section?.type === "object" && !section.required ? ", for example {}" : "";
  const found = path.length > 0 ? `${keyPath(path)} is ${shown(value)}` : `the file holds ${shown(value)}`;
  return [{ ...place, sentence: `${found}; expected ${issue.message}${example}${hint || "."}` }];
}
function unwrap(issue, root) {
  if (issue.code !== "invalid_union" || issue.message !== "") return [issue];
  const isOfType = (member) => !member.some(({ code, path }) => path.length === 0 && (code === "invalid_type" || code === "invalid_value"));
  const ofType = issue.errors.filter(isOfType);
  const value = valueAt(root, issue.path);
  const ranked = (ofType.length > 0 ? ofType : issue.errors).toSorted((x, y) => misses(x, value) - misses(y, value));
  if (ranked.length === 0) return [{ ...issue, message: "another one" }];
  return ranked[0].flatMap((inner) => unwrap({ ...inner, path: [...issue.path, ...inner.path] }, root));
}
function misses(member, value) {
  const one = (issue) => {
    if (issue.code === "unrecognized_keys") return 100 * issue.keys.length;
    return issue.path.length === 1 && valueAt(value, issue.path) === void 0 ? 1e4 : 1;
  };
  return member.reduce((sum, issue) => sum + one(issue), 0);
}
function keyPath(path) {
  return path.map((step, index) => {
    if (typeof step === "number") return `[${step}]`;
    const key = String(step);
    if (!/^[A-Za-z_][\w-]{0,79}$/u.test(key)) return `[${quoted(key)}]`;
    return index === 0 ? key : `.${key}`;
  }).join("");
}
function quoted(value) {
  const json = withoutUser(JSON.stringify(value)).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, "0")}`
  );
  return json.length > 80 ? `${[...json].slice(0, 76).join("")}…"` : json;
}
function withoutUser(text) {
  const [from, to] = [text.indexOf("//"), text.lastIndexOf("@")];
  return from >= 0 && from < to ? `${text.slice(0, from)}//…${text.slice(to)}` : text;
}
function shown(value) {
  if (value === null || value === void 0) return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "number" ? String(value) : quoted(value);
}
function valueAt(root, path) {
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return void 0;
    value = value[step];
  }
  return value;
}
function unknownKey(key, { known, because, elsewhere }, at) {
  const written = keyPath([...at, key]);
  if (elsewhere.includes(key)) {
    return `${written} does not go with ${because.map((other) => keyPath([...at, other])).join(", ")}; remove one of them.`;
  }
  const nearest = near(key, known);
  if (nearest !== void 0) return `unknown key ${written}; did you mean ${keyPath([...at, nearest])}?`;
  return `unknown key ${written}; ${known.length > 0 ? `known here: ${known.join(", ")}` : "remove it"}.`;
}
function near(word, known) {
  const limit = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  const ranked = known.map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) })).filter(({ steps }) => steps > 0 && steps <= limit).sort((x, y) => x.steps - y.steps);
  return ranked[0]?.candidate;
}
export {
  MOST_FAULTS,
  expectation,
  explain,
  explainValue
};
