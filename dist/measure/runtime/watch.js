// src/measure/runtime/watch.ts
import { ToolError } from "../../errors.js";
import { askAll } from "./agents.js";
import { readingsOf } from "./readings.js";
import { begun, collected, ended } from "./told.js";
import { startTrace } from "./trace.js";
async function watchAgents({ side }, listener, folder, onWatched) {
  const agents = await listener.serving();
  if (agents.length === 0) {
    throw new ToolError(
      `runtime: no Node process of ${side} connected to Weighbridge's module: leave runtime out, or start the target with Node 18.15 or newer on this machine and let it have NODE_OPTIONS.`
    );
  }
  const trace = await startTrace(agents, folder);
  let traced = [];
  let loading = [];
  let heap = 0;
  let loaded = null;
  const collect = () => askAll(loading, "collect", collected);
  return {
    answered: ({ endpoint }) => trace.answered(endpoint),
    async before() {
      traced = await trace.requests();
      loading = await listener.serving();
      await askAll(loading, "begin", begun);
      await askAll(loading, "end", ended);
      heap = total(await collect());
    },
    async begin() {
      await askAll(loading, "begin", begun);
    },
    async end({ requests }) {
      const told = await askAll(loading, "end", ended);
      if (told.size < loading.length || requests === 0) return;
      loaded = { ended: [...told.values()], retained: 0, heap, requests };
    },
    async after() {
      const told = await collect();
      const left = total(told);
      loaded = loaded === null || told.size < loading.length ? null : { ...loaded, heap: left, retained: left - heap };
    },
    readings: () => readingsOf(traced, loaded),
    async stop() {
      for (const agent of agents) agent.close();
    },
    keep: () => onWatched({ traced, loaded })
  };
}
function total(told) {
  return [...told.values()].reduce((sum, { heap }) => sum + heap, 0);
}
export {
  watchAgents
};
