/** What rules are judged by, over all rounds of a job. Pure. */
import { median } from "simple-statistics";
import type { Fact } from "../../model/finding.ts";
import type { Side } from "../../model/series.ts";
import { lowerBound } from "../slope.ts";
import { TARGET } from "../watched.ts";
import type { Used } from "./metrics.ts";

export function factsOf(used: Readonly<Record<Side, readonly Used[]>>): readonly Fact[] {
  const both = (of: (rounds: readonly Used[]) => number | null) => ({ base: of(used.base), head: of(used.head) });
  const middle = (of: (one: Used) => number) => both((rounds) => (rounds.length === 0 ? null : median(rounds.map(of))));
  const shared = { collector: "resources", subject: TARGET, name: null, at: null };
  const growth = both((rounds) =>
    lowerBound(rounds.flatMap(({ growth, collectsLate }) => (growth === null || collectsLate ? [] : [growth]))),
  );
  const facts: readonly Fact[] = [
    {
      ...shared,
      rule: "busy-processor",
      ...middle(({ busy }) => busy),
      unit: "fraction",
      note: "of the time of all processors of this machine, which the load shares with it",
    },
    { ...shared, rule: "full-memory", ...middle(({ full }) => full), unit: "fraction", note: null },
    { ...shared, rule: "leak", ...growth, unit: "bytes", note: "resident memory, a request" },
  ];
  return facts.filter(({ base, head }) => base !== null || head !== null);
}
