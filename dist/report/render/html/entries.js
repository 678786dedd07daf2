// src/report/render/html/entries.ts
var MOST_ENTRIES = 200;
function entriesOf({ moved, open, settled, alone }) {
  const gating = [...settled.values(), ...alone.values()].flat().filter(({ rule }) => rule.role === "gate");
  const shown = [...moved, ...open, ...gating.toSorted((a, b) => sizeOf(b) - sizeOf(a))].slice(0, MOST_ENTRIES);
  return shown.map((comparison, i) => ({
    comparison,
    anchor: `m${i + 1}`,
    at: i === 0 && comparison.change === "regressed" ? "open" : "closed"
  }));
}
function sizeOf({ effect, rule }) {
  return effect === null || !Number.isFinite(effect.value) ? 0 : Math.abs(effect.value) / (rule.detect || 1);
}
export {
  MOST_ENTRIES,
  entriesOf
};
