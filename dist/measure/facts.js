// src/measure/facts.ts
import { SIDES } from "../model/series.js";
import { keyOf, largest } from "./fact-rule.js";
import { asName } from "./subject.js";
var MOST = 50;
function gatherFacts(collector, rules, sides, ranges) {
  return rules.flatMap(({ rule, unit, of }) => {
    const [base, head] = [sides.base, sides.head].map((seen) => seen === null ? /* @__PURE__ */ new Map() : largest(of(seen)));
    const all = new Map([...base, ...head]);
    const facts = [...all.values()].map((found) => {
      const { subject, name, note } = found;
      const numberOn = (on) => on.get(keyOf(found))?.value ?? null;
      const rounds = { base: ranges.base.of(rule, found), head: ranges.head.of(rule, found) };
      const numbers = { base: numberOn(base), head: numberOn(head) };
      const fact = { rule, collector, subject: asName(subject), name, ...numbers, unit, note, at: null, rounds };
      return { fact, most: Math.max(...SIDES.map((side) => rounds[side]?.most ?? numbers[side] ?? 0)) };
    });
    return facts.toSorted((one, other) => other.most - one.most).slice(0, MOST).map(({ fact }) => fact);
  });
}
export {
  gatherFacts
};
