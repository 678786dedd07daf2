/** What is looked at again and again beside a load. */
import { setTimeout as wait } from "node:timers/promises";

/** Looks at once, and again `period` ms after each look, until it is stopped; that rejects with what a look threw. */
export function repeating(look: () => Promise<void>, period: number): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  let failure: unknown;
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look();
      await wait(period, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const running = run().catch((error: unknown) => {
    failure = error;
  });
  return {
    async stop() {
      stopping.abort();
      await running;
      if (failure !== undefined) throw failure;
    },
  };
}
