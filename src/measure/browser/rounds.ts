/** Visits of all kept rounds, gathered into series and facts. Pure. */
import { median } from "simple-statistics";
import type { Fact } from "../../model/finding.ts";
import { type SampledSeries, SIDES, type Side } from "../../model/series.ts";
import { rangeOf } from "../ranges.ts";
import { browserMetric } from "./metrics.ts";
import type { Visit } from "./read.ts";
import { MOST_ENTRIES } from "./script.ts";

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

/** Pages of which requests and bytes could not be counted in a round, a sentence each. */
export function uncounted(pages: readonly string[], rounds: readonly RoundVisits[]): readonly string[] {
  return pages.flatMap((page) => {
    const cut = SIDES.flatMap((side) => {
      const times = rounds.filter((round) => round.get(page)?.[side]?.isCut === true).length;
      return times === 0 ? [] : [`on ${side} in ${times} of ${rounds.length} rounds`];
    });
    const where = cut.join(" and ");
    return cut.length === 0
      ? []
      : [
          `${page}: it asks for ${MOST_ENTRIES} files or more (${where}): its requests and bytes are not counted there.`,
        ];
  });
}

/** Slow resources of a page: the slowest on either side. */
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
      const [before, after] = [base.map(number), head.map(number)];
      const rounds = { base: rangeOf(before.map(orNothing)), head: rangeOf(after.map(orNothing)) };
      const sides = { base: middle(before), head: middle(after) };
      return sides.head === null
        ? null
        : { rule, collector: "browser", subject: page, name, ...sides, unit: "ms", note: null, at: null, rounds };
    };
    const names = [...new Set(head.flatMap(({ resources }) => [...resources.keys()]))];
    const slow = names
      .flatMap((name) => fact("slow-resource", name, ({ resources }) => resources.get(name)) ?? [])
      .sort((a, b) => Math.max(b.base ?? 0, b.head!) - Math.max(a.base ?? 0, a.head!))
      .slice(0, MOST);
    return [...slow, fact("long-task", null, ({ longestTask }) => longestTask) ?? []].flat();
  });
}

const orNothing = (number: number | undefined) => number ?? 0;

/** null where no more than half of the visits have one. */
function middle(numbers: readonly (number | undefined)[]): number | null {
  const present = numbers.filter((number) => number !== undefined);
  return present.length * 2 <= numbers.length ? null : median(present);
}
