/** Files of /proc as proc(5) and the kernel's Documentation/filesystems/proc.rst describe them, read into numbers. Pure. */
import { basename } from "node:path";

/** What clock_t is counted in, on every Linux (getconf CLK_TCK): milliseconds. */
const TICK = 10;

export interface Stat {
  readonly parent: number;
  /** Milliseconds of processor time with all threads that ended; each of two parts is cut to whole ticks. */
  readonly cpu: number;
  /** The same of all children that have ended and were waited for, with theirs. */
  readonly childCpu: number;
  readonly minorFaults: number;
  readonly childMinorFaults: number;
  readonly majorFaults: number;
  readonly childMajorFaults: number;
  /** Ticks since the machine's start: with the id, it names a process once and for all. */
  readonly started: number;
}

/** /proc/pid/stat; null: not as expected. */
export function parseStat(text: string): Stat | null {
  // The name, in parentheses, may hold spaces and parentheses.
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  // From 3, the state: "The fields, in order" of proc_pid_stat(5).
  const field = (number: number) => fields[number - 3]!;
  const stat = {
    parent: field(4),
    minorFaults: field(10),
    childMinorFaults: field(11),
    majorFaults: field(12),
    childMajorFaults: field(13),
    cpu: (field(14) + field(15)) * TICK,
    childCpu: (field(16) + field(17)) * TICK,
    started: field(22),
  };
  return Object.values(stat).every(Number.isFinite) ? stat : null;
}

/** The first number of schedstat: nanoseconds that a thread has run; in milliseconds. 0 where the kernel does not count. */
export function parseSchedstat(text: string): number {
  return (Number.parseInt(text, 10) || 0) / 1e6;
}

export interface Status {
  /** Bytes; a program without memory of its own, as one that has ended, has none. */
  readonly resident: number;
  /** Without what is of files or shared. */
  readonly anonymous: number;
  /** The most that `resident` has ever been. */
  readonly peak: number;
  readonly threads: number;
  /** Of one thread. */
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
}

/** /proc/pid/status, or of a thread. */
export function parseStatus(text: string): Status {
  const number = lookup(text, ":");
  const resident = number("VmRSS") * 1024;
  return {
    resident,
    anonymous: text.includes("\nRssAnon:") ? number("RssAnon") * 1024 : resident,
    peak: number("VmHWM") * 1024,
    threads: number("Threads"),
    voluntarySwitches: number("voluntary_ctxt_switches"),
    involuntarySwitches: number("nonvoluntary_ctxt_switches"),
  };
}

/** /proc/pid/io: bytes that were fetched from and sent to storage, also by children that were waited for. */
export function parseIo(text: string): { readonly read: number; readonly written: number } {
  const number = lookup(text, ":");
  // What was truncated before it reached the disk was never written.
  return { read: number("read_bytes"), written: Math.max(0, number("write_bytes") - number("cancelled_write_bytes")) };
}

/** smaps_rollup: bytes in memory, a page that n processes share counted as an n-th. */
export function parseProportional(text: string): number {
  return lookup(text, ":")("Pss") * 1024;
}

/** /proc/pid/net/dev: bytes in and out on all but the loopback interface. */
export function parseNetwork(text: string): number {
  let sum = 0;
  for (const line of text.split("\n")) {
    const [name, numbers] = line.split(":");
    if (numbers === undefined || name!.trim() === "lo") continue;
    const [received = 0, , , , , , , , sent = 0] = numbers.trim().split(/ +/).map(Number);
    sum += received + sent;
  }
  return sum;
}

/** The name of a program. `file`: null for that of another user's process, as in a container, which goes by its command line. */
export function programOf(file: string | null, commandLine: string | null): string {
  return basename(file ?? commandLine?.split("\0", 1)[0] ?? "");
}

/** Of a file of a name, `separator` and a number a line; 0 for what it does not hold. */
export function lookup(text: string, separator: string): (name: string) => number {
  const lines = text.split("\n").map((line) => {
    const at = line.indexOf(separator);
    return [line.slice(0, at), Number.parseInt(line.slice(at + 1).trim(), 10) || 0] as const;
  });
  const numbers = new Map(lines);
  return (name) => numbers.get(name) ?? 0;
}
