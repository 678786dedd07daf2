/** A script's requests one at a time over both sides, each answer told before the next is sent. */
import { createHash } from "node:crypto";
import { TargetError, ToolError } from "../../errors.ts";
import type { System } from "../../system/system.ts";
import type { Answer } from "../load.ts";
import type { Served } from "../served.ts";
import { answerOf, type Mark } from "./answer.ts";
import { urlsOf } from "./drive.ts";
import { type Marks, receiveMarks } from "./marks.ts";
import { common, UNENDING } from "./plan.ts";
import { runK6 } from "./run.ts";
import { lastError } from "./sanity.ts";
import type { K6Config } from "./schema.ts";
import { aroundTime, mainFor, type PreparedScript, scriptEnvironment } from "./script.ts";

export interface TraceInput {
  readonly k6: string;
  readonly config: K6Config;
  readonly script: PreparedScript;
  readonly served: readonly Served[];
  readonly seed: number;
  /** Of each scenario. */
  readonly iterations: number;
  readonly labelOf: (scenario: string) => string;
  readonly onAnswer: (answer: Answer) => Promise<void>;
  readonly system: System;
}

/** Milliseconds. Nobody thinks in a trace, so that a script of hundreds of requests has enough. */
const AN_ITERATION = 30_000;
const SPARE = 60_000;
/** A request that is alone on its way and has no answer for so long will have none. */
const HANGS = 30_000;

/**
 * Each scenario in a run of k6 of its own, by one VU: k6 would run them side by side.
 *
 * @throws ToolError when k6 fails or nothing is sent to a side; TargetError when a side dies or does not answer; what `onAnswer` rejects with
 */
export async function traceScript({ script, served, labelOf, onAnswer, ...input }: TraceInput): Promise<void> {
  const requests = { a: { asked: 0, answered: 0 }, b: { asked: 0, answered: 0 } };
  const take = async (mark: Mark): Promise<void> => {
    checkAnswered(mark, served);
    const answer = answerOf(mark, labelOf);
    if (answer.endpoint !== null) requests[answer.slot].asked++;
    if (answer.status !== 0) requests[answer.slot].answered++;
    await onAnswer(answer);
  };
  await using marks = await receiveMarks(take);
  let log = "";
  for (const scenario of Object.keys(script.plan.scenarios)) {
    log = await traceScenario({ ...input, script, served }, scenario, marks);
  }
  for (const { slot, side } of served) {
    const { asked, answered } = requests[slot];
    if (asked === 0) throw new ToolError(`${script.label} made no request to ${side} in a trace.${lastError(log)}`);
    if (answered === 0)
      throw new TargetError(side, `${side}: it answered none of ${asked} requests of ${script.label}.`);
  }
}

/** Throws TargetError where nothing can keep a side from answering but itself, and it does not. */
export function checkAnswered(
  { slot, status, waited, method, url }: Mark,
  served: readonly Pick<Served, "slot" | "side">[],
): void {
  const side = served.find((one) => one.slot === slot)?.side;
  if (status !== 0 || waited < HANGS || side === undefined) return;
  const seconds = Math.round(waited / 1000);
  throw new TargetError(
    side,
    `${side}: it did not answer ${method} ${url} in ${seconds} s, alone on its way: it hangs.`,
  );
}

/** Returns k6's log. */
async function traceScenario(
  input: Omit<TraceInput, "labelOf" | "onAnswer">,
  name: string,
  marks: Marks,
): Promise<string> {
  const { k6, config, script, served, seed, iterations, system } = input;
  const { inspected, folder, label } = script;
  const scenario = inspected.scenarios[name]!;
  const once = { executor: "per-vu-iterations", vus: 1, iterations, maxDuration: UNENDING, startTime: "0s" };
  const plan = {
    ...script.plan,
    scenarios: { [name]: { ...common(scenario), exec: scenario.exec, ...once } },
    functions: [scenario.exec],
  };
  const slots = served.map(({ slot }) => slot).sort();
  // Nothing that makes a script wait.
  const main = await mainFor({ ...script, plan }, slots, seed, { rps: 0, minIterationDuration: "0s" });
  const round = { warmup: 0, measure: 0 };
  const env = scriptEnvironment(config, round, urlsOf(served), system, {
    marks: marks.url,
    seed: drawsOf(seed, label, name),
  });
  const timeout = iterations * slots.length * AN_ITERATION + aroundTime(inspected, slots.length) + SPARE;
  const abort = Promise.race([marks.failed, ...served.map(({ died }) => died)]);
  // A server may die before k6 listens for it.
  abort.catch(() => {});
  return runK6({ k6, main, label, folder, env, samples: null, timeout, abort }, system);
}

/** Of each run of k6 its own: what one scenario makes up, a user's name, must be new to the next. */
function drawsOf(seed: number, label: string, scenario: string): readonly number[] {
  const digest = createHash("sha256")
    .update(JSON.stringify([seed, label, scenario]))
    .digest();
  return [0, 4, 8].map((at) => digest.readUInt32LE(at));
}
