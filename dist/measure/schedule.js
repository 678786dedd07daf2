// src/measure/schedule.ts
import { createHash } from "node:crypto";
import { SIDES } from "../model/series.js";
function drawRound(seed, collector, index) {
  const digest = createHash("sha256").update(`${seed}/${collector}/${index}`).digest();
  const pair = (bit) => bit & 1 ? [SIDES[1], SIDES[0]] : [SIDES[0], SIDES[1]];
  const [a, b] = pair(digest[0]);
  return { index, sides: { a, b }, order: pair(digest[1]), seed: digest.readUInt32LE(4) };
}
function mirrorOf({ sides, order, seed }) {
  return { sides: { a: sides.b, b: sides.a }, order: [order[1], order[0]], seed };
}
export {
  drawRound,
  mirrorOf
};
