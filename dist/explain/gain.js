// src/explain/gain.ts
import { median } from "../vendor/simple-statistics.js";
import { amount } from "./words.js";
var COLD = 0.25;
var LEAST = 5;
function gainsOf(rounds) {
  const endpoints = [...rounds[0]?.keys() ?? []];
  return endpoints.flatMap((endpoint) => {
    const medians = rounds.flatMap((round) => mediansOf(round.get(endpoint)));
    if (medians.length < rounds.length) return [];
    const without = median(medians.map((one) => one.without));
    const tried = median(medians.map((one) => one.tried));
    return [{ endpoint, without, tried, ratios: medians.map((one) => one.tried / one.without) }];
  });
}
function mediansOf({ without, tried } = { without: [], tried: [] }) {
  const [before, after] = [without, tried].map((times) => times.slice(Math.floor(times.length * COLD)));
  if (before.length < LEAST || after.length < LEAST) return [];
  const medians = { without: median([...before]), tried: median([...after]) };
  return medians.without > 0 && medians.tried > 0 ? [medians] : [];
}
var NOTHING = 0.05;
var MOST = 3;
function gainText(gains) {
  const most = gains.toSorted((x, y) => changeOf(y) - changeOf(x)).slice(0, MOST);
  const moved = most.filter((gain) => directionOf(gain) !== null);
  if (moved.length > 0) return moved.map(movedText).join("; ");
  const isNothing = gains.every(({ ratios }) => ratios.every((ratio) => Math.abs(ratio - 1) <= NOTHING));
  const ranges = most.map(({ endpoint, ratios }) => `${endpoint} ${rangeOf(ratios)}`).join("; ");
  return `${isNothing ? "it brought nothing" : "no clear difference"} (${ranges} in ${most[0].ratios.length} rounds)`;
}
var changeOf = ({ ratios }) => Math.abs(Math.log(median([...ratios])));
function directionOf({ ratios }) {
  const ratio = median([...ratios]);
  if (ratio < 1 - NOTHING && ratios.every((one) => one < 1)) return "faster";
  return ratio > 1 + NOTHING && ratios.every((one) => one > 1) ? "slower" : null;
}
function movedText(gain) {
  const { endpoint, without, tried, ratios } = gain;
  const all = `${ratios.length} of ${ratios.length} rounds ${directionOf(gain)}`;
  return `${endpoint} ${amount(without, "ms")} → ${amount(tried, "ms")} (${signed(median([...ratios]))} %, ${all})`;
}
function rangeOf(ratios) {
  return `${signed(Math.min(...ratios))} to ${signed(Math.max(...ratios))} %`;
}
function signed(ratio) {
  const percent = Math.round((ratio - 1) * 100);
  return percent > 0 ? `+${percent}` : `${percent}`;
}
export {
  gainText,
  gainsOf
};
