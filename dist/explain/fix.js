// src/explain/fix.ts
import { randomInt } from "node:crypto";
import { ExpectedError, ToolError } from "../errors.js";
import { shortened } from "../measure/subject.js";
import { SLOTS } from "../model/series.js";
import { gainsOf, gainText } from "./gain.js";
import { withinLimit } from "./limit.js";
var ROUNDS = 4;
var ITERATIONS = 30;
async function tryFixes(context, fixes) {
  const { system, limit } = context;
  const serve = withinLimit(context.serve, { limit, ending: performance.now() + limit, signal: system.signal });
  const tried = [];
  const notWeighed = [];
  for (const fix of fixes) {
    system.log.info(`${fix.what} is tried on head: ${ROUNDS} rounds, each with and without it.`);
    try {
      const said = await tryFix({ ...context, serve }, fix);
      system.log.info(`${fix.what}: ${said}.`);
      tried.push({ fix, said });
    } catch (error) {
      system.signal.throwIfAborted();
      notWeighed.push(untried(fix, error));
    }
  }
  return { tried, notWeighed };
}
function untried({ what }, error) {
  const message = error instanceof Error ? error.message : String(error);
  const why = (error instanceof ExpectedError ? message : `it failed: ${message}`).split("\n", 1)[0];
  return `${what} could not be tried on head: ${shortened(why, 500).replace(/\.$/u, "")}.`;
}
async function tryFix(context, fix) {
  const rounds = [];
  let slot = "a";
  for (let round = 0; round < ROUNDS; round++) {
    slot = round % 2 === 0 ? SLOTS[randomInt(2)] : otherThan(slot);
    rounds.push(await tryOnce(context, fix, slot));
  }
  const gains = gainsOf(rounds);
  if (gains.length === 0)
    throw new ToolError(`too few requests to ${fix.endpoints[0]} were answered, one at a time, to compare`);
  return gainText(gains);
}
var otherThan = (slot) => slot === "a" ? "b" : "a";
async function tryOnce({ serve, load }, fix, slot) {
  let changed = Promise.resolve();
  const change = async () => {
    for (const one of SLOTS) await fix.undo(one);
    await fix.apply(slot);
  };
  try {
    return await serve({ a: "head", b: "head" }, async (servers) => {
      const both = await servers.both();
      changed = change();
      await changed;
      return timed(load, both, fix, slot);
    });
  } finally {
    await changed.catch(() => {
    });
    await fix.undo(slot);
  }
}
async function timed(load, both, fix, slot) {
  const times = new Map(
    fix.endpoints.map((endpoint) => [endpoint, { without: [], tried: [] }])
  );
  await load.trace({
    served: SLOTS.map((one) => both[one]),
    seed: randomInt(2 ** 32),
    iterations: ITERATIONS,
    async onAnswer({ endpoint, status, milliseconds, ...answer }) {
      const isAnswered = endpoint !== null && status > 0 && status < 500;
      if (isAnswered) times.get(endpoint)?.[answer.slot === slot ? "tried" : "without"].push(milliseconds);
    }
  });
  return times;
}
export {
  tryFixes,
  untried
};
