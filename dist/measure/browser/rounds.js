// src/measure/browser/rounds.ts
import { median } from "../../vendor/simple-statistics.js";
import { SIDES } from "../../model/series.js";
import { rangeOf } from "../ranges.js";
import { browserMetric } from "./metrics.js";
import { MOST_ENTRIES } from "./script.js";
function seriesOf(pages, rounds) {
  return pages.flatMap((page) => {
    const visits = rounds.flatMap((round) => Object.values(round.get(page) ?? {}));
    const names = [...new Set(visits.flatMap(({ values }) => [...values.keys()]))].sort();
    return names.map((name) => {
      const of = (side) => rounds.map((round) => round.get(page)?.[side]?.values.get(name) ?? null);
      return { kind: "sampled", metric: browserMetric(name, page), base: of("base"), head: of("head") };
    });
  });
}
function uncounted(pages, rounds) {
  return pages.flatMap((page) => {
    const cut = SIDES.flatMap((side) => {
      const times = rounds.filter((round) => round.get(page)?.[side]?.isCut === true).length;
      return times === 0 ? [] : [`on ${side} in ${times} of ${rounds.length} rounds`];
    });
    const where = cut.join(" and ");
    return cut.length === 0 ? [] : [
      `${page}: it asks for ${MOST_ENTRIES} files or more (${where}): its requests and bytes are not counted there.`
    ];
  });
}
var MOST = 10;
function factsOf(pages, rounds) {
  return pages.flatMap((page) => {
    const of = (side) => rounds.flatMap((round) => round.get(page)?.[side] ?? []);
    const [base, head] = [of("base"), of("head")];
    const fact = (rule, name, number) => {
      const [before, after] = [base.map(number), head.map(number)];
      const rounds2 = { base: rangeOf(before.map(orNothing)), head: rangeOf(after.map(orNothing)) };
      const sides = { base: middle(before), head: middle(after) };
      return sides.head === null ? null : { rule, collector: "browser", subject: page, name, ...sides, unit: "ms", note: null, at: null, rounds: rounds2 };
    };
    const names = [...new Set(head.flatMap(({ resources }) => [...resources.keys()]))];
    const slow = names.flatMap((name) => fact("slow-resource", name, ({ resources }) => resources.get(name)) ?? []).sort((a, b) => Math.max(b.base ?? 0, b.head) - Math.max(a.base ?? 0, a.head)).slice(0, MOST);
    return [...slow, fact("long-task", null, ({ longestTask }) => longestTask) ?? []].flat();
  });
}
var orNothing = (number) => number ?? 0;
function middle(numbers) {
  const present = numbers.filter((number) => number !== void 0);
  return present.length * 2 <= numbers.length ? null : median(present);
}
export {
  factsOf,
  seriesOf,
  uncounted
};
