// src/system/cpu-time.ts
import { readFile } from "node:fs/promises";
async function readCpuTimes() {
  return parseCpuTimes(await readFile("/proc/stat", "utf8").catch(() => ""));
}
function parseCpuTimes(text) {
  const ticks = /^cpu +(\d+(?: \d+)*)/m.exec(text)?.[1]?.split(" ").map(Number) ?? [];
  const [user, nice, system, idle, iowait, irq, softirq, stolen] = ticks;
  if (stolen === void 0) return null;
  return { busy: user + nice + system + irq + softirq, idle: idle + iowait, stolen };
}
function stealBetween(before, after) {
  return shareBetween(before, after, "stolen");
}
function busyBetween(before, after) {
  return shareBetween(before, after, "busy");
}
function shareBetween(before, after, of) {
  if (before === null || after === null) return null;
  const passed = (kind) => after[kind] - before[kind];
  const all = passed("busy") + passed("idle") + passed("stolen");
  return all > 0 ? Math.min(1, Math.max(0, passed(of) / all)) : null;
}
export {
  busyBetween,
  parseCpuTimes,
  readCpuTimes,
  stealBetween
};
