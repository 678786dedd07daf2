import { setTimeout as delay } from "node:timers/promises";

/** Waits until `condition` holds; throws when it still does not after `limit` ms. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, limit = 30_000): Promise<void> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > limit) throw new Error(`${what}: not within ${limit} ms`);
    await delay(20);
  }
}

/** Whether the process runs; a zombie, which nobody may collect in a container, does not. */
export async function runs(pid: number): Promise<boolean> {
  const { readFile } = await import("node:fs/promises");
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  return stat !== "" && !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
}
