// src/model/cause.ts
var CAUSE_KINDS = [
  "module",
  "package",
  "copies",
  "resource",
  "audit",
  "element",
  "statement",
  "plan",
  "index",
  "command",
  "key",
  "function",
  "call"
];
var ALL = 0.95;
function shareOfChange(share) {
  return share >= ALL ? "all of the change" : `${Math.round(share * 100)} % of the change`;
}
export {
  CAUSE_KINDS,
  shareOfChange
};
