// src/measure/given.ts
function differencesOf({ base, head }) {
  return base.flatMap((value, round) => {
    const other = head[round] ?? null;
    return value === null || other === null ? [] : [Number((other - value).toFixed(6))];
  });
}
var middle = (values) => values[Math.floor((values.length - 1) / 2)];
function nearestOf(base, head) {
  if (base.at(-1) < head[0]) return { base: base.at(-1), head: head[0] };
  if (head.at(-1) < base[0]) return { base: base[0], head: head.at(-1) };
  return null;
}
function isWorse(nearest, { better }) {
  if (nearest === null) return false;
  return better === "higher" ? nearest.head < nearest.base : nearest.head > nearest.base;
}
var present = (values) => values.filter((value) => value !== null);
var only = (values) => values.length === 1 ? values[0] : null;
var distinct = (values) => [...new Set(present(values))].sort((a, b) => a - b);
var MOST_LISTED = 4;
function list(values) {
  const shown = values.slice(0, MOST_LISTED).map((value) => Number(value.toPrecision(6)));
  return `${shown.join(", ")}${values.length > MOST_LISTED ? ", …" : ""}`;
}
export {
  differencesOf,
  distinct,
  isWorse,
  list,
  middle,
  nearestOf,
  only,
  present
};
