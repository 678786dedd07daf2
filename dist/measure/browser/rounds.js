// src/measure/browser/rounds.ts
import { median } from "../../vendor/simple-statistics.js";
import { browserMetric } from "./metrics.js";
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
var MOST = 10;
function factsOf(pages, rounds) {
  return pages.flatMap((page) => {
    const of = (side) => rounds.flatMap((round) => round.get(page)?.[side] ?? []);
    const [base, head] = [of("base"), of("head")];
    const fact = (rule, name, number) => {
      const [before, after] = [middle(base.map(number)), middle(head.map(number))];
      const sides = { base: before, head: after };
      return after === null ? null : { rule, collector: "browser", subject: page, name, ...sides, unit: "ms", note: null, at: null };
    };
    const names = [...new Set(head.flatMap(({ resources }) => [...resources.keys()]))];
    const slow = names.flatMap((name) => fact("slow-resource", name, ({ resources }) => resources.get(name)) ?? []).sort((a, b) => b.head - a.head).slice(0, MOST);
    return [...slow, fact("long-task", null, ({ longestTask }) => longestTask) ?? []].flat();
  });
}
function middle(numbers) {
  const present = numbers.filter((number) => number !== void 0);
  return present.length * 2 <= numbers.length ? null : median(present);
}
export {
  factsOf,
  seriesOf
};
