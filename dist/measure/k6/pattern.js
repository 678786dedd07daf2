// src/measure/k6/pattern.ts
var ID = "{id}";
var MOST_PARTS = 20;
function patternOf(names) {
  const counts = /* @__PURE__ */ new Map();
  for (const name of new Set(names)) {
    for (const pattern of patternsOf(name)) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return most !== void 0 && most[1] * 2 >= names.length ? most[0] : null;
}
function patternsOf(name) {
  const parts = name.split("/");
  const byPart = parts.length < 2 ? [] : parts.slice(0, MOST_PARTS).map((_, at) => parts.with(at, ID).join("/"));
  const byNumber = /\d/.test(name) ? [name.replace(/\d+/g, ID)] : [];
  return /* @__PURE__ */ new Set([...byNumber, ...byPart]);
}
export {
  patternOf,
  patternsOf
};
