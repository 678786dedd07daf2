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
export {
  CAUSE_KINDS
};
