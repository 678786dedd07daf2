// src/pipeline/gain.ts
import { median } from "../vendor/simple-statistics.js";
import { hodgesLehmann } from "../compare/statistics/hodges-lehmann.js";
import { amount } from "../explain/words.js";
var COLD = 0.25;
var LEAST = 5;
var WRONG = 0.01;
function gainsOf(rounds) {
  const endpoints = [...rounds[0]?.keys() ?? []];
  const level = 1 - WRONG / endpoints.length;
  return endpoints.flatMap((endpoint) => {
    const medians = rounds.flatMap((round) => mediansOf(round.get(endpoint)));
    if (medians.length < rounds.length) return [];
    const changes = medians.map(({ without: without2, tried: tried2 }) => Math.log(tried2 / without2));
    const change = hodgesLehmann(changes, level);
    const [without, tried] = [median(medians.map((one) => one.without)), median(medians.map((one) => one.tried))];
    return [{ endpoint, without, tried, changes, change, direction: directionOf(change, level) }];
  });
}
function mediansOf(timed = { without: [], tried: [] }) {
  const [without, tried] = [warm(timed.without), warm(timed.tried)];
  if (without.length < LEAST || tried.length < LEAST) return [];
  const medians = { without: median(without), tried: median(tried) };
  return medians.without > 0 && medians.tried > 0 ? [medians] : [];
}
var warm = (times) => times.slice(Math.floor(times.length * COLD));
function directionOf({ low, high, coverage }, level) {
  if (coverage < level || low <= 0 && high >= 0) return null;
  return high < 0 ? "faster" : "slower";
}
var MOST = 3;
function gainText(gains) {
  const ordered = gains.toSorted((x, y) => Math.abs(y.change.value) - Math.abs(x.change.value));
  const shown = ordered.filter(({ direction }) => direction !== null);
  if (shown.length > 0) return shown.slice(0, MOST).map(shownText).join("; ");
  const ranges = ordered.slice(0, MOST).map(({ endpoint, change: change2 }) => `${endpoint} ${rangeOf(change2)}`);
  const [{ change, changes }] = ordered;
  return `no difference is shown (${ranges.join("; ")}, ${coverageOf(change)} interval of ${changes.length} rounds)`;
}
function shownText({ endpoint, without, tried, changes, change, direction }) {
  const agreeing = changes.filter((one) => Math.sign(one) === Math.sign(change.value)).length;
  const rounds = `${agreeing} of ${changes.length} rounds ${direction}`;
  const sizes = `${signed(change.value)} %, ${coverageOf(change)} interval ${rangeOf(change)}`;
  return `${endpoint} ${amount(without, "ms")} → ${amount(tried, "ms")} (${sizes}, ${rounds})`;
}
function coverageOf({ coverage }) {
  return `${Math.floor(coverage * 1e3) / 10} %`;
}
function rangeOf({ low, high }) {
  return `${signed(low)} to ${signed(high)} %`;
}
function signed(change) {
  const percent = Math.round(Math.expm1(change) * 100);
  return percent > 0 ? `+${percent}` : `${percent}`;
}
export {
  gainText,
  gainsOf
};
