// src/report/render/words/said.ts
import { clause, nameOf, printedBy, reasonSentence } from "./reasons.js";
import { listed } from "./watched.js";
var LONGEST = 3;
function saidReasons(reasons, lookup, safe) {
  const byWhy = /* @__PURE__ */ new Map();
  for (const reason of reasons) {
    if (reason.kind === "inconclusive") byWhy.set(reason.why, [...byWhy.get(reason.why) ?? [], reason]);
  }
  return reasons.flatMap((reason) => {
    const alike = reason.kind === "inconclusive" && byWhy.get(reason.why) || [reason];
    if (alike[0] !== reason) return [];
    const sentence = alike.length === 1 ? reasonSentence(reason, lookup, safe) : together(alike, safe);
    return [{ sentence, printed: printedBy(reason) }];
  });
}
function together(alike, safe) {
  const open = alike.filter((reason) => reason.kind === "inconclusive");
  const names = open.slice(0, LONGEST).map(({ metric }) => nameOf(metric, safe));
  return `${listed(names, open.length - names.length)} are undecided: ${clause(open[0].why, safe)}.`;
}
export {
  saidReasons
};
