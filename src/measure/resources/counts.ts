/** What only rises while processes run. Pure. */
const COUNTERS = [
  "cpu",
  "minorFaults",
  "majorFaults",
  "voluntarySwitches",
  "involuntarySwitches",
  "read",
  "written",
] as const;
export type Counter = (typeof COUNTERS)[number];

/** Milliseconds of processor time, faults and switches, bytes of storage. */
export type Counts = Readonly<Record<Counter, number>>;

export const NO_COUNTS: Counts = countsBy(() => 0);

export function countsBy(of: (counter: Counter) => number): Counts {
  // Every counter is in the list.
  return Object.fromEntries(COUNTERS.map((counter) => [counter, of(counter)])) as Record<Counter, number>;
}
