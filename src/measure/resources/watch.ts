/** The processes of one side in one round: looked at before, during and after the full load. */
import { availableParallelism, totalmem } from "node:os";
import type { Served } from "../served.ts";
import { type Point, theilSen } from "../slope.ts";
import type { Watch } from "../watcher.ts";
import { countsBy } from "./counts.ts";
import { readingsOf, type Used } from "./metrics.ts";
import { type Source, sourceOf } from "./source.ts";

/** Milliseconds between two looks at the memory, and of them how many to one look for new processes. */
const SAMPLE = 250;
const SCAN_EVERY = 8;

/**
 * `folder`: of its control group; null: its own processes. `onUsed` is told of the round once it counts. Throws as `sourceOf`
 * does.
 */
export async function watchProcesses(
  server: Served,
  folder: string | null,
  onUsed: (used: Used) => void,
): Promise<Watch> {
  const source = await sourceOf(server, folder);
  let sampling: Sampling | null = null;
  let used: Used | null = null;
  return {
    async begin() {
      sampling = await startSampling(source);
    },
    async end({ requests }) {
      const window = await sampling?.end();
      if (window === undefined || requests === 0) return;
      const { growth, ...rest } = window;
      used = { ...rest, requests, growth: growth === null ? null : growth / requests };
    },
    readings: () => (used === null ? [] : readingsOf(used)),
    async stop() {
      sampling?.stop();
    },
    keep() {
      if (used !== null) onUsed(used);
    },
  };
}

interface Sampling {
  /** `growth` in bytes over the whole time. */
  end(): Promise<Omit<Used, "requests">>;
  stop(): void;
}

async function startSampling(source: Source): Promise<Sampling> {
  await source.scan();
  const before = await source.counts();
  const ran = source.threads();
  const started = performance.now();
  const points: Point[] = [];
  const most = { peak: 0, threads: 0, files: before.files };
  let failed: unknown = null;
  let last = Promise.resolve();
  let looks = 0;
  const look = async () => {
    const { anonymous, peak, threads } = await source.memory();
    points.push({ x: performance.now() - started, y: anonymous });
    most.peak = Math.max(most.peak, peak);
    most.threads = Math.max(most.threads, threads);
  };
  await look();
  const timer = setInterval(() => {
    const isScan = ++looks % SCAN_EVERY === 0;
    last = last
      .then(() => (isScan ? source.scan() : undefined))
      .then(look)
      .catch((error: unknown) => {
        failed = error;
      });
  }, SAMPLE);
  timer.unref();
  return {
    stop: () => clearInterval(timer),
    async end() {
      clearInterval(timer);
      const milliseconds = performance.now() - started;
      const threads = source.threads();
      await last;
      if (failed !== null) throw failed;
      await source.scan();
      await look();
      const after = await source.counts();
      const counts = countsBy((counter) => Math.max(0, after.counts[counter] - before.counts[counter]));
      const slope = theilSen(points);
      const processors = Math.min(availableParallelism(), source.processors ?? Number.POSITIVE_INFINITY);
      const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
      return {
        counts,
        network: after.network === null || before.network === null ? null : after.network - before.network,
        ...most,
        files: Math.max(most.files, after.files),
        end: await source.proportional(),
        collectsLate: after.collectsLate,
        growth: slope === null ? null : slope * milliseconds,
        busy: counts.cpu / (milliseconds * processors),
        busiest: mostOf(ran, threads) / (milliseconds * Math.min(1, processors)),
        full: most.peak / Math.min(memory, source.limit ?? Number.POSITIVE_INFINITY),
      };
    },
  };
}

/** Of what rose by thread, the most. */
function mostOf(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  return [...after].reduce((most, [thread, ran]) => Math.max(most, ran - (before.get(thread) ?? 0)), 0);
}
