/** The counters of a version 2 control group, as the kernel's Documentation/admin-guide/cgroup-v2.rst describes them. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../../errors.ts";
import { lookup } from "./proc.ts";

/** What a group says of all its processes together; null where its controllers are not on. */
interface GroupCounts {
  /** Milliseconds. */
  readonly cpu: number;
  /** Bytes of storage. */
  readonly read: number | null;
  readonly written: number | null;
  /** Bytes, without files that the kernel only keeps in case that they are read again. */
  readonly memory: number | null;
  /** Of it, what is of no file. */
  readonly anonymous: number | null;
  /** The most that it may be. */
  readonly limit: number | null;
  /** How many processors' time it may use. */
  readonly processors: number | null;
  readonly threads: number | null;
}

/** @throws ToolError when `folder` is no version 2 control group */
export async function readGroup(folder: string): Promise<GroupCounts> {
  const text = (name: string) => readFile(join(folder, name), "utf8").catch(() => null);
  const [cpu, io, memory, parts, limit, quota, pids] = await Promise.all(
    ["cpu.stat", "io.stat", "memory.current", "memory.stat", "memory.max", "cpu.max", "pids.current"].map(text),
  );
  if (!cpu?.includes("usage_usec ")) {
    throw new ToolError(
      `resources.cgroup: ${folder} is no version 2 control group (there is no cpu.stat with usage_usec in it): name the container's own, which exists while it runs.`,
    );
  }
  return {
    cpu: lookup(cpu, " ")("usage_usec") / 1000,
    ...parseGroupIo(io ?? null),
    ...parseGroupMemory(memory ?? null, parts ?? null),
    limit: numberOf(limit),
    processors: parseGroupQuota(quota ?? null),
    threads: numberOf(pids),
  };
}

/** A line a device: "8:0 rbytes=1 wbytes=2 rios=3 …". */
export function parseGroupIo(text: string | null): Pick<GroupCounts, "read" | "written"> {
  if (text === null) return { read: null, written: null };
  const sum = (name: string) =>
    text
      .split(/\s+/)
      .filter((word) => word.startsWith(`${name}=`))
      .reduce((total, word) => total + (Number(word.slice(name.length + 1)) || 0), 0);
  return { read: sum("rbytes"), written: sum("wbytes") };
}

/** memory.current, which counts cached files too, and memory.stat, which tells them apart. */
export function parseGroupMemory(
  current: string | null,
  stat: string | null,
): Pick<GroupCounts, "memory" | "anonymous"> {
  const all = numberOf(current);
  if (all === null || stat === null) return { memory: all, anonymous: all };
  const bytes = lookup(stat, " ");
  const anonymous = bytes("anon");
  // They are read one after the other, so that they need not agree.
  const memory = Math.max(anonymous, all - bytes("active_file") - bytes("inactive_file"));
  return { memory, anonymous };
}

/** cpu.max: microseconds that it may run in each period of so many, "50000 100000"; null: "max", as much as there is. */
export function parseGroupQuota(text: string | null): number | null {
  const [quota, period] = (text ?? "").split(" ").map(Number);
  return quota! > 0 && period! > 0 ? quota! / period! : null;
}

/** Ids of the processes in a group and in those below it; those of other id namespaces are 0 and left out. */
export async function processesOf(folder: string): Promise<readonly number[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => processesOf(join(folder, name)));
  const own = await readFile(join(folder, "cgroup.procs"), "utf8").catch(() => "");
  const ids = own.split("\n").map(Number);
  return [...ids.filter((id) => id > 0), ...(await Promise.all(below)).flat()];
}

/** "max" is no number. */
function numberOf(text: string | null | undefined): number | null {
  const number = Number.parseInt(text ?? "", 10);
  return Number.isFinite(number) ? number : null;
}
