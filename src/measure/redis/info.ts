/** What INFO says, as numbers. Pure. */

/** All that a server has counted since it started, and how it stands now. */
export interface Info {
  /** Of this process: another one after a restart. */
  readonly runId: string;
  /** By command: "GET", "CONFIG GET". */
  readonly calls: ReadonlyMap<string, number>;
  readonly hits: number;
  readonly misses: number;
  readonly evicted: number;
  readonly expired: number;
  /** Bytes. */
  readonly memory: number;
  readonly clients: number;
  /** What it does when its memory is full: "allkeys-lru"; "" where it does not say. */
  readonly policy: string;
}

/** What was counted between two looks at the same server. */
export type Used = Pick<Info, "calls" | "hits" | "misses" | "evicted" | "expired">;

/** Commands sent by ourselves, which INFO has counted too. */
export type Own = ReadonlyMap<string, number>;

const STATISTIC = /^cmdstat_([^:]{1,200}):calls=(\d{1,15}),/u;

/** Of the text of `INFO all`; our own calls are taken out. */
export function parseInfo(text: string, own: Own): Info {
  const fields = new Map<string, string>();
  const calls = new Map<string, number>();
  for (const line of text.split("\r\n")) {
    const statistic = STATISTIC.exec(line);
    if (statistic) {
      const name = commandName(statistic[1]!);
      calls.set(name, Number(statistic[2]) - (own.get(name) ?? 0));
    } else {
      const colon = line.indexOf(":");
      if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1));
    }
  }
  const number = (name: string) => Number(fields.get(name) ?? 0) || 0;
  return {
    runId: fields.get("run_id") ?? "",
    calls,
    hits: number("keyspace_hits"),
    misses: number("keyspace_misses"),
    evicted: number("evicted_keys"),
    expired: number("expired_keys"),
    memory: number("used_memory"),
    clients: number("connected_clients"),
    policy: fields.get("maxmemory_policy") ?? "",
  };
}

/** "config|get" is CONFIG GET. */
function commandName(statistic: string): string {
  return statistic.replaceAll("|", " ").toUpperCase();
}

/** null: the server was started anew or its statistics reset in between, so that the two have nothing in common. */
export function usedBetween(before: Info, after: Info): Used | null {
  const calls = new Map<string, number>();
  for (const [name, count] of after.calls) {
    const more = count - (before.calls.get(name) ?? 0);
    if (more !== 0) calls.set(name, more);
  }
  const hits = after.hits - before.hits;
  const misses = after.misses - before.misses;
  const evicted = after.evicted - before.evicted;
  const expired = after.expired - before.expired;
  const isReset = [hits, misses, evicted, expired, ...calls.values()].some((more) => more < 0);
  const isGone = [...before.calls].some(([name, count]) => count > 0 && !after.calls.has(name));
  return before.runId !== after.runId || isReset || isGone ? null : { calls, hits, misses, evicted, expired };
}

export function totalOf(calls: Used["calls"]): number {
  return [...calls.values()].reduce((sum, count) => sum + count, 0);
}
