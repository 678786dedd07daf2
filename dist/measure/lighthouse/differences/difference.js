// src/measure/lighthouse/differences/difference.ts
import { partsApart } from "./apart.js";
import { auditsApart } from "./audits.js";
import { isSameElement } from "./element.js";
function differenceOf(base, head) {
  const types = new Map([...base, ...head].flatMap(({ loaded }) => [...loaded.types]));
  return {
    element: elementsApart(base, head),
    audits: auditsApart(
      base.map(({ outcomes }) => outcomes),
      head.map(({ outcomes }) => outcomes)
    ),
    parts: (amount) => partsApart(
      base.map(({ loaded }) => loaded.amounts[amount]),
      head.map(({ loaded }) => loaded.amounts[amount])
    ),
    typeOf: (name) => types.get(name) ?? "Other"
  };
}
function elementsApart(base, head) {
  const of = (runs) => runs.map(({ element }) => element);
  const [bases, heads] = [of(base), of(head)];
  const [one, other] = [bases[0], heads[0]];
  if (!one || !other) return null;
  const isShared = bases.some((mine) => heads.some((its) => mine && its && isSameElement(mine, its)));
  return isShared ? null : { base: one.name, head: other.name };
}
export {
  differenceOf
};
