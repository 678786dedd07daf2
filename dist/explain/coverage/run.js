// src/explain/coverage/run.ts
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../../errors.js";
import { insideOf } from "../locate.js";
import { environmentFor, record, threadsIn } from "../node/client.js";
import { because, lastSaid } from "../profilers/profiler.js";
import { sourceOf } from "../source.js";
import { coverageSentence } from "./coverage.js";
import { parseLcov } from "./lcov.js";
import { coveredByV8, v8Scripts } from "./v8.js";
var ITERATIONS = 12;
var SLOTS = { a: "base", b: "head" };
var TIMEOUT = 6e4;
async function runCoverage(context, changed) {
  const { config } = context;
  if (config.coverage === false || changed.length === 0) return null;
  const coverage = config.coverage === true ? await byV8(context, changed) : await byCommand(context, config.coverage);
  return coverage === null ? null : coverageSentence(changed, coverage);
}
async function byV8(context, changed) {
  const folder = await context.system.processes.temporaryFolder("wb-cover");
  const dir = await realpath(context.builds.head.dir);
  const scripts = await tracing(context, { b: environmentFor(folder, "coverage") }, async () => {
    const threads = (await Promise.all((await threadsIn(folder)).map((path) => record(path)))).flatMap(
      (one) => one ?? []
    );
    return v8Scripts.array().parse(await Promise.all(threads.map((thread) => thread.end())));
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
  return new Map(files);
}
async function byCommand(context, { env, run }) {
  const { system, builds } = context;
  const out = join(await system.processes.temporaryFolder("wb-cover"), "lcov.info");
  await tracing(context, { b: env }, async () => {
  });
  const { dir } = builds.head;
  const command = run.replaceAll("${out}", out);
  const finished = await system.processes.run(command, { cwd: dir, env: { ...system.env, ...env }, timeout: TIMEOUT });
  if (finished.exitCode !== 0) throw new ToolError(`explain.coverage.run failed: ${lastSaid(finished)}`);
  const text = await readFile(out, "utf8").catch((cause) => {
    throw new ToolError(`explain.coverage.run wrote no file: ${because(cause)}`, { cause });
  });
  const top = await realpath(dir);
  return parseLcov(text, (path) => insideOf(top, path));
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
