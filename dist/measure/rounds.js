// src/measure/rounds.ts
import { ToolError } from "../errors.js";
import { readCpuTimes, stealBetween } from "../system/cpu-time.js";
import { calibrate } from "./calibrate.js";
import { unfitRound } from "./fitness.js";
import { fits } from "./lane-time.js";
import { drawRound, mirrorOf } from "./schedule.js";
var watchMachine = async () => {
  const calibration = calibrate();
  const before = await readCpuTimes();
  return async () => ({ calibration, steal: stealBetween(before, await readCpuTimes()) });
};
var allowance = (planned) => Math.max(3, Math.ceil(planned / 2));
async function measureRounds(loop) {
  const records = [];
  const lanes = /* @__PURE__ */ new Map();
  const kept = new Map(loop.lanes.map(({ collector }) => [collector, 0]));
  const end = (collector, ended, unfit = null) => lanes.set(collector, { kept: kept.get(collector), ended, unfit });
  const times = { lanes: loop.lanes, spare: loop.spare ?? 0, records, hasEnded: (id) => lanes.has(id) };
  for (; ; ) {
    const active = loop.lanes.filter(({ collector }) => !lanes.has(collector));
    if (active.length === 0) return { records, lanes };
    for (const lane of active) {
      const { collector } = lane;
      const own = () => records.filter((one) => one.collector === collector);
      if (kept.get(collector) > 0 && !fits(lane, times)) {
        end(collector, "time");
        continue;
      }
      const unfit = await keepOne(loop, lane, kept.get(collector), own, (record) => records.push(record));
      if (unfit !== null) {
        end(collector, "unfit", unfit);
        continue;
      }
      kept.set(collector, kept.get(collector) + 1);
      if (kept.get(collector) === lane.rounds) end(collector, "spent");
    }
    for (const [collector, ended] of await loop.ask(kept)) if (!lanes.has(collector)) end(collector, ended);
  }
}
async function keepOne(loop, lane, kept, own, add) {
  for (; ; ) {
    loop.signal.throwIfAborted();
    const { record, byRunner } = await tryRound(loop, lane, drawNext(loop, lane, own())).catch((error) => {
      if (!loop.signal.aborted) loop.onBroken(lane.collector, kept);
      throw error;
    });
    add(record);
    loop.onRound(record, record.discarded === null ? kept + 1 : kept);
    if (record.discarded === null) return null;
    const unfit = own().length - kept;
    if (unfit <= allowance(lane.rounds)) continue;
    const why = `${unfit} of ${own().length} rounds of ${lane.collector} were unfit, the last because ${record.discarded}`;
    if (byRunner && kept > 0) return why;
    const advice = lane.session.unfitAdvice?.() ?? null;
    throw new ToolError(advice === null ? `${why}: this runner is too busy to measure on.` : `${why}. ${advice}`);
  }
}
function drawNext({ seed }, { collector, session }, own) {
  const draw = drawRound(seed, collector, own.length);
  const [first, ...further] = own.filter(({ discarded }) => discarded === null);
  if (!session.mirrors || !first || further.length > 0) return draw;
  return { ...draw, ...mirrorOf(drawRound(seed, collector, first.index)) };
}
async function tryRound({ serve, watch = watchMachine }, { collector, session }, draw) {
  const started = performance.now();
  const endWatch = await watch();
  const outcome = await serve(draw.sides, (servers) => session.round({ ...draw, servers }));
  const readings = await endWatch();
  const byRunner = unfitRound(readings);
  const discarded = outcome.kind === "measured" ? byRunner : outcome.why;
  if (outcome.kind === "measured" && byRunner === null) outcome.keep();
  const seconds = (performance.now() - started) / 1e3;
  const { index, sides, order } = draw;
  const record = { index, collector, sides, order, seconds, readings, discarded };
  return { record, byRunner: byRunner !== null };
}
export {
  measureRounds
};
