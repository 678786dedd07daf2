// src/baseline/merge.ts
var MOST_JOBS = 100;
var MOST_BYTES = 24 * 1024 * 1024;
var MOST_ERRORS = 20;
function mergeSnapshots(...lists) {
  const jobs = /* @__PURE__ */ new Map();
  for (const snapshot of lists.flat()) {
    const key = jobKey(snapshot);
    const known = jobs.get(key);
    if (known === void 0 || supersedes(snapshot, known)) jobs.set(key, snapshot);
  }
  const oldestFirst = [...jobs.values()].sort(byTime);
  const measured = bounded(oldestFirst.filter(hasMeasured));
  const errors = oldestFirst.filter((one) => !hasMeasured(one)).slice(-MOST_ERRORS);
  return [...measured, ...errors].sort(byTime);
}
function jobKey({ head, job }) {
  return JSON.stringify([head.commit, job.run]);
}
function hasMeasured({ verdict }) {
  return verdict !== "error";
}
function supersedes(one, other) {
  if (hasMeasured(one) !== hasMeasured(other)) return hasMeasured(one);
  if (one.job.attempt !== other.job.attempt) return one.job.attempt > other.job.attempt;
  return byTime(one, other) > 0;
}
function byTime(a, b) {
  const later = Date.parse(a.finished) - Date.parse(b.finished);
  if (later !== 0) return later;
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
function bounded(oldestFirst) {
  let first = oldestFirst.length;
  let bytes = 0;
  while (first > 0 && oldestFirst.length - first < MOST_JOBS) {
    bytes += Buffer.byteLength(JSON.stringify(oldestFirst[first - 1])) + 1;
    if (bytes > MOST_BYTES) break;
    first--;
  }
  return oldestFirst.slice(first);
}
export {
  MOST_BYTES,
  MOST_JOBS,
  hasMeasured,
  jobKey,
  mergeSnapshots
};
