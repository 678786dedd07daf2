// src/measure/redis/watch.ts
import { lostCounts } from "../lost.js";
import { totalOf } from "./info.js";
import { endpointReading, loadReadings, OF_ENDPOINTS } from "./metrics.js";
import { addRequest } from "./request.js";
import { includeLoad, includeTraced, newTraced } from "./seen.js";
import { openServer } from "./server.js";
async function watchRedis(job, { side, slot }) {
  const seen = job.seen[side];
  const server = await openServer(job, slot);
  const traced = newTraced();
  const endpoints = /* @__PURE__ */ new Set();
  let isWhole = true;
  let newest = null;
  let loaded = null;
  let values = null;
  return {
    async answered({ endpoint }) {
      const looked = await server.look();
      if (endpoint !== null) endpoints.add(endpoint);
      if (looked === null) isWhole = false;
      else if (endpoint !== null) addRequest(traced, endpoint, looked.used, looked.shown);
    },
    async begin() {
      server.hide();
      await server.look();
      newest = (await server.slow(1))?.[0]?.id ?? -1;
    },
    async end({ requests }) {
      const looked = await server.look();
      const slow = (await server.slow(128))?.filter(({ id }) => id > newest) ?? null;
      if (looked === null || requests === 0) return;
      const { used } = looked;
      const { memory, clients, policy } = server.info();
      loaded = { used, requests, slow: slow?.map(({ name }) => name) ?? [], policy };
      values = {
        "hit-ratio": { events: used.hits, total: used.hits + used.misses },
        commands: totalOf(used.calls) / requests,
        evicted: used.evicted / requests,
        expired: used.expired / requests,
        "slow-commands": slow?.length ?? null,
        // Ours is one of them.
        clients: clients - 1,
        memory
      };
    },
    readings() {
      const ofEndpoints = [...endpoints].flatMap(
        (endpoint) => OF_ENDPOINTS.map(
          (metric) => endpointReading(metric, endpoint, isWhole ? traced.found.perRequest(endpoint, metric) : null)
        )
      );
      return [...ofEndpoints, ...loadReadings(values)];
    },
    stop: async () => server.close(),
    keep() {
      if (isWhole) includeTraced(seen, traced);
      else if (endpoints.size > 0) job.notes.add(lostCounts("Redis", side, [...endpoints]));
      if (loaded !== null) includeLoad(seen, loaded);
    }
  };
}
export {
  watchRedis
};
