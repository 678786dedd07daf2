// src/measure/calibrate.ts
import { ToolError } from "../errors.js";
var CELLS = 2 ** 16;
var STEPS = 35e5;
var RESULT = 1045894108;
function calibrate(now = () => performance.now()) {
  const started = now();
  const result = fixedTask();
  const milliseconds = now() - started;
  if (result === RESULT) return milliseconds;
  throw new ToolError(
    `A fixed calculation came to ${result} instead of ${RESULT}: this machine's processor or memory is faulty, measure on another.`
  );
}
function fixedTask() {
  const table = new Uint32Array(CELLS);
  let state = 1;
  for (let step = 0; step < STEPS; step++) {
    const cell = state >>> 16;
    state = Math.imul(state ^ table[cell] >>> 7, 2654435761) + step | 0;
    table[cell] = state;
  }
  return state >>> 0;
}
export {
  calibrate,
  fixedTask
};
