"use strict";
/**
 * Loaded into the target's Node processes by NODE_OPTIONS, before their own code, so that the phase that explains a
 * regression can profile them. Each thread listens on a socket of its own in the folder that WEIGHBRIDGE_EXPLAIN names. Who
 * connects is told "recording" at the first byte, ends its side when that is enough, and is sent what was recorded as JSON.
 * Nothing of it keeps a process alive, and where it fails the target goes on.
 */
const { Session } = require("node:inspector");
const { readFileSync } = require("node:fs");
const { createServer } = require("node:net");
const { join } = require("node:path");
const { performance } = require("node:perf_hooks");
const { threadId } = require("node:worker_threads");

/** Microseconds between two samples of what runs. */
const INTERVAL = 250;
/** Bytes between two sampled allocations. */
const ALLOCATED = 32_768;
/** Programs that only start others. */
const STARTER = /[\\/](?:npm|npx|yarn|pnpm|pnpx|corepack)(?:-cli)?\.[cm]?js$/;

const { WEIGHBRIDGE_EXPLAIN: folder, WEIGHBRIDGE_COVERAGE: covers } = process.env;
if (folder && !STARTER.test(process.argv[1] ?? "")) listen(covers ? coverageBy(poster()) : profileBy(poster()));

/**
 * Sends a command of the inspector's protocol, which is done when this returns: one that is posted after a wait comes only
 * when a CommonJS main module has run. A session is opened by the first, so that without one nothing is slower.
 */
function poster() {
  let session = null;
  return (method, parameters) =>
    new Promise((resolve, reject) => {
      if (session === null) {
        session = new Session();
        session.connect();
      }
      session.post(method, parameters, (error, result) => (error ? reject(error) : resolve(result)));
    });
}

function listen(recording) {
  const prepared = recording.prepare();
  prepared.catch(() => {});
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.unref();
    socket.on("error", () => {});
    answer(socket, recording, prepared).catch(() => socket.destroy());
  });
  server.on("error", () => {});
  // exclusive: in a worker of a cluster, its primary would listen in its place.
  server.listen({ path: join(folder, `${process.pid}-${threadId}`), exclusive: true });
  server.unref();
}

async function answer(socket, recording, prepared) {
  const ended = new Promise((resolve) => socket.once("end", resolve));
  await new Promise((resolve) => socket.once("data", resolve));
  await prepared;
  await recording.start();
  socket.write("recording\n");
  socket.resume();
  await ended;
  socket.end(JSON.stringify(await recording.stop()));
}

/** Nanoseconds that this thread has run on a processor (proc(5), schedstat); null where the system does not tell. */
function onProcessor() {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "latin1").split(" ")[0]);
  } catch {
    return null;
  }
}

/**
 * V8 knows which functions it put into one another only of what it compiles while a profiler runs, and goes on knowing it
 * only as long as that runs: one profile from the start, of which `lasted` says how much of its end is wanted, in milliseconds.
 */
function profileBy(post) {
  let before = null;
  let began = 0;
  return {
    async prepare() {
      await post("Profiler.enable");
      await post("Profiler.setSamplingInterval", { interval: INTERVAL });
      await post("Profiler.start");
    },
    async start() {
      // Also what is collected meanwhile was allocated.
      const all = { includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };
      await post("HeapProfiler.startSampling", { samplingInterval: ALLOCATED, ...all });
      began = performance.now();
      before = onProcessor();
    },
    async stop() {
      const after = onProcessor();
      const lasted = performance.now() - began;
      const { profile: cpu } = await post("Profiler.stop");
      const { profile: heap } = await post("HeapProfiler.stopSampling");
      return { cpu, lasted, ran: before === null || after === null ? null : after - before, heap };
    },
  };
}

/** From the start, as only what is read afterwards is counted line by line. */
function coverageBy(post) {
  return {
    async prepare() {
      await Promise.all([
        post("Profiler.enable"),
        post("Profiler.startPreciseCoverage", { callCount: false, detailed: true }),
      ]);
    },
    async start() {},
    async stop() {
      const { result } = await post("Profiler.takePreciseCoverage");
      return result.filter(({ url }) => url !== "" && !url.startsWith("node:"));
    },
  };
}
