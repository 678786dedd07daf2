// src/measure/prometheus/choice.ts
import { asName } from "../subject.js";
var MOST = 500;
var MOST_ALONE = 20;
var MOST_KNOWN = 2e4;
var NAMED = 5;
var NARROW = "narrow prometheus.metrics to those that matter";
function chooseWeighed(sides, mayBlock = () => false) {
  const rounds = { base: /* @__PURE__ */ new Map(), head: /* @__PURE__ */ new Map() };
  const shared = /* @__PURE__ */ new Set();
  const alone = { base: /* @__PURE__ */ new Set(), head: /* @__PURE__ */ new Set() };
  const tooMany = /* @__PURE__ */ new Set();
  const once = /* @__PURE__ */ new Set();
  const timesOf = (side, id) => rounds[side].get(id) ?? 0;
  const isShared = (id) => sides.every((side) => rounds[side].has(id));
  function hasRoom(chosen, most, id) {
    if (chosen.has(id)) return true;
    if (chosen.size < most) chosen.add(id);
    else if (tooMany.size < MOST_KNOWN) tooMany.add(id);
    return chosen.has(id);
  }
  return {
    tell(side, readings) {
      const known = rounds[side];
      const isSecond = ({ metric }) => Number(!mayBlock(metric.id));
      for (const { metric } of readings.toSorted((one, other) => isSecond(one) - isSecond(other)))
        if (known.has(metric.id) || known.size < MOST_KNOWN) known.set(metric.id, (known.get(metric.id) ?? 0) + 1);
    },
    isWeighed(side, id) {
      const isSteady = timesOf(side, id) > 1;
      if ((isShared(id) || isSteady) && mayBlock(id)) return true;
      if (isShared(id)) return hasRoom(shared, MOST, id);
      if (isSteady) return hasRoom(alone[side], MOST_ALONE, id);
      if (once.size < MOST_KNOWN) once.add(id);
      return false;
    },
    leftOut() {
      const isChosen = (id) => shared.has(id) || alone.base.has(id) || alone.head.has(id);
      const many = [...tooMany].filter((id) => !isChosen(id));
      const unsteady = [...once].filter((id) => !isShared(id) && sides.every((side) => timesOf(side, id) <= 1));
      return [
        ...many.length === 0 ? [] : [
          `prometheus: ${MOST} metrics are weighed, and ${MOST_ALONE} that one side alone tells; ${listed(many)} are not: ${NARROW}.`
        ],
        ...unsteady.length === 0 ? [] : [
          `prometheus: what one side alone told in one round is left out, as labels with a new value each time are: ${listed(unsteady)}; give such labels few values, or ${NARROW}.`
        ]
      ];
    }
  };
}
function listed(ids) {
  const names = ids.slice(0, NAMED).map((id) => asName(id).slice(0, 200));
  return names.join(", ") + (ids.length > NAMED ? ` and ${ids.length - NAMED} more` : "");
}
export {
  NARROW,
  chooseWeighed
};
