// src/measure/rounds.ts
import { ToolError } from "../errors.js";
import { drawRound } from "./schedule.js";
var allowance = (planned) => Math.max(3, Math.ceil(planned / 2));
async function measureRounds(loop) {
  const { collector, session, planned, seed } = loop;
  const records = [];
  let kept = 0;
  for (let index = 0; kept < planned; index++) {
    loop.signal.throwIfAborted();
    const draw = drawRound(seed, collector, index);
    const started = performance.now();
    const outcome = await loop.serve(draw.sides, (servers) => session.round({ ...draw, servers }));
    const discarded = outcome.kind === "kept" ? null : outcome.why;
    if (discarded === null) kept++;
    const seconds = (performance.now() - started) / 1e3;
    const record = { index, collector, sides: draw.sides, order: draw.order, seconds, discarded };
    records.push(record);
    loop.onRound(record, kept);
    const unfit = records.length - kept;
    if (discarded !== null && unfit > allowance(planned)) {
      throw new ToolError(
        `${unfit} of ${records.length} rounds of ${collector} were unfit, the last because ${discarded}: this runner or this load cannot give a measurement.`
      );
    }
  }
  return records;
}
export {
  measureRounds
};
