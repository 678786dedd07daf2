// src/measure/repeating.ts
import { setTimeout as wait } from "node:timers/promises";
function repeating(look, period) {
  const stopping = new AbortController();
  let failure;
  async function run() {
    while (!stopping.signal.aborted) {
      await look();
      await wait(period, void 0, { signal: stopping.signal }).catch(() => {
      });
    }
  }
  const running = run().catch((error) => {
    failure = error;
  });
  return {
    async stop() {
      stopping.abort();
      await running;
      if (failure !== void 0) throw failure;
    }
  };
}
export {
  repeating
};
