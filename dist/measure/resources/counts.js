// src/measure/resources/counts.ts
var COUNTERS = [
  "cpu",
  "minorFaults",
  "majorFaults",
  "voluntarySwitches",
  "involuntarySwitches",
  "read",
  "written"
];
var NO_COUNTS = countsBy(() => 0);
function countsBy(of) {
  return Object.fromEntries(COUNTERS.map((counter) => [counter, of(counter)]));
}
export {
  NO_COUNTS,
  countsBy
};
