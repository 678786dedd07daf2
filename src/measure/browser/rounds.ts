/** Visits of all kept rounds, gathered into series and facts. Pure. */
import { median } from "simple-statistics";
import type { Fact } from "../../model/finding.ts";
import type { SampledSeries, Side } from "../../model/series.ts";
import { browserMetric } from "./metrics.ts";
import type { Visit } from "./read.ts";

/** One kept round: by page, what each side gave. */
export type RoundVisits = ReadonlyMap<string, Readonly<Partial<Record<Side, Visit>>>>;

/** One series a metric that any round gave. */
export function seriesOf(pages: readonly string[], rounds: readonly RoundVisits[]): readonly SampledSeries[] {
  return pages.flatMap((page) => {
    const visits = rounds.flatMap((round) => Object.values(round.get(page) ?? {}));
    const names = [...new Set(visits.flatMap(({ values }) => [...values.keys()]))].sort();
    return names.map((name): SampledSeries => {
      const of = (side: Side) => rounds.map((round) => round.get(page)?.[side]?.values.get(name) ?? null);
      return { kind: "sampled", metric: browserMetric(name, page), base: of("base"), head: of("head") };
    });
  });
}

/** Slow resources of a page: the slowest of head. */
const MOST = 10;

/** Each the median over rounds, of what most visits of a side had. */
export function factsOf(pages: readonly string[], rounds: readonly RoundVisits[]): readonly Fact[] {
  return pages.flatMap((page) => {
    const of = (side: Side) => rounds.flatMap((round) => round.get(page)?.[side] ?? []);
    const [base, head] = [of("base"), of("head")];
    const fact = (
      rule: Fact["rule"],
      name: string | null,
      number: (visit: Visit) => number | undefined,
    ): Fact | null => {
      const [before, after] = [middle(base.map(number)), middle(head.map(number))];
      const sides = { base: before, head: after };
      return after === null
        ? null
        : { rule, collector: "browser", subject: page, name, ...sides, unit: "ms", note: null, at: null };
    };
    const names = [...new Set(head.flatMap(({ resources }) => [...resources.keys()]))];
    const slow = names
      .flatMap((name) => fact("slow-resource", name, ({ resources }) => resources.get(name)) ?? [])
      .sort((a, b) => b.head! - a.head!)
      .slice(0, MOST);
    return [...slow, fact("long-task", null, ({ longestTask }) => longestTask) ?? []].flat();
  });
}

/** null where fewer than half of the visits have one. */
function middle(numbers: readonly (number | undefined)[]): number | null {
  const present = numbers.filter((number) => number !== undefined);
  return present.length * 2 <= numbers.length ? null : median(present);
}
