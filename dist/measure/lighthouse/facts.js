// src/measure/lighthouse/facts.ts
import { z } from "../../vendor/zod.js";
import { SIDES } from "../../model/series.js";
import { rangeOf } from "../ranges.js";
import { LONGEST_TIME } from "../subject.js";
import { nameOf } from "./differences/loaded.js";
import { rowsOf } from "./lhr.js";
import { EXACT_AUDITS } from "./metrics.js";
var UNITS = {
  "unused-css": "fraction",
  "unused-javascript": "fraction",
  "slow-resource": "ms",
  "render-blocking": "ms",
  "long-task": "ms"
};
var bytes = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
var time = z.number().min(0).max(LONGEST_TIME);
var unused = z.object({ url: z.string(), totalBytes: bytes.positive(), wastedBytes: bytes });
var request = z.object({ url: z.string(), networkRequestTime: time, networkEndTime: time });
var blocking = z.object({ url: z.string(), wastedMs: time });
var task = z.object({ url: z.string(), duration: time });
function noticedIn(lhr) {
  const largest = (rows, number) => {
    const byName = /* @__PURE__ */ new Map();
    for (const row of rows) {
      const name = nameOf(row.url, lhr.finalUrl) ?? "";
      byName.set(name, Math.max(byName.get(name) ?? 0, number(row)));
    }
    return byName;
  };
  const share = ({ wastedBytes, totalBytes }) => Math.min(1, wastedBytes / totalBytes);
  return {
    "unused-css": largest(rowsOf(lhr, EXACT_AUDITS["unused-css"], unused), share),
    "unused-javascript": largest(rowsOf(lhr, EXACT_AUDITS["unused-js"], unused), share),
    "slow-resource": largest(
      rowsOf(lhr, EXACT_AUDITS.requests, request),
      ({ networkRequestTime, networkEndTime }) => Math.max(0, networkEndTime - networkRequestTime)
    ),
    "render-blocking": largest(rowsOf(lhr, EXACT_AUDITS.blocking, blocking), ({ wastedMs }) => wastedMs),
    "long-task": largest(rowsOf(lhr, "long-tasks", task), ({ duration }) => duration)
  };
}
var MOST = 10;
var largerOf = ({ base, head }) => Math.max(base ?? 0, head ?? 0);
function factsOf(runs) {
  const pages = [...new Set(runs.map(({ page }) => page))];
  const rules = Object.keys(UNITS);
  return pages.flatMap((subject) => {
    const own = runs.filter(({ page }) => page === subject);
    return rules.flatMap((rule) => {
      const [before, after] = SIDES.map(
        (side) => own.filter((run) => run.side === side).map((run) => run.noticed[rule])
      );
      const base = lowest(before);
      const shared = { rule, collector: "lighthouse", subject, unit: UNITS[rule], note: null, at: null };
      return [...lowest(after)].map(([key, head]) => {
        const sides = { base: base.get(key) ?? null, head };
        const ranges = { base: rangeOf(numbersOf(before, key)), head: rangeOf(numbersOf(after, key)) };
        const rounds = agree(before, after, key) ? "same" : ranges;
        return { ...shared, name: key === "" ? null : key, ...sides, rounds };
      }).sort((one, other) => largerOf(other) - largerOf(one)).slice(0, MOST);
    });
  });
}
var numbersOf = (runs, name) => runs.map((run) => run.get(name) ?? 0);
function agree(base, head, name) {
  const isOne = (runs) => runs.length > 1 && new Set(numbersOf(runs, name)).size === 1;
  const isAdded = base.every((run) => !run.has(name)) && head.every((run) => run.has(name));
  return isOne(base) && (isAdded ? head.length > 1 : isOne(head));
}
function lowest([first, ...rest]) {
  const everywhere = [...first ?? []].filter(([name]) => rest.every((run) => run.has(name)));
  return new Map(
    everywhere.map(([name, number]) => [name, Math.min(number, ...rest.map((run) => run.get(name) ?? number))])
  );
}
export {
  factsOf,
  noticedIn
};
