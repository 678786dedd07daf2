// src/compare/rounds.ts
import { testRate } from "./rate.js";
import { testSampled } from "./sampled.js";
function testRounds(series, metric, asked, rounds) {
  return series.kind === "rate" ? testRate(firstRounds(series, rounds), metric, asked) : testSampled(firstRounds(series, rounds), metric, asked);
}
function firstRounds(series, rounds) {
  if (series.base.length <= rounds) return series;
  return { ...series, base: series.base.slice(0, rounds), head: series.head.slice(0, rounds) };
}
export {
  firstRounds,
  testRounds
};
