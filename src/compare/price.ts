/** What a number of rounds costs and what it can see, said before the first one. Pure. */
import { roundsForShare, smallestVisible } from "./statistics/power.ts";

/** Rounds kept at each effort. One look at the end: the number is fixed before the first round. */
const ROUNDS = { quick: 10, standard: 12, thorough: 30 } as const;

/** The spread of ln(head/base) over rounds that the twin driver usually has for latency-tm95 (bench/twin). */
const USUAL_NOISE = 0.027;
/** How many metrics a typical gate splits its false alarms over, before the first round tells. */
const USUAL_FAMILY = 6;

export interface PriceInput {
  readonly effort: keyof typeof ROUNDS;
  readonly maxMinutes: number;
  /** Seconds that one round takes, with starting and stopping. */
  readonly secondsPerRound: number;
  readonly falseAlarms: number;
}

export interface Price {
  readonly rounds: number;
  readonly seconds: number;
  /** For people: rounds and minutes. */
  readonly line: string;
  /** For people: the smallest change that rounds of both sides should show. */
  readonly sees: string;
  /** Rounds that the time allows, whatever the effort. */
  readonly fitting: number;
  /** Whether the time allows fewer rounds than the effort asks for. */
  readonly cut: boolean;
  /** Whether so few rounds fit that no slowdown could ever be shown. */
  readonly blind: boolean;
}

/** Rounds by effort, cut to what fits into `maxMinutes`. */
export function priceOf({ effort, maxMinutes, secondsPerRound, falseAlarms }: PriceInput): Price {
  const fitting = Math.floor((maxMinutes * 60) / secondsPerRound);
  const rounds = Math.max(1, Math.min(ROUNDS[effort], fitting));
  const share = falseAlarms / USUAL_FAMILY;
  const blind = rounds < roundsForShare(share);
  const cut = rounds < ROUNDS[effort];
  const seconds = rounds * secondsPerRound;
  const visible = smallestVisible(USUAL_NOISE, rounds, share);
  const sees =
    blind || visible === null
      ? `too few to show any slowdown: ${roundsForShare(share)} are needed with ${USUAL_FAMILY} gating metrics`
      : `sees ≥ ${(Math.expm1(visible) * 100).toFixed(1)} % at the usual noise of ${USUAL_NOISE * 100} % a round and ${USUAL_FAMILY} gating metrics`;
  const said = cut ? ` (gate.maxMinutes is ${maxMinutes}; effort ${effort} wants ${ROUNDS[effort]})` : "";
  return {
    rounds,
    fitting,
    cut,
    seconds,
    blind,
    line: `${rounds} rounds of ${secondsPerRound.toFixed(0)} s ≈ ${(seconds / 60).toFixed(1)} minutes${said}`,
    sees,
  };
}

/** The least rounds in which any one of so many gating metrics could be shown to have regressed: 2^-n <= share. */
export function roundsToBlock(gating: number, falseAlarms: number): number {
  return gating === 0 ? 0 : roundsForShare(falseAlarms / gating);
}
