// src/report/render/words/settle.ts
import { UNDIRECTED } from "../../../model/comparison.js";
import { laneOf, parseMetricId } from "../../../model/metric.js";
import { MOST_ROUNDS, OTHERWISE_AGAIN, unfitness } from "../../../model/plan.js";
import { worstEnd } from "./weighed.js";
function isGoneOnWith(verdict) {
  const { reasons, plan, rung, base, notices } = verdict;
  if (base.commit === null || notices.some((line) => line.includes(OTHERWISE_AGAIN))) return false;
  if (reasons[0]?.kind !== "inconclusive" || rung !== "paired" || plan === null || unfitness(plan) !== null)
    return false;
  return openOf(verdict).some(({ open, lack }) => {
    if (open === void 0) return false;
    return lack === "counts" || lack === "rounds" && !isBeyondReach(open);
  });
}
function toWatch({ reasons }) {
  const missed = [...new Set(reasons.flatMap((reason) => reason.kind === "unwatched" ? [reason.watcher] : []))];
  const watchers = missed.filter((id) => !id.includes("/")).map((id) => `"${id}/*"`);
  const ofWatchers = `Repair what is named above and run it again. What need not be watched is taken out of the gate by the config: leave out its section, or give its metrics the role \`watch\` (${watchers.join(", ")}) and let none of its rules block.`;
  const ofMetrics = "Repair what is named above and run it again: what tells these metrics, or the name of them in the config's `metrics`. What is gone on purpose is taken out there.";
  return [...watchers.length > 0 ? [ofWatchers] : [], ...watchers.length < missed.length ? [ofMetrics] : []];
}
function toSettle(verdict) {
  const { plan, reasons } = verdict;
  if (unfitness(plan) !== null) return toSettleUnfit(verdict);
  const first = reasons[0];
  if (first?.kind === "unwatched") return [];
  if (first?.kind === "missing") return [toFind(first, verdict)];
  if (first?.kind === "not-compared") return [toCompare(first)];
  const open = openOf(verdict);
  const lacks = [...new Set(open.map(({ lack }) => lack))];
  return lacks.map((lack) => TO_SETTLE[lack] ?? toMeasureMore(verdict, open.find((one) => one.lack === lack)));
}
function toSettleUnfit(verdict) {
  const open = openOf(verdict);
  const counted = open.filter(({ lack }) => lack === "counts");
  const more = counted.slice(0, 1).map((one) => toMeasureMore(verdict, one));
  const isCounted = counted.length > 0 && counted.length === open.length;
  return [
    ...isCounted ? [] : ["More rounds do not help on a runner like this: run it again on a quieter one."],
    ...more
  ];
}
function openOf({ reasons, comparisons, rung }) {
  return reasons.flatMap((reason) => {
    if (reason.kind !== "inconclusive") return [];
    const open = comparisons.find(({ metric }) => metric.id === reason.metric);
    return [{ reason, open, lack: open === void 0 ? "rounds" : lackOf(open, rung) }];
  });
}
function lackOf({ metric, note, base, head, effect }, rung) {
  const isExact = metric.kind === "exact";
  if (note === UNDIRECTED) return "direction";
  if (head === null || rung !== "stored" && (base === null || !isExact && effect === null)) return "value";
  if (!isExact || base === null) return "rounds";
  return metric.lane === void 0 ? "builds" : "counts";
}
var TO_SETTLE = {
  direction: "No number of rounds tells which way is better: say `better: lower` or `higher` in the config's `metrics`, or give it the role `watch`.",
  value: "More rounds do not settle what could not be counted or compared: see to what is named above and run it again, or give its id the role `watch` in the config.",
  builds: "More rounds do not settle how exact a build is: let it give the same bytes each time, raise its `tolerate`, or give it the role `watch`."
};
function toFind({ metric }, { comparisons }) {
  const gates = comparisons.some((one) => one.metric.id === metric && one.rule.role === "gate");
  return gates ? "If it is gone on purpose, give its id the role `watch` or `off` in the config; else repair what no longer measures it." : "A limit without a value is neither kept nor broken: repair what no longer measures it, or remove the limit where it is written.";
}
function toCompare({ why }) {
  return why.startsWith("base: ") ? "What gates needs something to be set against: merge or rebase onto a base without this fault, or name another one. Where this change brings the gate, there is none yet, and nothing to do." : "What gates needs something to be set against: see to what is named above.";
}
function toMeasureMore({ notices, measuredBy, rung }, { reason, open, lack }) {
  const cuts = [...notices, ...measuredBy.flatMap(({ notes }) => notes)].filter(
    (line) => line.includes("gate.maxMinutes")
  );
  if (lack === "counts") {
    const lane = laneOf({ id: reason.metric, ...open?.metric });
    return cuts.some((line) => line.includes(`${lane}: `)) ? "More rounds settle it: raise `gate.maxMinutes`, which cut their number." : "No effort has more rounds for what is counted, and fewer are enough where fewer counts vary: let `target.reset` leave the same data for every round.";
  }
  if (rung === "stored")
    return "Base measured beside head shows smaller changes than stored jobs do: use `mode: auto`, or store more jobs, in `mode: stored` too and on quieter machines.";
  if (open !== void 0 && isBeyondReach(open))
    return "No effort has as many rounds as this takes: raise `detect` of that metric, give it the role `watch`, measure longer rounds (`k6.round.measure`), or use a quieter machine.";
  if (cuts.length > 0)
    return "More rounds settle it: raise `gate.maxMinutes`, which cut their number, or use a quieter machine.";
  return parseMetricId(reason.metric)?.collector === "k6" ? "More rounds or longer ones settle it: set `gate.effort: thorough` or a longer `k6.round.measure`, or use a quieter machine." : "More rounds settle it: set `gate.effort: thorough`, or use a quieter machine.";
}
function isBeyondReach(open) {
  const { rounds, rule, smallestVisible } = open;
  if (smallestVisible === null || !(rule.detect > 0)) return false;
  const seeing = rounds * (smallestVisible / rule.detect) ** 2;
  return Math.max(seeing, roundsToExclude(open)) > MOST_ROUNDS;
}
var STRICTER = 2;
function roundsToExclude({ metric, rounds, rule, base, head, effect }) {
  if (effect === null) return 0;
  const seems = metric.better === "higher" ? -effect.value : effect.value;
  const room = Math.max(0, worstEnd({ metric, effect }) - Math.max(0, seems));
  const isEven = metric.kind === "rate" && base === head && (base === 0 || base === 1);
  return STRICTER * rounds * (room / rule.detect) ** (isEven ? 1 : 2);
}
export {
  isGoneOnWith,
  toSettle,
  toWatch
};
