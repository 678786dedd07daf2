// src/measure/lighthouse/fit.ts
import { median } from "../../vendor/simple-statistics.js";
var RECENT = 10;
var FACTOR = 1.75;
function outOfLine(earlier, now) {
  if (now.length === 0) return null;
  const usual = median([...earlier.slice(-RECENT), ...now]);
  const odd = now.find((index) => index * FACTOR < usual || index > usual * FACTOR);
  if (odd === void 0) return null;
  return `the machine ran at ${Math.round(odd / usual * 100)} % of its usual speed in one run (benchmarkIndex ${Math.round(odd)}, usually ${Math.round(usual)})`;
}
export {
  outOfLine
};
