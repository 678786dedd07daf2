// src/findings/rule.ts
var grades = (impact, effort, risk) => ({ impact, effort, risk });
export {
  grades
};
