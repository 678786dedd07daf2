// src/measure/lighthouse/differences/short.ts
var LONGEST = 300;
var short = (text) => text.slice(0, LONGEST);
export {
  short
};
