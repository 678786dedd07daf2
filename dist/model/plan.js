// src/model/plan.ts
var EFFORTS = ["quick", "standard", "thorough"];
var FIRST_LOOK = 8;
export {
  EFFORTS,
  FIRST_LOOK
};
