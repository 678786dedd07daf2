// src/measure/k6/told.ts
import { shortened } from "../subject.js";
import { checkSubject, endpointSubject } from "./endpoint.js";
import { patternOf } from "./pattern.js";
var MOST_TOLD = 500;
var FEWEST_REQUESTS = 20;
var LONGEST = 120;
function tellApart(labelOf) {
  const known = { endpoints: /* @__PURE__ */ new Set(), checks: /* @__PURE__ */ new Set() };
  const warnings = /* @__PURE__ */ new Map();
  function take(runs) {
    for (const kind of ["endpoints", "checks"]) {
      if (warnings.has(kind)) continue;
      const found = countsOf(runs, kind, labelOf);
      const isCrowded = (/* @__PURE__ */ new Set([...known[kind], ...found.keys()])).size > MOST_TOLD;
      const added = [...found].filter(
        ([key, { count }]) => !known[kind].has(key) && (!isCrowded || count >= FEWEST_REQUESTS)
      );
      added.sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));
      for (const [key] of added.slice(0, MOST_TOLD - known[kind].size)) known[kind].add(key);
      if (isCrowded) warnings.set(kind, warningOn(kind, [...found.values()]));
    }
  }
  function tells(script, subject) {
    const kind = kindOf(subject);
    return kind === null || !warnings.has(kind) || known[kind].has(keyOf(script, subject));
  }
  return { take, tells, warnings: () => [...warnings.values()] };
}
function kindOf({ method, check }) {
  if (check !== null) return "checks";
  return method === null ? null : "endpoints";
}
function keyOf(script, { scenario, method, name, check }) {
  return JSON.stringify([script, scenario, method, name, check]);
}
function countsOf(runs, kind, labelOf) {
  const counts = /* @__PURE__ */ new Map();
  for (const { script, slot, fold } of runs) {
    for (const cell of fold.cells) {
      const { metric, aggregate, other } = cell;
      if (other || cell.slot !== slot || metric !== (kind === "checks" ? "checks" : "http_reqs")) continue;
      const key = keyOf(script, cell);
      const counted = counts.get(key) ?? {
        subject: reportedName(cell, (scenario) => labelOf(script, scenario)),
        count: 0
      };
      counted.count += aggregate.kind === "rate" ? aggregate.total : aggregate.kind === "counter" ? aggregate.sum : 0;
      counts.set(key, counted);
    }
  }
  return counts;
}
function reportedName(about, labelOf) {
  return about.check === null ? endpointSubject(about, labelOf) : checkSubject(about, labelOf);
}
var ONE_NAME = {
  endpoints: 'Give requests of one kind one name, without ids: http.get(url, { tags: { name: "…" } }), or http.url for the address',
  checks: "Give checks of one kind one name, without ids"
};
function warningOn(kind, found) {
  const pattern = patternOf(found.map(({ subject }) => subject));
  const like = pattern === null ? "" : `, most of them like ${shortened(pattern, LONGEST)}`;
  return `There are more than ${MOST_TOLD} ${kind}${like}: only the busiest are weighed by themselves, the others together as "other ${kind}". ${ONE_NAME[kind]}.`;
}
export {
  MOST_TOLD,
  tellApart
};
