/** The counters of single processes, from /proc. */
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { type Counts, NO_COUNTS } from "./counts.ts";
import type { ProcessCounts } from "./ledger.ts";
import { parseIo, parseNetwork, parseProportional, parseSchedstat, parseStat, parseStatus, programOf } from "./proc.ts";

export interface Gauges {
  /** Bytes. */
  readonly resident: number;
  readonly anonymous: number;
  readonly peak: number;
  readonly threads: number;
}

/** null: it has ended, or is another user's. */
export function readCounts(pid: number): ProcessCounts | null {
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
  const counts: Counts = {
    // Both are never too much. The threads' own count is exact but knows nothing of those that ended.
    cpu: Math.max(ran, stat.cpu) + stat.childCpu,
    minorFaults: stat.minorFaults + stat.childMinorFaults,
    majorFaults: stat.majorFaults + stat.childMajorFaults,
    voluntarySwitches: switches.voluntary,
    involuntarySwitches: switches.involuntary,
    read: fetched,
    written,
  };
  return { pid, parent: stat.parent, started: stat.started, counts, waitedFor: stat.childMinorFaults };
}

/** Milliseconds that each living thread has run, by process and thread. */
export function readThreads(pid: number): readonly (readonly [string, number])[] {
  return (list(`/proc/${pid}/task`) ?? []).map((thread) => {
    const folder = `/proc/${pid}/task/${thread}`;
    const ticks = parseStat(read(`${folder}/stat`) ?? "")?.cpu ?? 0;
    return [`${pid}/${thread}`, Math.max(parseSchedstat(read(`${folder}/schedstat`) ?? ""), ticks)];
  });
}

const NO_IO = { read: NO_COUNTS.read, written: NO_COUNTS.written };

/** Programs whose memory grows until they find it worth collecting, leak or none. */
const COLLECTING: ReadonlySet<string> = new Set(["node", "nodejs", "deno", "bun", "java"]);

/** Whether its resident memory says little of what it keeps. */
export function collectsLate(pid: number): boolean {
  return COLLECTING.has(programOf(link(`/proc/${pid}/exe`), read(`/proc/${pid}/cmdline`)));
}

/** Zeros for what has ended. */
export function readGauges(pid: number): Gauges {
  return parseStatus(read(`/proc/${pid}/status`) ?? "");
}

/** Open file descriptors; null where they cannot be seen: it is another user's, or has ended. */
export function countFiles(pid: number): number | null {
  return list(`/proc/${pid}/fd`)?.length ?? null;
}

/** Whether what it fetched from and sent to storage can be seen: as its files can. */
export function tellsStorage(pid: number): boolean {
  return read(`/proc/${pid}/io`) !== null;
}

/** Bytes with shared pages counted by their share; null where that cannot be seen. */
export function readProportional(pid: number): number | null {
  const text = read(`/proc/${pid}/smaps_rollup`);
  return text === null || text === "" ? null : parseProportional(text);
}

/**
 * Bytes over the network, where the processes have one of their own, as in a container: the kernel counts by network, not by
 * process. null: they share ours.
 */
export function readNetwork(pids: readonly number[]): number | null {
  const networks = new Map(pids.map((pid) => [networkOf(pid), pid] as const));
  networks.delete(networkOf("self"));
  networks.delete(null);
  if (networks.size === 0) return null;
  return [...networks.values()].reduce((sum, pid) => sum + parseNetwork(read(`/proc/${pid}/net/dev`) ?? ""), 0);
}

/**
 * Each network has files of its own, told by their number, which everybody may read; ns/net would name it to its owner and to
 * root alone. null: the process has ended.
 */
function networkOf(pid: number | "self"): number | null {
  try {
    return statSync(`/proc/${pid}/net/dev`).ino;
  } catch {
    return null;
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null;
  }
}

function list(path: string): readonly string[] | null {
  try {
    return readdirSync(path);
  } catch {
    return null;
  }
}

function link(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
