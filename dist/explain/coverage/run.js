// src/explain/coverage/run.ts
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../../errors.js";
import { readPlainFile } from "../../system/plain-file.js";
import { insideOf } from "../locate.js";
import { environmentFor, MOST_THREADS, record, threadsIn } from "../node/client.js";
import { because, lastSaid } from "../profilers/profiler.js";
import { sourceOf } from "../source.js";
import { coverageSentence } from "./coverage.js";
import { parseLcov } from "./lcov.js";
import { coveredByV8, v8Scripts } from "./v8.js";
var ITERATIONS = 12;
var SLOTS = { a: "base", b: "head" };
var TIMEOUT = 6e4;
var LARGEST = 64 * 1024 * 1024;
async function runCoverage(context, changed) {
  const { config } = context;
  if (config.coverage === false || changed.length === 0) return null;
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
  const { scripts, left } = await tracing(context, { b: environmentFor(folder, "coverage") }, async () => {
    const { paths, left: left2 } = await threadsIn(folder);
    const threads = (await Promise.all(paths.map((path) => record(path)))).flatMap((one) => one ?? []);
    return { scripts: v8Scripts.array().parse(await Promise.all(threads.map((thread) => thread.end()))), left: left2 };
  });
  if (scripts.length === 0) return null;
  const byFile = new Map(changed.map(({ file }) => [file, []]));
  for (const script of scripts.flat()) {
    const file = script.url.startsWith("file:") ? insideOf(dir, script.url) : null;
    if (file !== null) byFile.get(file)?.push(script);
  }
  const files = [...byFile].flatMap(([file, own]) => {
    const source = own.length === 0 ? null : sourceOf(dir, file);
    return source === null ? [] : [[file, coveredByV8(own, source)]];
  });
  return { coverage: new Map(files), left };
}
async function byCommand(context, { env, run }, changed) {
  const { system, builds } = context;
  const out = join(await system.processes.temporaryFolder("wb-cover"), "lcov.info");
  await tracing(context, { b: env }, async () => {
  });
  const { dir } = builds.head;
  const command = run.replaceAll("${out}", out);
  const finished = await system.processes.run(command, { cwd: dir, env: { ...system.env, ...env }, timeout: TIMEOUT });
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
function tracing({ serve, load }, env, body) {
  return serve(SLOTS, async (servers) => {
    const served = await servers.alone("head", env);
    await load.trace({ served: [served], seed: 1, iterations: ITERATIONS, onAnswer: async () => {
    } });
    return body(served);
  });
}
export {
  runCoverage
};
