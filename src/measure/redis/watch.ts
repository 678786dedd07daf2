/** One side's Redis in one round: what it is asked in each request, then under load. */
import type { Side } from "../../model/series.ts";
import { lostCounts } from "../lost.ts";
import type { Served } from "../served.ts";
import type { Watch } from "../watcher.ts";
import { totalOf } from "./info.ts";
import { endpointReading, type LoadValues, loadReadings, OF_ENDPOINTS } from "./metrics.ts";
import { addRequest } from "./request.ts";
import { includeLoad, includeTraced, type Load, newTraced, type Seen } from "./seen.ts";
import { openServer, type Shared } from "./server.ts";

/** What all rounds of a job share. */
export interface Job extends Shared {
  readonly seen: Readonly<Record<Side, Seen>>;
}

/** @throws ToolError when the server is not there, or does not say what it counts */
export async function watchRedis(job: Job, { side, slot }: Pick<Served, "side" | "slot">): Promise<Watch> {
  const seen = job.seen[side];
  const server = await openServer(job, slot);
  const traced = newTraced();
  const endpoints = new Set<string>();
  /** Whether the server has counted on through all requests. */
  let isWhole = true;
  let newest: number | null = null;
  let loaded: Load | null = null;
  let values: LoadValues | null = null;

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
      const slow = (await server.slow(128))?.filter(({ id }) => id > newest!) ?? null;
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
        memory,
      };
    },
    readings() {
      const ofEndpoints = [...endpoints].flatMap((endpoint) =>
        OF_ENDPOINTS.map((metric) =>
          endpointReading(metric, endpoint, isWhole ? traced.found.perRequest(endpoint, metric) : null),
        ),
      );
      return [...ofEndpoints, ...loadReadings(values)];
    },
    stop: async () => server.close(),
    keep() {
      if (isWhole) includeTraced(seen, traced);
      else if (endpoints.size > 0) job.notes.add(lostCounts("Redis", side, [...endpoints]));
      if (loaded !== null) includeLoad(seen, loaded);
    },
  };
}
