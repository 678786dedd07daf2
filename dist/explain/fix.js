// src/explain/fix.ts
import { randomInt } from "node:crypto";
import { SLOTS } from "../model/series.js";
import { withinLimit } from "./limit.js";
import { whyOf } from "./why.js";
var ROUNDS = 10;
var MOST_ENDPOINTS = 5;
var ITERATIONS = 12;
async function tryFixes(context, fixes) {
  const { system, limit } = context;
  const serve = withinLimit(context.serve, { limit, ending: performance.now() + limit, signal: system.signal });
  const tried = [];
  const notWeighed = [];
  for (const fix of fixes) {
    system.log.info(`${fix.what} is tried on head: ${ROUNDS} rounds, each with and without it.`);
    try {
      tried.push({ fix, rounds: await tryFix({ ...context, serve }, fix) });
    } catch (error) {
      system.signal.throwIfAborted();
      notWeighed.push(untried(fix, error));
    }
  }
  return { tried, notWeighed };
}
function untried({ what }, error) {
  return `${what} could not be tried on head: ${whyOf(error)}.`;
}
async function tryFix(context, fix) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await tryOnce(context, fix, SLOTS[randomInt(2)]));
  return rounds;
}
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
    fix.endpoints.slice(0, MOST_ENDPOINTS).map((endpoint) => [endpoint, { without: [], tried: [] }])
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
