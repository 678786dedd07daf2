/** What the system tells of a side's processes: proc(5), so on Linux alone. */
import { readFileSync } from "node:fs";
import { readlink } from "node:fs/promises";
import { basename } from "node:path";

/** The kernel counts processor time for people in hundredths of a second, whatever its own clock. */
const TICK = 10;

/** Milliseconds of processor time since they were started, of all threads together; null where the system does not tell. */
export function processorTime(pids: readonly number[]): number | null {
  const times = pids.map(timeOf);
  return times.length === 0 || times.includes(null) ? null : times.reduce<number>((sum, time) => sum + (time ?? 0), 0);
}

/** The process that has worked most, which in a tree of shells and launchers is the target itself. */
export function busiest(pids: readonly number[]): number | null {
  const ordered = pids.toSorted((x, y) => (timeOf(y) ?? 0) - (timeOf(x) ?? 0));
  return ordered[0] ?? null;
}

function timeOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // pid (comm) state …, of which utime and stime are the 14th and 15th; comm may hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK;
  } catch {
    return null;
  }
}

/** Those whose program has a name that matches, as the file it is. */
export async function running(pids: readonly number[], name: RegExp): Promise<readonly number[]> {
  const programs = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/exe`).catch(() => "")));
  return pids.filter((_, index) => name.test(basename(programs[index]!)));
}
