/** The Node processes of one side in one round, asked by the module that was loaded into them. */
import { ToolError } from "../../errors.ts";
import type { Served } from "../served.ts";
import type { Watch } from "../watcher.ts";
import { askAll, type KnownAgent, type Listener } from "./agents.ts";
import { type Loaded, readingsOf } from "./readings.ts";
import { begun, collected, ended } from "./told.ts";
import { type Answered, startTrace } from "./trace.ts";

/** What one round gave on one side. */
export interface Watched {
  readonly traced: readonly Answered[];
  /** null: a process ended under load, so that what it did is not known. */
  readonly loaded: Loaded | null;
}

/**
 * `folder`: of the build, absolute and without links; null: it runs elsewhere. `onWatched` is told of the round once it counts.
 *
 * @throws ToolError when no Node process of the target has connected
 */
export async function watchAgents(
  { side }: Served,
  listener: Listener,
  folder: string | null,
  onWatched: (watched: Watched) => void,
): Promise<Watch> {
  const agents = await listener.serving();
  if (agents.length === 0) {
    throw new ToolError(
      `runtime: no Node process of ${side} connected to Weighbridge's module: leave runtime out, or start the target with Node 18.15 or newer on this machine and let it have NODE_OPTIONS.`,
    );
  }
  const trace = await startTrace(agents, folder);
  let traced: readonly Answered[] = [];
  let loading: readonly KnownAgent[] = [];
  let heap = 0;
  let loaded: Loaded | null = null;
  const collect = () => askAll(loading, "collect", collected);
  return {
    answered: ({ endpoint }) => trace.answered(endpoint),
    async before() {
      traced = await trace.requests();
      loading = await listener.serving();
      // Once for nothing: what the module itself loads and keeps for it would be taken for what requests leave behind.
      await askAll(loading, "begin", begun);
      await askAll(loading, "end", ended);
      heap = total(await collect());
    },
    async begin() {
      await askAll(loading, "begin", begun);
    },
    async end({ requests }) {
      const told = await askAll(loading, "end", ended);
      // What one that ended meanwhile did is not known.
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
    keep: () => onWatched({ traced, loaded }),
  };
}

function total(told: ReadonlyMap<KnownAgent, { readonly heap: number }>): number {
  return [...told.values()].reduce((sum, { heap }) => sum + heap, 0);
}
