// src/report/render/words/unweighed.ts
import { parseMetricId } from "../../../model/metric.js";
import { nameOf } from "./reasons.js";
import { listed } from "./watched.js";
var LONGEST = 3;
var NAME = 120;
function unweighed({ notWeighed }) {
  const byReason = /* @__PURE__ */ new Map();
  for (const line of notWeighed) {
    const said = divided(line);
    if (said !== null) byReason.set(said.why, [...byReason.get(said.why) ?? [], said.id]);
  }
  const lines = notWeighed.map((line) => {
    const said = divided(line);
    const ids = said === null ? [] : byReason.get(said.why);
    return said === null || ids.length === 1 ? line : joined(said.why, ids);
  });
  return [...new Set(lines)];
}
function divided(line) {
  const at = line.lastIndexOf(": ");
  const id = line.slice(0, Math.max(0, at));
  const parts = parseMetricId(id);
  return parts === void 0 || parts.collector.includes(" ") ? null : { id, why: line.slice(at + 2) };
}
function joined(why, ids) {
  const names = ids.slice(0, LONGEST).map((id) => nameOf(id, (name) => shortened(name)));
  const reason = why.replace(/\.$/, "");
  return `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}: ${listed(names, ids.length - names.length)}.`;
}
var shortened = (name) => name.length <= NAME ? name : `${name.slice(0, NAME - 1)}…`;
export {
  unweighed
};
