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
    async end({ requests, seconds }) {
      const window = await sampling?.end(seconds);
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
  /** `seconds`: how long the load was on, of which shares are told. `growth` in bytes over the whole time. */
  end(seconds: number): Promise<Omit<Used, "requests">>;
  stop(): void;
}

async function startSampling(source: Source): Promise<Sampling> {
  await source.scan();
  const before = await source.counts();
  const ran = source.threads();
  const started = performance.now();
  const points: Point[] = [];
  const most = { peak: 0, threads: 0 };
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
    async end(seconds) {
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
        network: ofBoth(before.network, after.network, (first, last) => last - first),
        ...most,
        files: ofBoth(before.files, after.files, Math.max),
        storage: after.storage,
        end: await source.proportional(),
        collectsLate: after.collectsLate,
        growth: slope === null ? null : slope * milliseconds,
        busy: shareOf(counts.cpu, seconds, processors),
        busiest: shareOf(mostOf(ran, threads), seconds, Math.min(1, processors)),
        full: most.peak / Math.min(memory, source.limit ?? Number.POSITIVE_INFINITY),
      };
    },
  };
}

/** Of the time of processors under load, 0–1; what also ran while k6 started may be beyond it. `ran`: milliseconds. */
function shareOf(ran: number, seconds: number, processors: number): number {
  return Math.min(1, ran / (seconds * 1000 * processors));
}

/** null where one of them could not be seen. */
function ofBoth(before: number | null, after: number | null, of: (before: number, after: number) => number) {
  return before === null || after === null ? null : of(before, after);
}

/** Of what rose by thread, the most. */
function mostOf(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  return [...after].reduce((most, [thread, ran]) => Math.max(most, ran - (before.get(thread) ?? 0)), 0);
}
