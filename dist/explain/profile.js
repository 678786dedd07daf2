// src/explain/profile.ts
var GARBAGE = "garbage collector";
var DEEPEST = 500;
function totalOf(samples) {
  return samples.reduce((sum, { value }) => sum + value, 0);
}
export {
  DEEPEST,
  GARBAGE,
  totalOf
};
