/** What each request did inside, while requests come one at a time. */
import { askAll, type KnownAgent } from "./agents.ts";
import { type Mark, mark, traced } from "./told.ts";
import { longTurns, type Turn } from "./turns.ts";

/** Milliseconds from which on a turn of the event loop counts: less is told badly by samples a millisecond apart. */
const LONG_TURN = 5;
/** Of being asked while nothing happens, to see what that allocates. */
const TRIES = 5;

/** One request. */
export interface Answered {
  /** null: of setup or teardown. */
  readonly endpoint: string | null;
  /** Bytes, in all threads. */
  readonly allocated: number;
  readonly turns: readonly Turn[];
}

export interface Trace {
  /** A request was answered; all since the call before is its. */
  answered(endpoint: string | null): Promise<void>;
  /** Ends it. */
  requests(): Promise<readonly Answered[]>;
}

/** `folder`: of the build, absolute and without links; null: it runs elsewhere. */
export async function startTrace(agents: readonly KnownAgent[], folder: string | null): Promise<Trace> {
  await askAll(agents, "trace", mark);
  const marks = () => askAll(agents, "mark", mark);
  let before = await marks();
  let own = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const now = await marks();
    own = Math.min(own, allocatedBetween(before, now));
    before = now;
  }
  const start = before;
  const seen: { readonly endpoint: string | null; readonly allocated: number; readonly marks: Marks }[] = [];
  return {
    async answered(endpoint) {
      const now = await marks();
      // Less than nothing by some bytes, where the asking itself was cheaper than ever before.
      seen.push({ endpoint, allocated: Math.max(0, allocatedBetween(before, now) - own), marks: now });
      before = now;
    },
    async requests() {
      const requests = seen.map(({ endpoint, allocated }) => ({ endpoint, allocated, turns: [] as Turn[] }));
      for (const [agent, { profile }] of await askAll(agents, "traced", traced)) {
        if (profile === null || folder === null) continue;
        // It has told to the end, so it has told each time.
        const times = [start, ...seen.map(({ marks }) => marks)].map((marks) => marks.get(agent)!.at);
        const [, ...turns] = longTurns(profile, times, folder, LONG_TURN);
        for (const [index, own] of turns.entries()) for (const turn of own) requests[index]!.turns.push(turn);
      }
      return requests;
    },
  };
}

type Marks = ReadonlyMap<KnownAgent, Mark>;

function allocatedBetween(before: Marks, now: Marks): number {
  let sum = 0;
  for (const [agent, { allocated }] of now) sum += allocated - (before.get(agent)?.allocated ?? allocated);
  return sum;
}
