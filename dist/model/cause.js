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
function partText(share) {
  return share >= ALL ? "all" : `${Math.round(share * 100)} %`;
}
export {
  CAUSE_KINDS,
  partText
};
