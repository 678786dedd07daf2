// src/model/series.ts
var SIDES = ["base", "head"];
var SLOTS = ["a", "b"];
export {
  SIDES,
  SLOTS
};
