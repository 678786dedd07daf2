/** What rules are judged by, over all rounds of a job. Pure. */
import { median } from "simple-statistics";
import type { Fact } from "../../model/finding.ts";
import type { Side } from "../../model/series.ts";
import { leaksOf } from "../leak.ts";
import { onSides, rangeOf } from "../ranges.ts";
import { TARGET } from "../watched.ts";
import type { Used } from "./metrics.ts";

type UsedSides = Readonly<Record<Side, readonly Used[]>>;

export function factsOf(used: UsedSides): readonly Fact[] {
  const shared = { collector: "resources", subject: TARGET, name: null, unit: "fraction", at: null } as const;
  const facts: readonly Fact[] = [
    { ...shared, rule: "busy-processor", ...busiestOf(used) },
    { ...shared, rule: "full-memory", ...middle(used, ({ full }) => full), note: null },
  ];
  const grown = onSides((side) =>
    used[side].flatMap(({ growth, requests, collectsLate }) =>
      growth === null || collectsLate ? [] : [{ bytes: growth * requests, requests }],
    ),
  );
  return [
    ...facts.filter(({ base, head }) => base !== null || head !== null),
    ...leaksOf("resources", "resident memory", grown),
  ];
}

/** A sentence on what could not be seen in some round. */
export function notesOf(used: UsedSides): readonly string[] {
  const all = [...used.base, ...used.head];
  const missing = [
    ...(all.some(({ files }) => files === null) ? ["open files"] : []),
    ...(all.some(({ storage }) => !storage) ? ["bytes of storage"] : []),
  ].join(" and ");
  return missing === ""
    ? []
    : [
        `resources: ${missing} of the target could not be seen: the kernel shows them to who runs a process, and to root; start Weighbridge as one of them to have them.`,
      ];
}

/** One thread may be at its end while other processors are idle, and many threads while none of them is: the higher of both. */
function busiestOf(used: UsedSides): Pick<Fact, "base" | "head" | "rounds" | "note"> {
  const rounds = used.head.length === 0 ? used.base : used.head;
  const threads = rounds.filter(({ busiest, busy }) => busiest > busy).length;
  const note =
    threads * 2 > rounds.length
      ? "its busiest thread, which can use no more than one processor"
      : "the time of all processors together, which the load shares with it";
  return { ...middle(used, ({ busiest, busy }) => Math.max(busiest, busy)), note };
}

/** The middle one of all rounds. */
function middle(used: UsedSides, of: (one: Used) => number): Pick<Fact, "base" | "head" | "rounds"> {
  const numbers = onSides((side) => used[side].map(of));
  const middles = onSides((side) => (numbers[side].length === 0 ? null : median(numbers[side])));
  return { ...middles, rounds: onSides((side) => rangeOf(numbers[side])) };
}
