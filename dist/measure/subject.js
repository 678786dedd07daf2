// src/measure/subject.ts
import { createHash } from "node:crypto";
var LONGEST = 1e3;
function asSubject(name) {
  if (name === "") return "(no name)";
  if (name.length <= LONGEST) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return `${name.slice(0, LONGEST - digest.length - 1)}…${digest}`;
}
function asSentence(text) {
  return text.length <= 2 * LONGEST ? text : `${text.slice(0, 2 * LONGEST - 1)}…`;
}
var LONGEST_TIME = 1e9;
export {
  LONGEST_TIME,
  asSentence,
  asSubject
};
