// src/report/render/words/watched.ts
import { clause, nameOf } from "./reasons.js";
var LONGEST = 10;
function watchedOnly(comparisons, safe) {
  const byReason = /* @__PURE__ */ new Map();
  for (const { metric, rule } of comparisons) {
    if (rule.role !== "watch" || metric.roleReason === void 0) continue;
    const names = byReason.get(metric.roleReason);
    if (names) names.push(metric.id);
    else byReason.set(metric.roleReason, [metric.id]);
  }
  const lines = [...byReason].map(([why, ids]) => {
    const names = ids.slice(0, LONGEST).map((id) => nameOf(id, safe));
    return `${listed(names, ids.length - names.length)} did not gate: ${clause(why, safe)}.`;
  });
  const rest = lines.length - LONGEST;
  return rest > 0 ? [...lines.slice(0, LONGEST), `… and ${rest} more`] : lines;
}
function listed(names, more) {
  const parts = more > 0 ? [...names, `${more} more`] : names;
  return [parts.slice(0, -1).join(", "), ...parts.slice(-1)].filter((part) => part !== "").join(" and ");
}
export {
  watchedOnly
};
