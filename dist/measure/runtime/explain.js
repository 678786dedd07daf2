// src/measure/runtime/explain.ts
import { mean, median } from "../../vendor/simple-statistics.js";
import { SIDES } from "../../model/series.js";
import { leaksOf } from "../leak.js";
import { onSides, rangeOf } from "../ranges.js";
import { TARGET } from "../watched.js";
import { runtimeMetric } from "./metrics.js";
import { blockedIn, byEndpoint, longestDelay } from "./readings.js";
var MOST = 50;
var LEAST = 0.05;
function causesOf(watched) {
  const found = endpointsOf(watched).flatMap((endpoint) => {
    const { blocked, functions } = blockingIn(watched, endpoint);
    return functions.map(
      (both) => ({
        metric: runtimeMetric("blocked", endpoint).id,
        ...named(both),
        kind: "function",
        base: both.base?.each ?? null,
        head: both.head?.each ?? null,
        unit: "ms",
        whole: blocked.head - blocked.base,
        note: null
      })
    );
  });
  const moved = ({ base, head }) => Math.abs((head ?? 0) - (base ?? 0));
  return found.toSorted((one, other) => moved(other) - moved(one)).slice(0, MOST);
}
function factsOf(watched) {
  const loaded = onSides((side) => watched[side].flatMap(({ loaded: loaded2 }) => loaded2 === null ? [] : [loaded2]));
  const kept = onSides((side) => loaded[side].map(({ retained, requests }) => ({ bytes: retained, requests })));
  return [
    ...delaysOf(onSides((side) => loaded[side].map(longestDelay).filter((delay) => delay !== null))),
    ...leaksOf("runtime", "left after a full garbage collection", kept),
    ...callsOf(watched)
  ];
}
var WAITED = "in the middle round, without waits for a processor";
function delaysOf(delays) {
  if (SIDES.every((side) => delays[side].length === 0)) return [];
  const shared = { rule: "blocked-event-loop", collector: "runtime", subject: TARGET, name: null, at: null };
  const middle = onSides((side) => delays[side].length === 0 ? null : median([...delays[side]]));
  const rounds = onSides((side) => rangeOf(delays[side]));
  return [{ ...shared, ...middle, unit: "ms", note: WAITED, rounds }];
}
function callsOf(watched) {
  const calls = endpointsOf(watched).filter((endpoint) => endpoint !== TARGET).flatMap(
    (endpoint) => blockingIn(watched, endpoint).functions.map(
      (both) => ({
        rule: "blocking-call",
        collector: "runtime",
        subject: endpoint,
        ...named(both),
        base: both.base?.usual ?? null,
        head: both.head?.usual ?? null,
        unit: "ms",
        note: null,
        rounds: onSides((side) => both[side]?.rounds ?? nothingIn(requestsOf(watched, endpoint)[side]))
      })
    )
  );
  const largest = ({ base, head }) => Math.max(base ?? 0, head ?? 0);
  return calls.filter((fact) => largest(fact) > 0).toSorted((one, other) => largest(other) - largest(one)).slice(0, MOST);
}
function endpointsOf(watched) {
  const rounds = SIDES.flatMap((side) => watched[side]);
  return [.../* @__PURE__ */ new Set([...rounds.flatMap(({ traced }) => [...byEndpoint(traced).keys()]), TARGET])];
}
function requestsOf(watched, endpoint) {
  return onSides(
    (side) => watched[side].map(({ traced }) => {
      const endpoints = byEndpoint(traced);
      return endpoint === TARGET ? [...endpoints.values()].flat() : endpoints.get(endpoint) ?? [];
    })
  );
}
function blockingIn(watched, endpoint) {
  const all = requestsOf(watched, endpoint);
  const rounds = onSides((side) => all[side].filter((requests) => requests.length > 0));
  const blocked = onSides((side) => rounds[side].length === 0 ? 0 : mean(rounds[side].map(blockedIn)));
  const sides = onSides((side) => functionsIn(rounds[side]));
  const keys = new Set(SIDES.flatMap((side) => [...sides[side].keys()]));
  const functions = [...keys].map((key) => onSides((side) => sides[side].get(key) ?? null));
  const least = LEAST * Math.max(blocked.base, blocked.head);
  return {
    blocked,
    functions: functions.filter(({ base, head }) => Math.max(base?.each ?? 0, head?.each ?? 0) >= least)
  };
}
function functionsIn(rounds) {
  const found = /* @__PURE__ */ new Map();
  for (const [round, requests] of rounds.entries()) {
    for (const { place, milliseconds } of requests.flatMap(({ turns }) => turns).flatMap(({ spent }) => spent)) {
      const key = `${place.file}:${place.name}`;
      const known = found.get(key) ?? { place, inRound: rounds.map(() => 0) };
      known.inRound[round] += milliseconds / requests.length;
      found.set(key, known);
    }
  }
  const blocking = ({ place, inRound }) => ({
    place,
    each: mean(inRound),
    usual: median(inRound),
    rounds: rangeOf(inRound)
  });
  return new Map([...found].map(([key, one]) => [key, blocking(one)]));
}
var nothingIn = (rounds) => rangeOf(rounds.filter((requests) => requests.length > 0).map(() => 0));
function named({ base, head }) {
  const { name, file, line, own } = (head ?? base).place;
  if (!own) return { name: `${name} (${file})`, at: null };
  return { name, at: head === null ? null : { file, line } };
}
export {
  causesOf,
  factsOf
};
