// src/measure/k6/drops.ts
import { SIDES } from "../../model/series.js";
import { shortened } from "../subject.js";
import { endpointSubject } from "./endpoint.js";
import { Histogram } from "./fold/histogram.js";
function whyUnfit(folds, label, round) {
  const dropped = Math.max(...folds.map((fold) => droppedWhileMeasuring(fold, round)));
  if (dropped > 0) return `k6 dropped ${dropped} iterations of ${label}`;
  const untimed = folds.reduce((sum, { points }) => sum + points.untimed, 0);
  return untimed > 0 ? `the clock was set while ${label} ran: ${untimed} of its times are none` : null;
}
function droppedWhileMeasuring(fold, { warmup, measure }) {
  const began = fold.cells.find(({ metric }) => metric === "weighbridge_began")?.aggregate;
  if (began?.kind !== "gauge") return fold.dropped.all;
  const from = began.min + warmup;
  return fold.dropTimes.filter((time) => time >= from && time < from + measure).length;
}
var LONGEST = 120;
function tallyDrops(labelOf) {
  let rounds = 0;
  const sides = /* @__PURE__ */ new Set();
  const latencies = /* @__PURE__ */ new Map();
  function add({ label, round }, runs) {
    if (runs.every(({ fold }) => droppedWhileMeasuring(fold, round) === 0)) return;
    rounds++;
    for (const { side, slot, fold } of runs) {
      sides.add(side);
      for (const cell of fold.cells) {
        const { aggregate, metric } = cell;
        if (cell.slot !== slot || metric !== "http_req_duration" || aggregate.kind !== "trend") continue;
        const subject = subjectOf(cell, (scenario) => labelOf(label, scenario));
        const known = latencies.get(subject) ?? { base: new Histogram(), head: new Histogram() };
        known[side].absorb(aggregate);
        latencies.set(subject, known);
      }
    }
  }
  function advice() {
    if (rounds === 0) return null;
    const said = `k6 dropped iterations in ${rounds} of these rounds, as no VU was free`;
    const [longest] = [...latencies].sort(([, one], [, other]) => spent(other) - spent(one));
    if (longest === void 0) return `${said}: ${TODO}.`;
    const [subject, times] = longest;
    const medians = SIDES.filter((side) => sides.has(side)).map((side) => `${median(times[side])} on ${side}`);
    return `${said}. Most of their time went to ${shortened(subject, LONGEST)}, whose median latency was ${medians.join(" and ")}: ${TODO}.`;
  }
  return { add, advice };
}
var TODO = "raise maxVUs and preAllocatedVUs in the script, lower its rate, or use a larger runner";
function subjectOf(cell, labelOf) {
  return cell.other ? `${labelOf(cell.scenario ?? "")}: other endpoints` : endpointSubject(cell, labelOf);
}
var spent = ({ base, head }) => base.sum + head.sum;
var median = (latency) => latency.count === 0 ? "unknown" : `${Number(latency.quantile(0.5).toPrecision(3))} ms`;
export {
  tallyDrops,
  whyUnfit
};
