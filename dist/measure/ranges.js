// src/measure/ranges.ts
import { keyOf, largest } from "./fact-rule.js";
var MOST = 2e4;
var ALL = "*";
function onSides(of) {
  return { base: of("base"), head: of("head") };
}
function rangeOf(values) {
  if (values.length === 0) return null;
  return { rounds: values.length, least: Math.min(...values), most: Math.max(...values) };
}
function createRanges(rules) {
  const ofRules = new Map(
    rules.map(({ rule }) => [rule, { looked: /* @__PURE__ */ new Map(), found: /* @__PURE__ */ new Map() }])
  );
  return {
    add(round) {
      for (const { rule, of, looked } of rules) {
        const known = ofRules.get(rule);
        for (const subject of looked?.(round) ?? [ALL]) known.looked.set(subject, (known.looked.get(subject) ?? 0) + 1);
        for (const [key, { value }] of largest(of(round))) {
          const before = known.found.get(key);
          if (before === void 0 && known.found.size === MOST) continue;
          known.found.set(key, before === void 0 ? rangeOf([value]) : wider(before, value));
        }
      }
    },
    of(rule, found) {
      const known = ofRules.get(rule);
      const rounds = known?.looked.get(ALL) ?? known?.looked.get(found.subject) ?? 0;
      if (known === void 0 || rounds === 0) return null;
      const range = known.found.get(keyOf(found));
      if (range === void 0) return known.found.size === MOST ? null : { rounds, least: 0, most: 0 };
      const { rounds: times, least, most } = range;
      return times < rounds ? { rounds, least: Math.min(0, least), most: Math.max(0, most) } : range;
    }
  };
}
var wider = ({ rounds, least, most }, value) => ({
  rounds: rounds + 1,
  least: Math.min(least, value),
  most: Math.max(most, value)
});
export {
  ALL,
  createRanges,
  onSides,
  rangeOf
};
