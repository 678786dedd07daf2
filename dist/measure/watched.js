// src/measure/watched.ts
var TARGET = "target";
var WATCHED = { better: "lower", kind: "sampled", role: "watch" };
var watchedRatio = (unit, absolute, detect) => ({
  ...WATCHED,
  unit,
  scale: "ratio",
  tolerate: { relative: 0.02, absolute },
  detect
});
var watchedAmount = (unit, absolute, detect) => ({
  ...WATCHED,
  unit,
  scale: "difference",
  tolerate: { relative: 0, absolute },
  detect
});
export {
  TARGET,
  watchedAmount,
  watchedRatio
};
