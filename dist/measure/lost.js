// src/measure/lost.ts
import { asName } from "./subject.js";
var MOST = 3;
function withoutNumbers(endpoints) {
  const named = endpoints.slice(0, MOST).map(asName);
  const rest = endpoints.length - named.length;
  const all = rest > 0 ? [...named, `${rest} more`] : named;
  const listed = all.length === 1 ? all[0] : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
  return `${listed} ${all.length === 1 ? "has" : "have"} no numbers of that round`;
}
function lostCounts(database, side, endpoints) {
  return `${database}: counts of ${side} were lost in a round, so that ${withoutNumbers(endpoints)}.`;
}
export {
  lostCounts,
  withoutNumbers
};
