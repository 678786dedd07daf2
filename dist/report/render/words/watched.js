// src/report/render/words/watched.ts
import { CONTROL } from "../../../model/metric.js";
import { clause, nameOf } from "./reasons.js";
var LONGEST = 10;
function loweredIn(comparisons) {
  return comparisons.filter(({ rule, metric }) => rule.role === "watch" && isLowered(metric));
}
function isLowered({ roleReason }) {
  return roleReason !== void 0 && roleReason !== CONTROL;
}
function watchedOnly(comparisons, safe) {
  const lowered = loweredIn(comparisons).map(({ metric }) => metric);
  return whyLowered(lowered, safe);
}
function whyLowered(metrics, safe) {
  const byReason = /* @__PURE__ */ new Map();
  for (const metric of metrics) {
    const why = metric.roleReason;
    byReason.set(why, [...byReason.get(why) ?? [], metric.id]);
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
  isLowered,
  listed,
  loweredIn,
  watchedOnly,
  whyLowered
};
