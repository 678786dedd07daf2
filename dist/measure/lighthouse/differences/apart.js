// src/measure/lighthouse/differences/apart.ts
function areApart(base, head) {
  const bounds = (runs) => {
    const numbers = runs.map((number) => number ?? -1);
    return { low: Math.min(...numbers), high: Math.max(...numbers) };
  };
  const [one, other] = [bounds(base), bounds(head)];
  return one.high < other.low || other.high < one.low;
}
function partsApart(base, head) {
  const names = /* @__PURE__ */ new Set([...head[0]?.keys() ?? [], ...base[0]?.keys() ?? []]);
  const parts = [...names].flatMap((name) => {
    const of = (runs) => runs.map((run) => run.get(name) ?? null);
    const [bases, heads] = [of(base), of(head)];
    return areApart(bases, heads) ? [{ name, base: bases[0] ?? null, head: heads[0] ?? null }] : [];
  });
  return parts.sort((a, b) => sizeOf(b) - sizeOf(a));
}
var sizeOf = ({ base, head }) => Math.abs((head ?? 0) - (base ?? 0));
export {
  areApart,
  partsApart,
  sizeOf
};
