// src/explain/limit.ts
import { setTimeout as delay } from "node:timers/promises";
import { ToolError } from "../errors.js";
function withinLimit(serve, { limit, ending, signal }) {
  const over = () => new ToolError(`it took longer than explain.limit allows (${limit / 1e3} s)`);
  return async (slots, body) => {
    if (performance.now() > ending - 1) throw over();
    return serve(slots, async (servers) => {
      const done = new AbortController();
      const either = AbortSignal.any([done.signal, signal]);
      const overtime = delay(Math.max(0, ending - performance.now()), void 0, { signal: either }).then(() => {
        throw over();
      });
      overtime.catch(() => {
      });
      try {
        return await Promise.race([body(servers), overtime]);
      } finally {
        done.abort();
      }
    });
  };
}
export {
  withinLimit
};
