// src/measure/runtime/trace.ts
import { askAll } from "./agents.js";
import { mark, traced } from "./told.js";
import { longTurns } from "./turns.js";
var LONG_TURN = 5;
var TRIES = 5;
async function startTrace(agents, folder) {
  await askAll(agents, "trace", mark);
  const marks = () => askAll(agents, "mark", mark);
  let before = await marks();
  let own = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const now = await marks();
    own = Math.min(own, allocatedBetween(before, now));
    before = now;
  }
  const start = before;
  const seen = [];
  return {
    async answered(endpoint) {
      const now = await marks();
      seen.push({ endpoint, allocated: Math.max(0, allocatedBetween(before, now) - own), marks: now });
      before = now;
    },
    async requests() {
      const requests = seen.map(({ endpoint, allocated }) => ({ endpoint, allocated, turns: [] }));
      for (const [agent, { profile }] of await askAll(agents, "traced", traced)) {
        if (profile === null || folder === null) continue;
        const times = [start, ...seen.map(({ marks: marks2 }) => marks2)].map((marks2) => marks2.get(agent).at);
        const [, ...turns] = longTurns(profile, times, folder, LONG_TURN);
        for (const [index, own2] of turns.entries()) for (const turn of own2) requests[index].turns.push(turn);
      }
      return requests;
    }
  };
}
function allocatedBetween(before, now) {
  let sum = 0;
  for (const [agent, { allocated }] of now) sum += allocated - (before.get(agent)?.allocated ?? allocated);
  return sum;
}
export {
  startTrace
};
