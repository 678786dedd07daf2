// src/measure/plans.ts
import { shortened } from "./subject.js";
var LONGEST = 300;
function planDifference(base, head) {
  const [gone, come] = [without(base, head), without(head, base)];
  if (gone.length === 0 && come.length === 0) return null;
  const said = (list) => list.length === 0 ? "nothing" : list.join(", ");
  return shortened(`${said(gone)} → ${said(come)}`, LONGEST);
}
function without(list, other) {
  const left = [...other];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
export {
  planDifference
};
