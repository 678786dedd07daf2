// src/measure/bounded.ts
import { posix } from "node:path";
import { asName, asSentence } from "./subject.js";
var MOST = 2e3;
function boundedCauses(causes) {
  return causes.slice(0, MOST).map((cause) => ({
    ...{ ...cause, ...numbersOf(cause), ...wordsOf(cause) },
    whole: finite(cause.whole)
  }));
}
function boundedFacts(facts) {
  return facts.slice(0, MOST).map(({ rounds, ...fact }) => ({
    ...{ ...fact, ...numbersOf(fact), ...wordsOf(fact), subject: asName(fact.subject) },
    ...rounds === void 0 ? {} : { rounds: rounds === "same" ? rounds : onSides(rounds) }
  }));
}
var onSides = ({ base, head }) => ({
  base: finiteRange(base),
  head: finiteRange(head)
});
var finiteRange = (range) => range !== null && Number.isFinite(range.least) && Number.isFinite(range.most) ? range : null;
var numbersOf = ({ base, head }) => ({ base: finite(base), head: finite(head) });
var finite = (value) => value !== null && Number.isFinite(value) ? value : null;
function wordsOf(told) {
  const { name, note, at } = told;
  return {
    // A name is one where there was one.
    name: name === null ? null : asName(name),
    note: note === null ? null : asSentence(note),
    at: at === null ? null : placeOf(at)
  };
}
function placeOf({ file, line }) {
  const path = posix.normalize(file);
  if (posix.isAbsolute(path) || path === ".." || path.startsWith("../") || path !== asName(path)) return null;
  return { file: path, line: line !== null && Number.isSafeInteger(line) && line > 0 ? line : null };
}
export {
  boundedCauses,
  boundedFacts
};
