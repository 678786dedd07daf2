// src/measure/resources/watch.ts
import { availableParallelism, totalmem } from "node:os";
import { theilSen } from "../slope.js";
import { countsBy } from "./counts.js";
import { readingsOf } from "./metrics.js";
import { sourceOf } from "./source.js";
var SAMPLE = 250;
var SCAN_EVERY = 8;
async function watchProcesses(server, folder, onUsed) {
  const source = await sourceOf(server, folder);
  let sampling = null;
  let used = null;
  return {
    async begin() {
      sampling = await startSampling(source);
    },
    async end({ requests, seconds }) {
      const window = await sampling?.end(seconds);
      if (window === void 0 || requests === 0) return;
      const { growth, ...rest } = window;
      used = { ...rest, requests, growth: growth === null ? null : growth / requests };
    },
    readings: () => used === null ? [] : readingsOf(used),
    async stop() {
      sampling?.stop();
    },
    keep() {
      if (used !== null) onUsed(used);
    }
  };
}
async function startSampling(source) {
  await source.scan();
  const before = await source.counts();
  const ran = source.threads();
  const started = performance.now();
  const points = [];
  const most = { peak: 0, threads: 0 };
  let failed = null;
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
    last = last.then(() => isScan ? source.scan() : void 0).then(look).catch((error) => {
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
        network: ofBoth(before.network, after.network, (first, last2) => last2 - first),
        ...most,
        files: ofBoth(before.files, after.files, Math.max),
        storage: after.storage,
        end: await source.proportional(),
        collectsLate: after.collectsLate,
        growth: slope === null ? null : slope * milliseconds,
        busy: shareOf(counts.cpu, seconds, processors),
        busiest: shareOf(mostOf(ran, threads), seconds, Math.min(1, processors)),
        full: most.peak / Math.min(memory, source.limit ?? Number.POSITIVE_INFINITY)
      };
    }
  };
}
function shareOf(ran, seconds, processors) {
  return Math.min(1, ran / (seconds * 1e3 * processors));
}
function ofBoth(before, after, of) {
  return before === null || after === null ? null : of(before, after);
}
function mostOf(before, after) {
  return [...after].reduce((most, [thread, ran]) => Math.max(most, ran - (before.get(thread) ?? 0)), 0);
}
export {
  watchProcesses
};
