// src/compare/price.ts
import { FIRST_LOOK } from "../model/plan.js";
import { FIRST_ATTEMPT, looksWithin, SCHEDULES, weighLooks } from "./looks.js";
import { smallestVisible } from "./statistics/power.js";
var USUAL_FAMILY = 6;
function priceOf({ effort, maxMinutes, falseAlarms, costs }) {
  const mostOf = ({ noise }) => noise === null ? FIRST_LOOK : SCHEDULES[effort].at(-1);
  const parts = divide(
    maxMinutes * 60,
    costs.map((cost) => mostOf(cost) * cost.seconds)
  );
  return costs.map((cost, i) => {
    const { collector, seconds, noise } = cost;
    const most = mostOf(cost);
    const looks = looksWithin(effort, parts[i] === most * seconds ? most : Math.floor(parts[i] / seconds));
    const rounds = looks.at(-1);
    const cut = rounds < most;
    const price = `${rounds === 1 ? "1 round" : `at most ${rounds} rounds`} of ${seconds.toFixed(0)} s, ${minutes(rounds * seconds)}`;
    const whole = `take ${minutes(most * seconds)}`;
    const said = noise === null ? [rounds < ROUNDS_TO_BLOCK ? FEW_COUNTS : COUNTS, `all ${most} rounds ${whole}`] : [
      sees(looks, noise, falseAlarms),
      `all ${most} rounds of effort ${effort} ${whole}: ${sees(SCHEDULES[effort], noise, falseAlarms)}`
    ];
    const line = `${collector}: ${price}: ${said.slice(0, cut ? 2 : 1).join("; ")}`;
    return { collector, seconds: parts[i], looks, cut, line };
  });
}
var ROUNDS_TO_BLOCK = 5;
var COUNTS = "what is counted exactly may gate, the rest is watched";
var FEW_COUNTS = `in fewer than ${ROUNDS_TO_BLOCK} rounds a count that rises is inconclusive, the rest is watched`;
var minutes = (seconds) => `${(seconds / 60).toFixed(1)} minutes`;
function sees(looks, noise, falseAlarms) {
  const spending = { looks, family: USUAL_FAMILY, falseAlarms, share: FIRST_ATTEMPT };
  const last = weighLooks(spending).at(-1);
  const visible = smallestVisible(noise, last.rounds, falseAlarms * last.weight / USUAL_FAMILY);
  if (visible === null) return `too few to show any slowdown if ${USUAL_FAMILY} metrics gate`;
  return `sees ≥ ${(Math.expm1(visible) * 100).toFixed(1)} % at the usual noise of ${(noise * 100).toFixed(1)} % a round`;
}
function divide(total, wanted) {
  const parts = wanted.map(() => 0);
  let left = total;
  const byWish = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  for (const [done, i] of byWish.entries()) {
    parts[i] = Math.min(wanted[i], left / (wanted.length - done));
    left -= parts[i];
  }
  return parts;
}
export {
  divide,
  priceOf
};
