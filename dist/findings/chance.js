// src/findings/chance.ts
import { chanceOfOrder, chanceOfTwo } from "../model/chance.js";
var CHANCE = 4e-3;
function ofHead(held) {
  const varied = held.flatMap(variedIn);
  const same = held.map(({ fact }) => fact).filter(({ rounds }) => rounds === "same");
  const apart = beyondChance(varied, chanceOfOrder, ({ isApart }) => isApart);
  const steady = beyondChance(varied, chanceOfTwo, ({ isApart, base, head }) => isApart && isOne(base) && isOne(head));
  return /* @__PURE__ */ new Set([...apart, ...steady, ...same]);
}
var CHANCE_OF_WATCHED = 0.01;
function regressedForSure(read) {
  const isTestedAlone = ({ rule, p }) => rule.role === "watch" && p !== null;
  const tested = read.filter((one) => isTestedAlone(one) && !(one.base === 0 && one.head === 0)).length;
  const isSure = (one) => !isTestedAlone(one) || one.p * tested <= CHANCE_OF_WATCHED;
  return new Set(read.filter((one) => one.change === "regressed" && isSure(one)));
}
function variedIn({ fact, limit, bound }) {
  const { rounds } = fact;
  if (rounds === void 0 || rounds === "same" || rounds.base === null || rounds.head === null) return [];
  const { base, head } = rounds;
  const [least, most] = [Math.min(base.least, head.least), Math.max(base.most, head.most)];
  if (least === most || (bound === "most" ? most <= limit : least >= limit)) return [];
  return [{ fact, base, head, isApart: bound === "most" ? head.least > base.most : head.most < base.least }];
}
function beyondChance(varied, chanceOf, isFound) {
  const chances = new Map(varied.map((one) => [one, chanceOf(one.base.rounds, one.head.rounds)]));
  const able = varied.filter((one) => chances.get(one) <= CHANCE);
  const found = able.filter(isFound);
  const expected = able.reduce((sum, one) => sum + chances.get(one), 0);
  return expected <= CHANCE * found.length ? found.map(({ fact }) => fact) : [];
}
var isOne = ({ least, most }) => least === most;
export {
  ofHead,
  regressedForSure
};
