// src/pipeline/plan.ts
import { looksWithin } from "../compare/looks.js";
import { priceOf } from "../compare/price.js";
var ALONE = { quick: 10, standard: 12, thorough: 30 };
async function planRounds({ gate, paired, rounds, left, mayGate, log }, measuring, boot) {
  if (measuring.length === 0) return { lanes: [], spare: 0, notices: [] };
  const bootSeconds = await boot() / 1e3;
  if (rounds !== null) {
    const looks = looksWithin(gate.effort, rounds);
    const all = looks.at(-1) === rounds ? looks : [...looks, rounds];
    const limit = Number.POSITIVE_INFINITY;
    const lanes = measuring.map(({ id }) => ({ collector: id, looks: all, left: left(id), limit }));
    return { lanes, spare: 0, notices: [] };
  }
  const costs = measuring.map(({ id, session: { plan } }) => {
    const seconds = plan.secondsPerRound + plan.startsPerRound * bootSeconds;
    return { collector: id, seconds, noise: mayGate(id) ? plan.usualNoise : null };
  });
  const prices = priceOf({ ...gate, costs });
  const spare = gate.maxMinutes * 6e4 - prices.reduce((sum, { seconds }) => sum + seconds * 1e3, 0);
  if (!paired) {
    const lanes = prices.map((price) => aloneOf(price, left(price.collector), gate.effort));
    return { lanes, spare, notices: [] };
  }
  for (const { line } of prices) log.info(line);
  return {
    lanes: prices.map(({ collector, looks, seconds }) => {
      const before = left(collector);
      const counted = looks.map((more) => before.kept + more);
      return { collector, looks: counted, left: before, limit: seconds * 1e3 };
    }),
    spare,
    notices: prices.filter(({ cut }) => cut).map(({ line }) => `gate.maxMinutes is ${gate.maxMinutes}. ${line}.`)
  };
}
function aloneOf({ collector, looks, seconds }, left, effort) {
  return { collector, looks: [Math.min(ALONE[effort], looks.at(-1))], left, limit: seconds * 1e3 };
}
export {
  planRounds
};
