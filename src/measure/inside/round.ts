/** One round of all watchers: traced, warmed, loaded. */
import type { Metric, MetricId } from "../../model/metric.ts";
import { type Side, SLOTS, type Slot, type Value } from "../../model/series.ts";
import type { Round } from "../collector.ts";
import type { Load } from "../load.ts";
import type { Served, SlotEnvironment } from "../served.ts";
import type { OpenedWatcher, Reading, Watch } from "../watcher.ts";
import { isAtOnce } from "./plan.ts";
import { createPost, type Post } from "./post.ts";
import type { InsideConfig } from "./schema.ts";

export interface RoundInput {
  readonly config: InsideConfig;
  readonly load: Load;
  readonly sides: readonly Side[];
  readonly signal: AbortSignal;
  /** Told at once which watcher cannot look, and why: a sentence. */
  readonly onFailure: (watcher: string, why: string) => void;
}

export interface Watched {
  readonly metrics: ReadonlyMap<MetricId, Metric>;
  readonly values: Readonly<Record<Side, ReadonlyMap<MetricId, Value>>>;
  /** By watcher, a sentence: why it gave nothing, of either side. */
  readonly failures: ReadonlyMap<string, string>;
  /** The round counts: told to those who watched it at both servers. Who fails in that is among the failures then. */
  readonly keep: () => void;
}

/** Both sides at once, or one after the other in the order drawn. */
export async function watchRound(
  input: RoundInput,
  { servers, order, seed }: Round,
  watchers: readonly OpenedWatcher[],
): Promise<Watched> {
  const { load, sides } = input;
  const given: Given[] = [];
  const watched: (Post & { readonly watcher: string })[] = [];
  const failures = new Map<string, string>();
  const environment = environmentOf(watchers);
  const watch = async (served: readonly Served[]) => {
    const posts = served.flatMap((server) =>
      watchers.map((watcher) => {
        const onFailure = (why: string) => {
          if (failures.has(watcher.id)) return;
          failures.set(watcher.id, why);
          input.onFailure(watcher.id, why);
        };
        const post = createPost(watcher, server, { signal: input.signal, onFailure });
        return { watcher: watcher.id, side: server.side, ...post };
      }),
    );
    watched.push(...posts);
    const all = (step: (post: Post) => Promise<void>) => together(posts.map(step));
    try {
      await all((post) => post.open());
      await drive(input, served, seed, posts);
      for (const { watcher, side, readings } of posts) {
        for (const reading of await readings()) given.push({ watcher, side, ...reading });
      }
    } finally {
      await all((post) => post.stop());
    }
  };
  if (isAtOnce(load, sides)) {
    const both = await servers.both(environment);
    await watch(SLOTS.map((slot) => both[slot]));
  } else {
    for (const side of order.filter((one) => sides.includes(one))) {
      await watch([await servers.alone(side, environment)]);
    }
  }
  // Beside what one side alone gave, the other would look as if it had lost it.
  return {
    ...valuesOf(given.filter(({ watcher }) => !failures.has(watcher))),
    failures,
    keep: () => {
      for (const { watcher, keep } of watched) if (!failures.has(watcher)) keep();
    },
  };
}

interface Given extends Reading {
  readonly watcher: string;
  readonly side: Side;
}

function valuesOf(given: readonly Given[]): Pick<Watched, "metrics" | "values"> {
  const metrics = new Map<MetricId, Metric>();
  const values = { base: new Map<MetricId, Value>(), head: new Map<MetricId, Value>() };
  for (const { side, metric, value } of given) {
    metrics.set(metric.id, metric);
    values[side].set(metric.id, storable(value));
  }
  return { metrics, values };
}

async function drive(
  { config, load }: RoundInput,
  served: readonly Served[],
  seed: number,
  posts: readonly Post[],
): Promise<void> {
  const ask = (of: readonly Post[], step: (watch: Watch, slot: Slot) => Promise<void> | undefined) =>
    together(of.map((post) => post.ask((watch) => step(watch, post.slot))));
  await load.trace({
    served,
    seed,
    iterations: config.iterations,
    async onAnswer(answer) {
      const own = posts.filter(({ slot }) => slot === answer.slot);
      await ask(own, (watch) => watch.answered?.(answer));
    },
  });
  // Draws of their own, or the load would repeat what warmed.
  if (config.warmup > 0) await load.drive({ served, seed: after(seed, 1), milliseconds: config.warmup });
  await ask(posts, (watch) => watch.before?.());
  await ask(posts, (watch) => watch.begin?.());
  const { requests, loaded } = await load.drive({ served, seed: after(seed, 2), milliseconds: config.measure });
  await ask(posts, (watch, slot) => watch.end?.({ requests: requests[slot] ?? 0, seconds: loaded }));
  await ask(posts, (watch) => watch.after?.());
}

/** Throws only when all have ended: what is not awaited could not be let go. */
async function together(works: readonly Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(works)) if (ended.status === "rejected") throw ended.reason;
}

const after = (seed: number, steps: number) => (seed + steps) % 2 ** 32;

/** What several watchers add to the same variable stands one after the other, as options do. */
function environmentOf(watchers: readonly OpenedWatcher[]): SlotEnvironment {
  const ofSlot = (slot: Slot) => {
    const joined: Record<string, string> = {};
    for (const { watching } of watchers) {
      for (const [name, value] of Object.entries(watching.environment?.(slot) ?? {})) {
        joined[name] = Object.hasOwn(joined, name) ? `${joined[name]} ${value}` : value;
      }
    }
    return joined;
  };
  return { a: ofSlot("a"), b: ofSlot("b") };
}

/** What no file can hold is no value. */
function storable(value: Value): Value {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}
