// src/measure/k6/fold/histogram-json.ts
import { DataError } from "../../../errors.js";
import { BUCKETS } from "./buckets.js";
function checkHistogram(json) {
  const data = json;
  const whole = (n) => Number.isSafeInteger(n) && n >= 0;
  const numbers = (list) => Array.isArray(list) && list.every((n) => Number.isFinite(n));
  const valid = typeof data === "object" && data !== null && [data.count, data.limit, data.zeros].every(whole) && numbers([data.sum, data.min, data.max]) && (data.values === null || numbers(data.values) && data.values.length === data.count && data.count <= data.limit) && numbers(data.buckets) && data.buckets.length % 2 === 0 && data.buckets.every((n, i) => whole(n) && n < (i % 2 === 0 ? BUCKETS : 2 ** 32)) && (data.values !== null || data.count === data.buckets.reduce((sum, n, i) => sum + i % 2 * n, data.zeros));
  if (!valid) throw new DataError("A stored histogram is not one: its counts, values or buckets do not fit together.");
  return data;
}
export {
  checkHistogram
};
