// src/config/changes.ts
import { readDocument } from "./document.js";
function configChanges(base, head) {
  const [before, after] = [plain(base), plain(head)];
  if (before === UNREADABLE || after === UNREADABLE) return base === head ? [] : ["what it said cannot be read"];
  const clauses = changes("", before, after).map(printable);
  if (clauses.length <= MOST_CLAUSES) return clauses;
  return [...clauses.slice(0, MOST_CLAUSES), `and ${clauses.length - MOST_CLAUSES} more`];
}
var MOST_CLAUSES = 20;
var LONGEST_VALUE = 120;
var LONGEST_CLAUSE = 400;
var UNREADABLE = /* @__PURE__ */ Symbol("unreadable");
function plain(text) {
  const document = readDocument(text);
  if (document.kind !== "read") return UNREADABLE;
  try {
    return JSON.parse(JSON.stringify(document.value ?? null));
  } catch {
    return UNREADABLE;
  }
}
function changes(path, before, after) {
  if (isMap(before ?? {}) && isMap(after ?? {}) && (isMap(before) || isMap(after))) {
    const [one2, other2] = [before ?? {}, after ?? {}];
    const keys = [.../* @__PURE__ */ new Set([...Object.keys(one2), ...Object.keys(other2)])];
    const inner = keys.flatMap((key) => changes(path === "" ? key : `${path}.${key}`, one2[key], other2[key]));
    return path === "metrics" && isReordered(Object.keys(one2), Object.keys(other2)) ? [...inner, `${path}: in another order`] : inner;
  }
  const [one, other] = [listOr(before, after), listOr(after, before)];
  if (one !== null && other !== null) return listChanges(path, one, other);
  return shown(before) === shown(after) ? [] : [`${path}: ${cut(shown(before))} → ${cut(shown(after))}`];
}
function listOr(value, beside) {
  if (Array.isArray(value)) return value;
  return value === void 0 && Array.isArray(beside) && beside.length > 0 ? [] : null;
}
function listChanges(path, before, after) {
  const [one, other] = [before.map(shown), after.map(shown)];
  const gone = one.filter((item) => !other.includes(item)).map((item) => `${path}: removed ${cut(item)}`);
  const added = other.filter((item) => !one.includes(item)).map((item) => `${path}: added ${cut(item)}`);
  return [...gone, ...added, ...isReordered(one, other) ? [`${path}: in another order`] : []];
}
function isReordered(one, other) {
  const [left, right] = [one.filter((item) => other.includes(item)), other.filter((item) => one.includes(item))];
  return left.some((item, index) => item !== right[index]);
}
function isMap(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function shown(value) {
  if (value === void 0 || value === null) return "not set";
  if (Array.isArray(value)) return value.length === 0 ? "none" : `[${value.map(shown).join(", ")}]`;
  if (!isMap(value)) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${shown(inner)}`);
  return `{ ${entries.join(", ")} }`;
}
function cut(text) {
  return shortened(text, LONGEST_VALUE);
}
function shortened(text, longest) {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}
function printable(clause) {
  return shortened(clause.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, " "), LONGEST_CLAUSE);
}
export {
  configChanges
};
