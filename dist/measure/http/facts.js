// src/measure/http/facts.ts
import { median } from "../../vendor/simple-statistics.js";
import { rangeOf } from "../ranges.js";
import { shortened } from "../subject.js";
import { httpMetric } from "./metrics.js";
var MOST = 50;
var LONGEST_CALL = 200;
function factsOf(rounds) {
  const rule = (id, unit, number, rest = () => ({}), least = 0) => endpointsIn(rounds).flatMap((subject) => {
    const seen = (side) => rounds[side].flatMap((round) => round.get(subject) ?? []);
    const middle = (side) => {
      const numbers = seen(side).flatMap((one) => number(one) ?? []);
      return numbers.length === 0 ? null : median(numbers);
    };
    const range = (side) => rangeOf(seen(side).flatMap((one) => number(one) ?? (one.example === null ? 0 : [])));
    const [base, head] = [middle("base"), middle("head")];
    const shown = seen("head").at(-1);
    if (head === null || head <= least || shown === void 0) return [];
    const plain = { name: null, note: null, at: null, ...rest(shown) };
    const both = { base: range("base"), head: range("head") };
    return [{ rule: id, collector: "http", subject, base, head, unit, ...plain, rounds: both }];
  }).sort((one, other) => largest(other) - largest(one)).slice(0, MOST);
  return [
    ...rule("large-payload", "bytes", ({ bytes, answers }) => bytes / answers),
    ...rule("uncompressed", "bytes", ({ sending }) => sending?.savable ?? null, typeOf),
    ...rule("uncached", "bytes", ({ uncached }) => uncached, typeOf),
    // One that follows what has changed something is good practice: it keeps a reload from doing it again.
    ...rule("redirect", "count", (one) => one.example === null ? null : one.redirected / one.answers),
    ...rule("repeated-call", "count", ({ most }) => most.times, callOf, 1)
  ];
}
var largest = ({ base, head }) => Math.max(base ?? 0, head ?? 0);
var typeOf = ({ sending }) => ({ note: sending?.type ? shortened(sending.type, LONGEST_CALL) : null });
var callOf = ({ most }) => ({ name: shortened(most.call, LONGEST_CALL) });
function causesOf(seen) {
  return endpointsIn({ base: [seen.base], head: [seen.head] }).flatMap((subject) => {
    const [base, head] = [seen.base.get(subject), seen.head.get(subject)];
    const [before, after] = [base?.most.times ?? 0, head?.most.times ?? 0];
    if (before === after || Math.max(before, after) < 2) return [];
    const call = (after > 0 ? head : base).most.call;
    return [
      {
        metric: httpMetric("repeated", subject).id,
        kind: "call",
        name: shortened(call, LONGEST_CALL),
        base: base === void 0 ? null : before,
        head: head === void 0 ? null : after,
        unit: "count",
        whole: null,
        note: "in one iteration",
        at: null
      }
    ];
  });
}
function endpointsIn({ base, head }) {
  return [...new Set([...head, ...base].flatMap((round) => [...round.keys()]))];
}
export {
  causesOf,
  factsOf
};
