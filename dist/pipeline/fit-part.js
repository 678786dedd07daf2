// src/pipeline/fit-part.ts
import { firstRounds } from "../compare/rounds.js";
import { laneOf } from "../model/metric.js";
function withoutUnfit(stored, unspent) {
  const { plan } = stored;
  if (plan === null) return stored;
  const asBefore = (one) => {
    const looks = one.looks.filter(({ rounds }) => rounds <= one.from);
    return { ...one, looks, unspent: unspent(one), ended: "unfit", unfit: null };
  };
  const cut = new Map(
    plan.collectors.flatMap(({ collector, from, unfit }) => unfit === null ? [] : [[collector, from]])
  );
  return {
    ...stored,
    plan: { ...plan, collectors: plan.collectors.map((one) => one.unfit === null ? one : asBefore(one)) },
    rounds: plan.collectors.flatMap(({ collector: id }) => untilKept(stored.rounds, id, cut.get(id))),
    series: stored.series.map((one) => {
      const rounds = cut.get(laneOf(one.metric));
      return one.kind === "exact" || rounds === void 0 ? one : firstRounds(one, rounds);
    })
  };
}
function withoutLanes(stored, lanes, unspent) {
  const { plan } = stored;
  if (plan === null) return stored;
  const afresh = (one) => ({ ...one, looks: [], from: 0, unspent: unspent(one), cleared: [] });
  return {
    ...stored,
    plan: { ...plan, collectors: plan.collectors.map((one) => lanes.has(one.collector) ? afresh(one) : one) },
    rounds: stored.rounds.filter(({ collector }) => !lanes.has(collector)),
    series: stored.series.filter(({ metric }) => !lanes.has(laneOf(metric))),
    limits: []
  };
}
function untilKept(tries, id, count) {
  const own = tries.filter(({ collector }) => collector === id);
  if (count === void 0) return own;
  const last = own.filter(({ discarded }) => discarded === null)[count - 1];
  return last === void 0 ? [] : own.slice(0, own.indexOf(last) + 1);
}
export {
  withoutLanes,
  withoutUnfit
};
