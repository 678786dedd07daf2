/** Requests as the trace and the full load send them, for tests of one watcher at a small server. */

import type { Watch } from "../../src/measure/watcher.ts";
import type { Slot } from "../../src/model/series.ts";

interface Served {
  readonly url: string;
}

/** One request after the other, the watch told of each. */
export async function trace({ url }: Served, slot: Slot, watch: Watch, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const response = await fetch(url + path);
    const body = await response.text();
    await watch.answered?.({
      slot,
      endpoint: `shop: GET ${path.replace(/\?.*/u, "")}`,
      method: "GET",
      url: url + path,
      status: response.status,
      sent: {},
      headers: {},
      bytes: body.length,
      milliseconds: 1,
    });
  }
}

/** All of them, `atOnce` at a time. */
export async function load({ url }: Served, paths: readonly string[], atOnce = 4): Promise<void> {
  const left = paths.values();
  const work = async () => {
    for (const path of left) await (await fetch(url + path)).arrayBuffer();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** "redis/commands@target" → its value. */
export function valuesOf(watch: Watch): ReadonlyMap<string, unknown> {
  return new Map(watch.readings().map(({ metric, value }) => [metric.id, value]));
}
