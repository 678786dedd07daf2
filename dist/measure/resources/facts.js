// src/measure/resources/facts.ts
import { median } from "../../vendor/simple-statistics.js";
import { lowerBound } from "../slope.js";
import { TARGET } from "../watched.js";
function factsOf(used) {
  const both = (of) => ({ base: of(used.base), head: of(used.head) });
  const middle = (of) => both((rounds) => rounds.length === 0 ? null : median(rounds.map(of)));
  const shared = { collector: "resources", subject: TARGET, name: null, at: null };
  const growth = both(
    (rounds) => lowerBound(rounds.flatMap(({ growth: growth2, collectsLate }) => growth2 === null || collectsLate ? [] : [growth2]))
  );
  const facts = [
    {
      ...shared,
      rule: "busy-processor",
      ...middle(({ busy }) => busy),
      unit: "fraction",
      note: "of the time of all processors of this machine, which the load shares with it"
    },
    { ...shared, rule: "full-memory", ...middle(({ full }) => full), unit: "fraction", note: null },
    { ...shared, rule: "leak", ...growth, unit: "bytes", note: "resident memory, a request" }
  ];
  return facts.filter(({ base, head }) => base !== null || head !== null);
}
export {
  factsOf
};
