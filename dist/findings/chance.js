// src/findings/chance.ts
var CHANCE = 2e-3;
function ofHead(held) {
  const varying = held.flatMap(variedIn);
  const apart = varying.filter(({ isApart }) => isApart).map(({ fact }) => fact);
  const expected = varying.reduce((sum, { chance }) => sum + chance, 0);
  const same = held.map(({ fact }) => fact).filter(({ rounds }) => rounds === "same");
  return /* @__PURE__ */ new Set([...expected <= CHANCE * apart.length ? apart : [], ...same]);
}
function variedIn({ fact, limit, bound }) {
  const { rounds } = fact;
  if (rounds === void 0 || rounds === "same" || rounds.base === null || rounds.head === null) return [];
  const { base, head } = rounds;
  const [least, most] = [Math.min(base.least, head.least), Math.max(base.most, head.most)];
  const chance = 1 / ordersOf(base, head);
  if (least === most || (bound === "most" ? most <= limit : least >= limit) || chance > CHANCE) return [];
  return [{ fact, chance, isApart: bound === "most" ? head.least > base.most : head.most < base.least }];
}
function ordersOf(base, head) {
  let orders = 1;
  for (let i = 1; i <= head.rounds; i++) orders = orders * (base.rounds + i) / i;
  return orders;
}
export {
  ofHead
};
