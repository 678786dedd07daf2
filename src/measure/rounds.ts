/** The loop: draws rounds, has their servers started, lets the collectors measure by turns, redoes what was unfit. */
import { ToolError } from "../errors.ts";
import type { Ended } from "../model/plan.ts";
import type { Side, SlotOf } from "../model/series.ts";
import { readCpuTimes, stealBetween } from "../system/cpu-time.ts";
import { calibrate } from "./calibrate.ts";
import type { Session } from "./collector.ts";
import { type Readings, unfitRound } from "./fitness.ts";
import { fits } from "./lane-time.ts";
import { type Draw, drawRound, mirrorOf } from "./schedule.ts";
import type { RoundServers } from "./served.ts";

/** What happened in one try, for the record. */
export interface RoundRecord {
  readonly index: number;
  readonly collector: string;
  readonly sides: SlotOf;
  readonly order: readonly [Side, Side];
  readonly seconds: number;
  readonly readings: Readings;
  /** Why the round was redone; null when it was kept. */
  readonly discarded: string | null;
}

/** One collector's part of the loop. */
export interface Lane {
  readonly collector: string;
  readonly session: Session;
  /** Rounds to keep at most. */
  readonly rounds: number;
  /** Milliseconds for all of them; more where other lanes leave it. */
  readonly limit: number;
}

export interface LaneEnd {
  readonly kept: number;
  readonly ended: Ended;
  /** What is wrong with the runner, as a clause, where that is why; null otherwise. */
  readonly unfit: string | null;
}

export interface Loop {
  readonly lanes: readonly Lane[];
  /** Milliseconds beyond the lanes' limits, for whichever takes longer than was thought. Absent: none. */
  readonly spare?: number;
  readonly seed: number;
  /** Starts fresh servers for one round, and stops them whatever `body` does. */
  readonly serve: <T>(sides: SlotOf, body: (servers: RoundServers) => Promise<T>) => Promise<T>;
  readonly onRound: (record: RoundRecord, kept: number) => void;
  /** A round threw, after so many were kept: what it threw ends the loop. */
  readonly onBroken: (collector: string, kept: number) => void;
  /** Asked after each turn, with the rounds that each lane has kept: those that need no further one, and why. */
  readonly ask: (kept: ReadonlyMap<string, number>) => Promise<ReadonlyMap<string, Ended>>;
  readonly signal: AbortSignal;
  /** Absent: watchMachine. */
  readonly watch?: Watch;
}

/** Looks at the machine when a round begins; what it returns is called when the round is over. */
type Watch = () => Promise<() => Promise<Readings>>;

const watchMachine: Watch = async () => {
  const calibration = calibrate();
  const before = await readCpuTimes();
  return async () => ({ calibration, steal: stealBetween(before, await readCpuTimes()) });
};

export interface Measuring {
  /** All tries, in order. */
  readonly records: readonly RoundRecord[];
  readonly lanes: ReadonlyMap<string, LaneEnd>;
}

/** A runner where half of the rounds are unfit is not measuring; three are forgiven in a short run. */
const allowance = (planned: number) => Math.max(3, Math.ceil(planned / 2));

/**
 * Measures by turns, a kept round of every collector in each, until none needs another. Each try has its own draw: a round
 * is redone for reasons that do not ask which side is which, and with fresh coins (see `Session.mirrors` for the second one).
 * Stopping by the clock is blind to the lane's values too; at least one round is kept.
 *
 * @throws ToolError when a collector found too many rounds unfit; whatever the sessions or the servers throw; the signal's
 *   reason
 */
export async function measureRounds(loop: Loop): Promise<Measuring> {
  const records: RoundRecord[] = [];
  const lanes = new Map<string, LaneEnd>();
  const kept = new Map(loop.lanes.map(({ collector }) => [collector, 0]));
  const end = (collector: string, ended: Ended, unfit: string | null = null) =>
    lanes.set(collector, { kept: kept.get(collector)!, ended, unfit });
  const times = { lanes: loop.lanes, spare: loop.spare ?? 0, records, hasEnded: (id: string) => lanes.has(id) };
  for (;;) {
    const active = loop.lanes.filter(({ collector }) => !lanes.has(collector));
    if (active.length === 0) return { records, lanes };
    for (const lane of active) {
      const { collector } = lane;
      const own = () => records.filter((one) => one.collector === collector);
      if (kept.get(collector)! > 0 && !fits(lane, times)) {
        end(collector, "time");
        continue;
      }
      const unfit = await keepOne(loop, lane, kept.get(collector)!, own, (record) => records.push(record));
      if (unfit !== null) {
        end(collector, "unfit", unfit);
        continue;
      }
      kept.set(collector, kept.get(collector)! + 1);
      if (kept.get(collector) === lane.rounds) end(collector, "spent");
    }
    for (const [collector, ended] of await loop.ask(kept)) if (!lanes.has(collector)) end(collector, ended);
  }
}

/** Tries until a round is kept; returns what is wrong with the runner when it has spoilt too many. */
async function keepOne(
  loop: Loop,
  lane: Lane,
  kept: number,
  own: () => readonly RoundRecord[],
  add: (record: RoundRecord) => void,
): Promise<string | null> {
  for (;;) {
    loop.signal.throwIfAborted();
    const { record, byRunner } = await tryRound(loop, lane, drawNext(loop, lane, own())).catch((error: unknown) => {
      if (!loop.signal.aborted) loop.onBroken(lane.collector, kept);
      throw error;
    });
    add(record);
    loop.onRound(record, record.discarded === null ? kept + 1 : kept);
    if (record.discarded === null) return null;
    const unfit = own().length - kept;
    if (unfit <= allowance(lane.rounds)) continue;
    const why = `${unfit} of ${own().length} rounds of ${lane.collector} were unfit, the last because ${record.discarded}`;
    // With nothing kept there is nothing to report on.
    if (byRunner && kept > 0) return why;
    const advice = lane.session.unfitAdvice?.() ?? null;
    throw new ToolError(advice === null ? `${why}: this runner is too busy to measure on.` : `${why}. ${advice}`);
  }
}

/** `own`: the lane's tries so far. */
function drawNext({ seed }: Loop, { collector, session }: Lane, own: readonly RoundRecord[]): Draw {
  const draw = drawRound(seed, collector, own.length);
  const [first, ...further] = own.filter(({ discarded }) => discarded === null);
  if (!session.mirrors || !first || further.length > 0) return draw;
  return { ...draw, ...mirrorOf(drawRound(seed, collector, first.index)) };
}

async function tryRound(
  { serve, watch = watchMachine }: Loop,
  { collector, session }: Lane,
  draw: Draw,
): Promise<{ readonly record: RoundRecord; readonly byRunner: boolean }> {
  const started = performance.now();
  const endWatch = await watch();
  const outcome = await serve(draw.sides, (servers) => session.round({ ...draw, servers }));
  const readings = await endWatch();
  const byRunner = unfitRound(readings);
  const discarded = outcome.kind === "measured" ? byRunner : outcome.why;
  if (outcome.kind === "measured" && byRunner === null) outcome.keep();
  const seconds = (performance.now() - started) / 1000;
  const { index, sides, order } = draw;
  const record = { index, collector, sides, order, seconds, readings, discarded };
  return { record, byRunner: byRunner !== null };
}
