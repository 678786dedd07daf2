/**
 * Loaded by Node before the target's own code, in each of its processes and threads: tells who connects it what goes on in
 * here, on request. It prints nothing, keeps nothing alive, leaves the exit alone, and where nobody listens it is silent.
 */
"use strict";

const { isMainThread, threadId } = require("node:worker_threads");
const v8 = require("node:v8");

/** Milliseconds between two looks at the event loop, between two samples of the profile, and between two counts. */
const LOOP = 10;
const SAMPLE = 1;
const COUNT = 1000;

const microseconds = () => Number(process.hrtime.bigint() / 1000n);

/** A full collection, twice: what finalizers let go of in the first is garbage of the second. Bytes that are left. */
async function collect() {
  v8.setFlagsFromString("--expose-gc");
  const gc = require("node:vm").runInNewContext("gc");
  gc();
  await new Promise((resolve) => setImmediate(resolve));
  gc();
  const { used_heap_size: heap, external_memory: external } = v8.getHeapStatistics();
  return heap + external;
}

/**
 * Bytes ever allocated on the heap: what is used before a collection beyond what the one before it left, summed, and what
 * is used now beyond the last.
 */
function createCounter() {
  const total = { allocated: 0, gcTime: 0, gcCount: 0 };
  let left = v8.getHeapStatistics().used_heap_size;
  let profiler = new v8.GCProfiler();
  profiler.start();
  const fold = () => {
    const ended = profiler;
    // The next one first: a collection between the two would be lost.
    profiler = new v8.GCProfiler();
    profiler.start();
    for (const { beforeGC, afterGC, cost } of ended.stop().statistics) {
      total.allocated += beforeGC.heapStatistics.usedHeapSize - left;
      left = afterGC.heapStatistics.usedHeapSize;
      total.gcTime += cost / 1000;
      total.gcCount++;
    }
  };
  // What it keeps of each collection is some kilobytes.
  const timer = setInterval(fold, COUNT).unref();
  return {
    total() {
      fold();
      return { ...total, allocated: total.allocated + v8.getHeapStatistics().used_heap_size - left };
    },
    stop() {
      clearInterval(timer);
      profiler.stop();
    },
  };
}

/**
 * The longest that events of the main thread wait for code to end, in milliseconds. It waits too while others have the
 * processor, which the kernel counts (Documentation/scheduler/sched-stats.rst) and is left out; elsewhere it is in it.
 */
function watchLongest() {
  const fs = require("node:fs");
  // One for all looks, so that they allocate nothing to speak of.
  const text = Buffer.alloc(64);
  let queued = 0;
  let file = null;
  const look = () => {
    if (file === null) return;
    try {
      const length = fs.readSync(file, text, 0, text.length, 0);
      // The second of three numbers: nanoseconds.
      let sum = 0;
      for (let at = text.indexOf(" ") + 1; at < length && text[at] !== 32; at++) sum = sum * 10 + text[at] - 48;
      queued = sum / 1e6;
    } catch {
      // The target has closed what it did not open.
      file = null;
    }
  };
  try {
    file = fs.openSync("/proc/self/schedstat");
  } catch {
    // No Linux.
  }
  look();
  let last = performance.now();
  let longest = 0;
  const turn = () => {
    const [now, before] = [performance.now(), queued];
    look();
    longest = Math.max(longest, now - last - LOOP - (queued - before));
    last = now;
  };
  const timer = setInterval(turn, LOOP).unref();
  return {
    longest() {
      turn();
      return longest;
    },
    stop() {
      clearInterval(timer);
      if (file !== null) fs.closeSync(file);
    },
  };
}

/** Where the main thread is, sampled. Resolves with null where this Node was built without an inspector. */
async function startProfile() {
  if (!isMainThread || !process.features.inspector) return null;
  const { Session } = require("node:inspector");
  const session = new Session();
  session.connect();
  const post = (method, params) =>
    new Promise((resolve, reject) => {
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result)));
    });
  await post("Profiler.enable");
  await post("Profiler.setSamplingInterval", { interval: SAMPLE * 1000 });
  await post("Profiler.start");
  return {
    async stop() {
      const { profile } = await post("Profiler.stop");
      session.disconnect();
      return profile;
    },
  };
}

function serves() {
  const listens = process
    .getActiveResourcesInfo()
    .some((name) => name === "TCPServerWrap" || name === "PipeServerWrap");
  return listens || (isMainThread && require("node:cluster").isWorker);
}

/** What is answered to each request. */
function createAnswers() {
  let counter = null;
  let profile = null;
  let delay = null;
  let waits = null;
  const stop = async () => {
    counter?.stop();
    delay?.disable();
    waits?.stop();
    const stopped = profile?.stop();
    counter = profile = delay = waits = null;
    return (await stopped) ?? null;
  };
  return {
    who: () => ({ pid: process.pid, thread: threadId, node: process.version, serves: serves() }),
    async trace() {
      profile = await startProfile();
      counter = createCounter();
      return { at: microseconds(), allocated: counter.total().allocated };
    },
    mark: () => ({ at: microseconds(), allocated: counter.total().allocated }),
    traced: async () => ({ profile: await stop() }),
    collect: async () => ({ heap: await collect() }),
    begin() {
      if (isMainThread) {
        delay = require("node:perf_hooks").monitorEventLoopDelay({ resolution: LOOP });
        delay.enable();
        waits = watchLongest();
      }
      counter = createCounter();
      return {};
    },
    async end() {
      const total = counter.total();
      // It measures from one look to the next.
      const late = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - LOOP);
      const loop = delay && { p99: late(delay.percentile(99)), longest: waits.longest() };
      await stop();
      return { ...total, loop };
    },
    stop,
  };
}

function listen(path) {
  const answers = createAnswers();
  const socket = require("node:net").connect(path);
  socket.unref();
  const answer = async (line) => {
    const { id, ask } = JSON.parse(line);
    const told = await answers[ask]();
    socket.write(`${JSON.stringify({ id, ...told })}\n`);
  };
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) answer(line).catch(() => socket.destroy());
  });
  socket.on("error", () => {});
  socket.on("close", () => answers.stop().catch(() => {}));
}

try {
  const path = process.env.WEIGHBRIDGE_RUNTIME;
  if (path && v8.GCProfiler) listen(path);
} catch {
  // The target runs as if nobody watched.
}
