// src/measure/resources/processes.ts
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { NO_COUNTS } from "./counts.js";
import { parseIo, parseNetwork, parseProportional, parseSchedstat, parseStat, parseStatus, programOf } from "./proc.js";
function readCounts(pid) {
  const stat = parseStat(read(`/proc/${pid}/stat`) ?? "");
  const threads = list(`/proc/${pid}/task`);
  if (stat === null || threads === null) return null;
  let ran = 0;
  const switches = { voluntary: 0, involuntary: 0 };
  for (const thread of threads) {
    ran += parseSchedstat(read(`/proc/${pid}/task/${thread}/schedstat`) ?? "");
    const { voluntarySwitches, involuntarySwitches } = parseStatus(read(`/proc/${pid}/task/${thread}/status`) ?? "");
    switches.voluntary += voluntarySwitches;
    switches.involuntary += involuntarySwitches;
  }
  const io = read(`/proc/${pid}/io`);
  const { read: fetched, written } = io === null ? NO_IO : parseIo(io);
  const counts = {
    // Both are never too much. The threads' own count is exact but knows nothing of those that ended.
    cpu: Math.max(ran, stat.cpu) + stat.childCpu,
    minorFaults: stat.minorFaults + stat.childMinorFaults,
    majorFaults: stat.majorFaults + stat.childMajorFaults,
    voluntarySwitches: switches.voluntary,
    involuntarySwitches: switches.involuntary,
    read: fetched,
    written
  };
  return { pid, parent: stat.parent, started: stat.started, counts, waitedFor: stat.childMinorFaults };
}
function readThreads(pid) {
  return (list(`/proc/${pid}/task`) ?? []).map((thread) => {
    const folder = `/proc/${pid}/task/${thread}`;
    const ticks = parseStat(read(`${folder}/stat`) ?? "")?.cpu ?? 0;
    return [`${pid}/${thread}`, Math.max(parseSchedstat(read(`${folder}/schedstat`) ?? ""), ticks)];
  });
}
var NO_IO = { read: NO_COUNTS.read, written: NO_COUNTS.written };
var COLLECTING = /* @__PURE__ */ new Set(["node", "nodejs", "deno", "bun", "java"]);
function collectsLate(pid) {
  return COLLECTING.has(programOf(link(`/proc/${pid}/exe`), read(`/proc/${pid}/cmdline`)));
}
function readGauges(pid) {
  return parseStatus(read(`/proc/${pid}/status`) ?? "");
}
function countFiles(pid) {
  return list(`/proc/${pid}/fd`)?.length ?? null;
}
function tellsStorage(pid) {
  return read(`/proc/${pid}/io`) !== null;
}
function readProportional(pid) {
  const text = read(`/proc/${pid}/smaps_rollup`);
  return text === null || text === "" ? null : parseProportional(text);
}
function readNetwork(pids) {
  const networks = new Map(pids.map((pid) => [networkOf(pid), pid]));
  networks.delete(networkOf("self"));
  networks.delete(null);
  if (networks.size === 0) return null;
  return [...networks.values()].reduce((sum, pid) => sum + parseNetwork(read(`/proc/${pid}/net/dev`) ?? ""), 0);
}
function networkOf(pid) {
  try {
    return statSync(`/proc/${pid}/net/dev`).ino;
  } catch {
    return null;
  }
}
function read(path) {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null;
  }
}
function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return null;
  }
}
function link(path) {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
export {
  collectsLate,
  countFiles,
  readCounts,
  readGauges,
  readNetwork,
  readProportional,
  readThreads,
  tellsStorage
};
