// src/baseline/health.ts
import { median } from "../vendor/simple-statistics.js";
var JOBS = 10;
function healthOf(snapshots) {
  const newest = snapshots.toSorted((a, b) => Date.parse(b.finished) - Date.parse(a.finished)).slice(0, JOBS);
  if (newest.length === 0) return null;
  const count = (matches) => newest.filter(matches).length;
  const seconds = newest.flatMap((one) => one.seconds ?? []);
  const visible = newest.flatMap((one) => one.visible ?? []);
  return {
    jobs: newest.length,
    inconclusive: count(({ verdict }) => verdict === "inconclusive"),
    errors: count(({ verdict }) => verdict === "error"),
    overrides: count(({ override }) => override !== void 0),
    minutes: seconds.length === 0 ? null : median(seconds) / 60,
    visible: visible.length === 0 ? null : median(visible)
  };
}
export {
  healthOf
};
