/** How this machine's processors spend their time, as the kernel counts it. */
import { readFile } from "node:fs/promises";

/** Since the start of the machine, all processors together, in the kernel's ticks: only shares of them mean something. */
export interface CpuTimes {
  readonly busy: number;
  readonly idle: number;
  /** A processor was wanted here while the hypervisor ran something else on it. */
  readonly stolen: number;
}

/** null where the system does not tell (macOS, Windows). A hypervisor that keeps it to itself shows as 0 stolen. */
export async function readCpuTimes(): Promise<CpuTimes | null> {
  return parseCpuTimes(await readFile("/proc/stat", "utf8").catch(() => ""));
}

/**
 * The line `cpu` of proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal. What follows them, guest time, is
 * in user and nice already. Waiting for a disk is idling.
 */
export function parseCpuTimes(text: string): CpuTimes | null {
  const ticks = /^cpu +(\d+(?: \d+)*)/m.exec(text)?.[1]?.split(" ").map(Number) ?? [];
  const [user, nice, system, idle, iowait, irq, softirq, stolen] = ticks;
  if (stolen === undefined) return null;
  return { busy: user! + nice! + system! + irq! + softirq!, idle: idle! + iowait!, stolen };
}

/** Share of the processors' time that the hypervisor gave to others, 0–1; null when unknown or no time has passed. */
export function stealBetween(before: CpuTimes | null, after: CpuTimes | null): number | null {
  return shareBetween(before, after, "stolen");
}

/** Share of the processors' time that something ran here, 0–1; null when unknown or no time has passed. */
export function busyBetween(before: CpuTimes | null, after: CpuTimes | null): number | null {
  return shareBetween(before, after, "busy");
}

function shareBetween(before: CpuTimes | null, after: CpuTimes | null, of: keyof CpuTimes): number | null {
  if (before === null || after === null) return null;
  const passed = (kind: keyof CpuTimes) => after[kind] - before[kind];
  const all = passed("busy") + passed("idle") + passed("stolen");
  // The kernel warns that iowait may fall, and a processor that is taken away takes its ticks along.
  return all > 0 ? Math.min(1, Math.max(0, passed(of) / all)) : null;
}
