// src/measure/resources/proc.ts
import { basename } from "node:path";
var TICK = 10;
function parseStat(text) {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
  const field = (number) => fields[number - 3];
  const stat = {
    parent: field(4),
    minorFaults: field(10),
    childMinorFaults: field(11),
    majorFaults: field(12),
    childMajorFaults: field(13),
    cpu: (field(14) + field(15)) * TICK,
    childCpu: (field(16) + field(17)) * TICK,
    started: field(22)
  };
  return Object.values(stat).every(Number.isFinite) ? stat : null;
}
function parseSchedstat(text) {
  return (Number.parseInt(text, 10) || 0) / 1e6;
}
function parseStatus(text) {
  const number = lookup(text, ":");
  const resident = number("VmRSS") * 1024;
  return {
    resident,
    anonymous: text.includes("\nRssAnon:") ? number("RssAnon") * 1024 : resident,
    peak: number("VmHWM") * 1024,
    threads: number("Threads"),
    voluntarySwitches: number("voluntary_ctxt_switches"),
    involuntarySwitches: number("nonvoluntary_ctxt_switches")
  };
}
function parseIo(text) {
  const number = lookup(text, ":");
  return { read: number("read_bytes"), written: Math.max(0, number("write_bytes") - number("cancelled_write_bytes")) };
}
function parseProportional(text) {
  return lookup(text, ":")("Pss") * 1024;
}
function parseNetwork(text) {
  let sum = 0;
  for (const line of text.split("\n")) {
    const [name, numbers] = line.split(":");
    if (numbers === void 0 || name.trim() === "lo") continue;
    const [received = 0, , , , , , , , sent = 0] = numbers.trim().split(/ +/).map(Number);
    sum += received + sent;
  }
  return sum;
}
function programOf(file, commandLine) {
  return basename(file ?? commandLine?.split("\0", 1)[0] ?? "");
}
function lookup(text, separator) {
  const lines = text.split("\n").map((line) => {
    const at = line.indexOf(separator);
    return [line.slice(0, at), Number.parseInt(line.slice(at + 1).trim(), 10) || 0];
  });
  const numbers = new Map(lines);
  return (name) => numbers.get(name) ?? 0;
}
export {
  lookup,
  parseIo,
  parseNetwork,
  parseProportional,
  parseSchedstat,
  parseStat,
  parseStatus,
  programOf
};
