// src/measure/subject.ts
import { createHash } from "node:crypto";
var LONGEST = 1e3;
function asName(name) {
  if (name === "") return "(no name)";
  if (name.length <= LONGEST) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return shortened(name, LONGEST - digest.length) + digest;
}
function asSentence(text) {
  return shortened(text, 2 * LONGEST);
}
function shortened(text, most) {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}
function asClause(text, most) {
  return shortened(text.replace(/\s+/gu, " ").trim().replace(/\.$/u, ""), most);
}
function withoutName(id, said) {
  return said.startsWith(`${id}: `) ? said.slice(id.length + 2) : said;
}
var LONGEST_TIME = 1e9;
export {
  LONGEST_TIME,
  asClause,
  asName,
  asSentence,
  shortened,
  withoutName
};
