/** One unmeasured pass of the scripts over head, alone and under load, to see which changed lines run. */
import { randomInt } from "node:crypto";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { ToolError } from "../../errors.ts";
import type { Served, SlotEnvironment } from "../../measure/served.ts";
import type { SlotOf } from "../../model/series.ts";
import { readPlainFile } from "../../system/plain-file.ts";
import { insideOf } from "../inside.ts";
import { environmentFor, MOST_THREADS, recordAll, threadsIn } from "../node/client.ts";
import type { PhaseContext } from "../phase.ts";
import { because, lastSaid } from "../profilers/profiler.ts";
import type { ExplainConfig } from "../schema.ts";
import type { ChangedFile } from "./changed.ts";
import { type Coverage, coverageSentence } from "./coverage.ts";
import { coverageOf } from "./files.ts";
import { parseLcov } from "./lcov.ts";
import { v8Scripts } from "./v8.ts";

/** Of each scenario, one request at a time. */
const ITERATIONS = 12;
/** Seconds of these and of what surrounds the load, some. */
const AROUND = 5;
const SLOTS: SlotOf = { a: "base", b: "head" };
/** Milliseconds for the command that writes LCOV. */
const TIMEOUT = 60_000;
/** Bytes of LCOV; of a repository of a million lines it is some 20 million. */
const LARGEST = 64 * 1024 * 1024;

/** The sentence about it; null where there is nothing to say. @throws ToolError, TargetError */
export async function runCoverage(context: PhaseContext, changed: readonly ChangedFile[]): Promise<string | null> {
  const { config } = context;
  if (config.coverage === false || changed.length === 0) return null;
  const price = `some ${config.seconds / 1000 + AROUND} s, and one start of the target`;
  context.system.log.info(`explain: head is driven once more, to see which changed lines run: ${price}.`);
  if (config.coverage !== true) return coverageSentence(changed, await byCommand(context, config.coverage, changed));
  const covered = await byV8(context, changed);
  if (covered === null) return null;
  const said = coverageSentence(changed, covered.coverage);
  if (said === null || covered.left === 0) return said;
  return `${said} What ran is known of ${MOST_THREADS} Node threads, and not of ${covered.left} more.`;
}

interface Covered {
  readonly coverage: Coverage;
  /** Threads that were too many to be asked. */
  readonly left: number;
}

/** Of the changed files alone; null where head runs no Node. */
async function byV8(context: PhaseContext, changed: readonly ChangedFile[]): Promise<Covered | null> {
  const folder = await context.system.processes.temporaryFolder("wb-cover");
  const dir = await realpath(context.builds.head.dir);
  const { scripts, left } = await drivingHead(context, { b: environmentFor(folder, "coverage") }, async () => {
    const { paths, left } = await threadsIn(folder);
    const threads = await recordAll(paths);
    return { scripts: v8Scripts.array().parse(await Promise.all(threads.map((thread) => thread.end()))), left };
  });
  if (scripts.length === 0) return null;
  return { coverage: coverageOf(scripts.flat(), dir, new Set(changed.map(({ file }) => file))), left };
}

type Own = Extract<ExplainConfig["coverage"], object>;

async function byCommand(context: PhaseContext, { env, run }: Own, changed: readonly ChangedFile[]): Promise<Coverage> {
  const { system, builds } = context;
  const out = join(await system.processes.temporaryFolder("wb-cover"), "lcov.info");
  await drivingHead(context, { b: env }, async () => {});
  const { dir } = builds.head;
  const command = run.replaceAll("${out}", out);
  const finished = await system.processes.run(command, { cwd: dir, env: { ...system.env, ...env }, timeout: TIMEOUT });
  if (finished.timedOut) throw new ToolError(`explain.coverage.run did not end within ${TIMEOUT / 1000} s`);
  if (finished.exitCode !== 0) throw new ToolError(`explain.coverage.run failed: ${lastSaid(finished)}`);
  const top = await realpath(dir);
  const files = new Set(changed.map(({ file }) => file));
  const changedIn = (path: string) => {
    const file = insideOf(top, path);
    return file !== null && files.has(file) ? file : null;
  };
  return parseLcov(lcovIn(out), changedIn);
}

function lcovIn(file: string): string {
  try {
    return readPlainFile(file, LARGEST).toString("utf8");
  } catch (cause) {
    throw new ToolError(`explain.coverage.run wrote no file that can be read: ${because(cause)}`, { cause });
  }
}

/** Head alone: every scenario one request at a time, however seldom its load runs it, then the load; `body` while it is still up. */
function drivingHead<T>(
  { serve, load, config }: PhaseContext,
  env: SlotEnvironment,
  body: (served: Served) => Promise<T>,
): Promise<T> {
  return serve(SLOTS, async (servers) => {
    const served = await servers.alone("head", env);
    // What scripts make up by it, a user's name, must be new to what an earlier job has left.
    const seed = randomInt(2 ** 32);
    await load.trace({ served: [served], seed, iterations: ITERATIONS, onAnswer: async () => {} });
    await load.drive({ served: [served], seed: 1, milliseconds: config.seconds });
    return body(served);
  });
}
