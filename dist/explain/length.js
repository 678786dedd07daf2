// src/explain/length.ts
import { SIDES } from "../model/series.js";
var WARMUP = 2e3;
var SHORTEST = 1;
var SLACK = 1;
var START = 1;
function warmupOf({ seconds }) {
  return Math.min(WARMUP, seconds);
}
function lengthOf(config, load, warmed) {
  const beside = Math.max(0, warmed / 1e3 - loaded(warmupOf(config), load));
  return Math.ceil(loaded(config.seconds, load) + beside + SLACK);
}
function priceOf(config, load) {
  const driven = (milliseconds) => loaded(milliseconds, load) + countOf(load) * START + SLACK;
  const warmups = (load.bothAtOnce ? 1 : SIDES.length) * driven(warmupOf(config));
  return config.profiles * (warmups + SIDES.length * driven(config.seconds));
}
function loaded(milliseconds, load) {
  return Math.max(milliseconds / 1e3, countOf(load) * SHORTEST);
}
var countOf = ({ scripts }) => Math.max(1, scripts.length);
export {
  lengthOf,
  priceOf,
  warmupOf
};
