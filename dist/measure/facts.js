// src/measure/facts.ts
import { asName } from "./subject.js";
var MOST = 50;
function gatherFacts(collector, rules, sides) {
  return rules.flatMap(({ rule, unit, of }) => {
    const facts = /* @__PURE__ */ new Map();
    for (const side of ["head", "base"]) {
      const seen = sides[side];
      if (seen === null) continue;
      const found = [...of(seen)].sort((one, other) => other.value - one.value).slice(0, MOST);
      for (const { subject, name, value, note } of found) {
        const key = JSON.stringify([subject, name]);
        const shared = { rule, collector, subject: asName(subject), name, unit, note, at: null };
        const known = facts.get(key) ?? { ...shared, base: null, head: null };
        facts.set(key, known[side] === null ? { ...known, [side]: value } : known);
      }
    }
    return [...facts.values()].slice(0, MOST);
  });
}
export {
  gatherFacts
};
