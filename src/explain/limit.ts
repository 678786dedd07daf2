/** A phase after the rounds may take so long and no longer. */
import { setTimeout as delay } from "node:timers/promises";
import { ToolError } from "../errors.ts";
import type { RoundServers } from "../measure/served.ts";
import type { SlotOf } from "../model/series.ts";

/** Gives `body` fresh servers, a side in each slot. */
export type Serve = <T>(slots: SlotOf, body: (servers: RoundServers) => Promise<T>) => Promise<T>;

interface Limit {
  /** Milliseconds, as the config has it. */
  readonly limit: number;
  /** Of performance.now(). */
  readonly ending: number;
  readonly signal: AbortSignal;
}

/** Servers that are stopped when the time is over, whatever is done with them, and not started after: a ToolError says so. */
export function withinLimit(serve: Serve, { limit, ending, signal }: Limit): Serve {
  const over = () => new ToolError(`it took longer than explain.limit allows (${limit / 1000} s)`);
  return async (slots, body) => {
    // A timer may come a millisecond before its time.
    if (performance.now() > ending - 1) throw over();
    return serve(slots, async (servers) => {
      const done = new AbortController();
      const either = AbortSignal.any([done.signal, signal]);
      const overtime = delay(Math.max(0, ending - performance.now()), undefined, { signal: either }).then(() => {
        throw over();
      });
      overtime.catch(() => {});
      try {
        return await Promise.race([body(servers), overtime]);
      } finally {
        done.abort();
      }
    });
  };
}
