import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { ToolError } from "../errors.ts";

/** In the environment of every child: finds what left its process group (a daemon) on Linux. */
export const COOKIE = "WEIGHBRIDGE_JOB";

const POLL = 20;
/** Milliseconds that the kernel may take to end what was killed; longer means that it hangs in the kernel. */
const KILL_LIMIT = 10_000;

/** Whom we look for: the members of a process group, and every process whose cookie starts so; null: none such. */
export interface Prey {
  readonly group: number | null;
  readonly cookie: string | null;
}

/**
 * Living processes of `prey`. On Linux from /proc, where zombies do not count: in a container nobody may collect them.
 * Elsewhere only the group can be seen, and stands for its leader.
 */
export function living(prey: Prey): readonly number[] {
  if (process.platform !== "linux") return prey.group !== null && groupExists(prey.group) ? [prey.group] : [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const stat = readStat(pid);
      if (stat === null || stat.state === "Z" || stat.state === "X") return false;
      return stat.group === prey.group || (prey.cookie !== null && carries(pid, prey.cookie));
    });
}

/** Signals everything, waits `grace()` ms, kills what is left. Throws ToolError when even that does not end it. */
export async function hunt(prey: Prey, signal: NodeJS.Signals, grace: () => number): Promise<void> {
  const start = performance.now();
  let left = living(prey);
  send(prey, left, signal);
  for (left = living(prey); left.length > 0; left = living(prey)) {
    const waited = performance.now() - start;
    if (waited > grace()) send(prey, left, "SIGKILL");
    if (waited > grace() + KILL_LIMIT) {
      throw new ToolError(`Process ${left.join(", ")} does not end, not even by SIGKILL; end it by hand.`);
    }
    await delay(POLL);
  }
}

export function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function send(prey: Prey, pids: readonly number[], signal: NodeJS.Signals): void {
  if (pids.length === 0) return;
  // The group by one call, so that no member can fork in between; then whoever left it.
  if (prey.group !== null) kill(-prey.group, signal);
  for (const pid of pids) if (pid !== prey.group && readStat(pid)?.group !== prey.group) kill(pid, signal);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone, or no longer ours to signal; `living` decides.
  }
}

function readStat(pid: number): { state: string; group: number } | null {
  const text = read(`/proc/${pid}/stat`)?.toString("latin1");
  if (text === undefined) return null;
  // proc(5): pid (comm) state ppid pgrp …; comm may hold spaces and parentheses.
  const [state, , group] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: state ?? "", group: Number(group) };
}

function carries(pid: number, cookie: string): boolean {
  const environment = read(`/proc/${pid}/environ`);
  if (environment === undefined) return false;
  const entry = `${COOKIE}=${cookie}`;
  return environment.subarray(0, entry.length).toString("latin1") === entry || environment.includes(`\0${entry}`);
}

/** undefined: it has ended, or belongs to someone else. */
function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
