// src/explain/coverage/run.ts
import { randomInt } from "node:crypto";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../../errors.js";
import { readPlainFile } from "../../system/plain-file.js";
import { insideOf } from "../inside.js";
import { environmentFor, MOST_THREADS, recordAll, threadsIn } from "../node/client.js";
import { because, lastSaid } from "../profilers/profiler.js";
import { coverageSentence } from "./coverage.js";
import { coverageOf } from "./files.js";
import { parseLcov } from "./lcov.js";
import { v8Scripts } from "./v8.js";
var ITERATIONS = 12;
var AROUND = 5;
var SLOTS = { a: "base", b: "head" };
var TIMEOUT = 6e4;
var LARGEST = 64 * 1024 * 1024;
async function runCoverage(context, changed) {
  const { config } = context;
  if (config.coverage === false || changed.length === 0) return null;
  const price = `some ${config.seconds / 1e3 + AROUND} s, and one start of the target`;
  context.system.log.info(`explain: head is driven once more, to see which changed lines run: ${price}.`);
  if (config.coverage !== true) return coverageSentence(changed, await byCommand(context, config.coverage, changed));
  const covered = await byV8(context, changed);
  if (covered === null) return null;
  const said = coverageSentence(changed, covered.coverage);
  if (said === null || covered.left === 0) return said;
  return `${said} What ran is known of ${MOST_THREADS} Node threads, and not of ${covered.left} more.`;
}
async function byV8(context, changed) {
  const folder = await context.system.processes.temporaryFolder("wb-cover");
  const dir = await realpath(context.builds.head.dir);
  const { scripts, left } = await drivingHead(context, { b: environmentFor(folder, "coverage") }, async () => {
    const { paths, left: left2 } = await threadsIn(folder);
    const threads = await recordAll(paths);
    return { scripts: v8Scripts.array().parse(await Promise.all(threads.map((thread) => thread.end()))), left: left2 };
  });
  if (scripts.length === 0) return null;
  return { coverage: coverageOf(scripts.flat(), dir, new Set(changed.map(({ file }) => file))), left };
}
async function byCommand(context, { env, run }, changed) {
  const { system, builds } = context;
  const out = join(await system.processes.temporaryFolder("wb-cover"), "lcov.info");
  await drivingHead(context, { b: env }, async () => {
  });
  const { dir } = builds.head;
  const command = run.replaceAll("${out}", out);
  const finished = await system.processes.run(command, { cwd: dir, env: { ...system.env, ...env }, timeout: TIMEOUT });
  if (finished.timedOut) throw new ToolError(`explain.coverage.run did not end within ${TIMEOUT / 1e3} s`);
  if (finished.exitCode !== 0) throw new ToolError(`explain.coverage.run failed: ${lastSaid(finished)}`);
  const top = await realpath(dir);
  const files = new Set(changed.map(({ file }) => file));
  const changedIn = (path) => {
    const file = insideOf(top, path);
    return file !== null && files.has(file) ? file : null;
  };
  return parseLcov(lcovIn(out), changedIn);
}
function lcovIn(file) {
  try {
    return readPlainFile(file, LARGEST).toString("utf8");
  } catch (cause) {
    throw new ToolError(`explain.coverage.run wrote no file that can be read: ${because(cause)}`, { cause });
  }
}
function drivingHead({ serve, load, config }, env, body) {
  return serve(SLOTS, async (servers) => {
    const served = await servers.alone("head", env);
    const seed = randomInt(2 ** 32);
    await load.trace({ served: [served], seed, iterations: ITERATIONS, onAnswer: async () => {
    } });
    await load.drive({ served: [served], seed: 1, milliseconds: config.seconds });
    return body(served);
  });
}
export {
  runCoverage
};
