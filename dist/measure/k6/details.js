// src/measure/k6/details.ts
import { SIDES } from "../../model/series.js";
import { endpointSubject } from "./endpoint.js";
import { Histogram } from "./fold/histogram.js";
var WINDOWS = 6e3;
var SUBJECTS = 200;
var BINS = 80;
var SHARES = [0.5, 0.75, 0.9, 0.95, 0.99];
var leastFor = (share) => Math.ceil(10 / (1 - share));
function drawDetails(labelOf, seconds, tells) {
  const subjects = /* @__PURE__ */ new Map();
  let round = 0;
  const drawnOf = (subject) => {
    const known = subjects.get(subject) ?? {
      latency: { base: new Histogram(), head: new Histogram() },
      windows: [],
      requests: 0
    };
    subjects.set(subject, known);
    return known;
  };
  function add(runs) {
    round++;
    for (const { side, slot, fold, script } of runs) {
      const label = (scenario) => labelOf(script, scenario);
      for (const { metric, expected, other, aggregate, ...about } of fold.cells) {
        const isLatency = metric === "http_req_duration" && expected !== false && about.slot === slot;
        const isDrawn = isLatency && !other && tells(script, about);
        if (!isDrawn || aggregate.kind !== "trend") continue;
        const drawn = drawnOf(endpointSubject(about, label));
        drawn.latency[side].absorb(aggregate);
        drawn.requests += aggregate.count;
      }
    }
    for (const [subject, windows] of beatsOf(runs, labelOf, tells)) {
      drawnOf(subject).windows.push(...windows.map((one) => ({ ...one, round })));
    }
  }
  function result() {
    const all = [...subjects].sort(([, a], [, b]) => b.requests - a.requests).slice(0, SUBJECTS);
    let drawn = 0;
    return all.flatMap(([subject, { latency, windows }]) => {
      const about = { collector: "k6", subject, unit: "ms" };
      drawn += windows.length;
      const isDrawn = windows.length > 0 && drawn <= WINDOWS;
      const timeline = isDrawn ? [{ kind: "timeline", ...about, seconds, windows }] : [];
      return [...distributionOf(about, latency), ...timeline];
    });
  }
  return { add, result };
}
function distributionOf(about, latency) {
  const present = SIDES.map((side) => latency[side]).filter(({ count }) => count > 0);
  if (present.length === 0) return [];
  const edges = logEdges(Math.min(...present.map(({ min }) => min)), Math.max(...present.map(({ max }) => max)));
  const counts = (side) => latency[side].count === 0 ? null : latency[side].counts(edges);
  const quantile = (side, share) => {
    return latency[side].count >= leastFor(share) ? latency[side].quantile(share) : null;
  };
  const quantiles = SHARES.map((share) => ({ share, base: quantile("base", share), head: quantile("head", share) }));
  return [{ kind: "distribution", ...about, edges, counts: { base: counts("base"), head: counts("head") }, quantiles }];
}
var SHORTEST = 1e-9;
function logEdges(min, max) {
  const high = Math.max(max, SHORTEST) * 1.000001;
  const low = Math.max(min, high / 1e6) * 0.999999;
  return Array.from({ length: BINS + 1 }, (_, i) => low * (high / low) ** (i / BINS));
}
function beatsOf(runs, labelOf, tells) {
  const bySubject = /* @__PURE__ */ new Map();
  for (const { side, slot, fold, script } of runs) {
    const own = fold.windows.series.filter((one) => one.slot === slot && tells(script, { ...one, check: null }));
    const start = Math.min(...fold.windows.series.flatMap(({ windows }) => windows.map((window) => window.start)));
    for (const { windows, ...about } of own) {
      const subject = endpointSubject(about, (scenario) => labelOf(script, scenario));
      const beats = bySubject.get(subject) ?? /* @__PURE__ */ new Map();
      bySubject.set(subject, beats);
      for (const { start: at, requests, failed, latency } of windows) {
        const value = (share) => latency.count === 0 ? null : latency.quantile(share);
        const beat = { requests, failed, p50: value(0.5), p95: value(0.95) };
        beats.set(at - start, { ...beats.get(at - start), [side]: beat });
      }
    }
  }
  const inOrder = (beats) => [...beats].sort(([a], [b]) => a - b).map(([at, { base = null, head = null }]) => ({ at: at / 1e3, base, head }));
  return new Map([...bySubject].map(([subject, beats]) => [subject, inOrder(beats)]));
}
export {
  drawDetails
};
