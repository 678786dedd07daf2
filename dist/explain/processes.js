// src/explain/processes.ts
import { readFileSync } from "node:fs";
import { readlink } from "node:fs/promises";
import { basename } from "node:path";
var TICK = 10;
function processorTime(pids) {
  const times = pids.map(timeOf);
  return times.length === 0 || times.includes(null) ? null : times.reduce((sum, time) => sum + (time ?? 0), 0);
}
function busiest(pids) {
  const ordered = pids.toSorted((x, y) => (timeOf(y) ?? 0) - (timeOf(x) ?? 0));
  return ordered[0] ?? null;
}
function timeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK;
  } catch {
    return null;
  }
}
async function running(pids, name) {
  const programs = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/exe`).catch(() => "")));
  return pids.filter((_, index) => name.test(basename(programs[index])));
}
export {
  busiest,
  processorTime,
  running
};
