/** A fixed calculation, timed before each round: how fast this machine's processor is right now. */
import { ToolError } from "../errors.ts";

/** Of 4 bytes: 256 kB do not fit into the nearest cache, so that a neighbour who fills the others shows too. */
const CELLS = 2 ** 16;
/** Some 20 ms: long enough to meet whoever shares the processor, short enough to be nothing beside a round. */
const STEPS = 3_500_000;
/** What it comes to, on every machine. */
const RESULT = 1_045_894_108;

/**
 * Milliseconds that the calculation took. It reads and writes nothing outside, and starts nothing.
 *
 * @throws ToolError when it came out wrong: such a processor measures nothing
 */
export function calibrate(now: () => number = () => performance.now()): number {
  const started = now();
  const result = fixedTask();
  const milliseconds = now() - started;
  // Looking at the result also keeps the compiler from leaving the work out.
  if (result === RESULT) return milliseconds;
  throw new ToolError(
    `A fixed calculation came to ${result} instead of ${RESULT}: this machine's processor or memory is faulty, measure on another.`,
  );
}

/** A walk over a table, each step depending on the one before it, so that no processor gets ahead of it. */
export function fixedTask(): number {
  const table = new Uint32Array(CELLS);
  let state = 1;
  for (let step = 0; step < STEPS; step++) {
    const cell = state >>> 16;
    // 2^32 over the golden ratio scatters small numbers well (Knuth, volume 3, section 6.4).
    state = (Math.imul(state ^ (table[cell]! >>> 7), 0x9e3779b1) + step) | 0;
    table[cell] = state;
  }
  return state >>> 0;
}
