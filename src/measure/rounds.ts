/** The loop: draws a round, has its servers started, lets the collector measure, redoes what was unfit. */
import { ToolError } from "../errors.ts";
import type { Side, SlotOf } from "../model/series.ts";
import type { RoundServers, Session } from "./collector.ts";
import { drawRound } from "./schedule.ts";

/** What happened in one try, for the record. */
export interface RoundRecord {
  readonly index: number;
  readonly collector: string;
  readonly sides: SlotOf;
  readonly order: readonly [Side, Side];
  readonly seconds: number;
  /** Why the round was redone; null when it was kept. */
  readonly discarded: string | null;
}

export interface Loop {
  readonly collector: string;
  readonly session: Session;
  /** How many rounds to keep. Asked before each, so that it may follow from what the first one showed to exist. */
  readonly planned: () => number;
  readonly seed: number;
  /** Milliseconds for all of it: no round is started that would not end within. At least one is kept. */
  readonly limit: number;
  /** Starts fresh servers for one round, and stops them whatever `body` does. */
  readonly serve: <T>(sides: SlotOf, body: (servers: RoundServers) => Promise<T>) => Promise<T>;
  readonly onRound: (record: RoundRecord, kept: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** A runner where half of the rounds are unfit is not measuring; three are forgiven in a short run. */
const allowance = (planned: number) => Math.max(3, Math.ceil(planned / 2));

/**
 * Measures until enough rounds are kept, or the time is over; returns all tries in order. Each try has its own draw: a
 * round is redone for reasons that are blind to which side is which, and with fresh coins. Stopping by the clock is blind
 * to the values too, so it leaves the test as valid as it was, only with fewer rounds.
 *
 * @throws ToolError when too many rounds were unfit; whatever the session or the servers throw; the signal's reason
 */
export async function measureRounds(loop: Loop): Promise<readonly RoundRecord[]> {
  const { collector, session, seed } = loop;
  const records: RoundRecord[] = [];
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
    const seconds = (performance.now() - started) / 1000;
    const record: RoundRecord = { index, collector, sides: draw.sides, order: draw.order, seconds, discarded };
    records.push(record);
    await loop.onRound(record, kept);
    const unfit = records.length - kept;
    if (discarded !== null && unfit > allowance(loop.planned())) {
      throw new ToolError(
        `${unfit} of ${records.length} rounds of ${collector} were unfit, the last because ${discarded}: this runner is too busy for this load, or a side is too slow for the VUs that the script allows.`,
      );
    }
  }
  return records;
}
