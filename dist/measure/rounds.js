// src/measure/rounds.ts
import { ToolError } from "../errors.js";
import { drawRound } from "./schedule.js";
var allowance = (planned) => Math.max(3, Math.ceil(planned / 2));
async function measureRounds(loop) {
  const { collector, session, seed } = loop;
  const records = [];
  const begun = performance.now();
  let kept = 0;
  for (let index = 0; kept < loop.planned(); index++) {
    loop.signal.throwIfAborted();
    const started = performance.now();
    const usual = records.length === 0 ? 0 : (started - begun) / records.length;
    if (kept > 0 && started - begun + usual > loop.limit) break;
    const draw = drawRound(seed, collector, index);
    const outcome = await loop.serve(draw.sides, (servers) => session.round({ ...draw, servers }));
    const discarded = outcome.kind === "kept" ? null : outcome.why;
    if (discarded === null) kept++;
    const seconds = (performance.now() - started) / 1e3;
    const record = { index, collector, sides: draw.sides, order: draw.order, seconds, discarded };
    records.push(record);
    await loop.onRound(record, kept);
    const unfit = records.length - kept;
    if (discarded !== null && unfit > allowance(loop.planned())) {
      throw new ToolError(
        `${unfit} of ${records.length} rounds of ${collector} were unfit, the last because ${discarded}: this runner is too busy for this load, or a side is too slow for the VUs that the script allows.`
      );
    }
  }
  return records;
}
export {
  measureRounds
};
