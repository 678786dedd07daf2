// src/measure/resources/facts.ts
import { median } from "../../vendor/simple-statistics.js";
import { leaksOf } from "../leak.js";
import { onSides, rangeOf } from "../ranges.js";
import { TARGET } from "../watched.js";
function factsOf(used) {
  const shared = { collector: "resources", subject: TARGET, name: null, unit: "fraction", at: null };
  const facts = [
    { ...shared, rule: "busy-processor", ...busiestOf(used) },
    { ...shared, rule: "full-memory", ...middle(used, ({ full }) => full), note: null }
  ];
  const grown = onSides(
    (side) => used[side].flatMap(
      ({ growth, requests, collectsLate }) => growth === null || collectsLate ? [] : [{ bytes: growth * requests, requests }]
    )
  );
  return [
    ...facts.filter(({ base, head }) => base !== null || head !== null),
    ...leaksOf("resources", "resident memory", grown)
  ];
}
function notesOf(used) {
  const all = [...used.base, ...used.head];
  const missing = [
    ...all.some(({ files }) => files === null) ? ["open files"] : [],
    ...all.some(({ storage }) => !storage) ? ["bytes of storage"] : []
  ].join(" and ");
  return missing === "" ? [] : [
    `resources: ${missing} of the target could not be seen: the kernel shows them to who runs a process, and to root; start Weighbridge as one of them to have them.`
  ];
}
function busiestOf(used) {
  const rounds = used.head.length === 0 ? used.base : used.head;
  const threads = rounds.filter(({ busiest, busy }) => busiest > busy).length;
  const note = threads * 2 > rounds.length ? "its busiest thread, which can use no more than one processor" : "the time of all processors together, which the load shares with it";
  return { ...middle(used, ({ busiest, busy }) => Math.max(busiest, busy)), note };
}
function middle(used, of) {
  const numbers = onSides((side) => used[side].map(of));
  const middles = onSides((side) => numbers[side].length === 0 ? null : median(numbers[side]));
  return { ...middles, rounds: onSides((side) => rangeOf(numbers[side])) };
}
export {
  factsOf,
  notesOf
};
