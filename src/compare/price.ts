/** What rounds cost and what they can see, said before the first one. Pure. */
import { type Effort, FIRST_LOOK } from "../model/plan.ts";
import { FIRST_ATTEMPT, looksWithin, SCHEDULES, weighLooks } from "./looks.ts";
import { smallestVisible } from "./statistics/power.ts";

/** How many metrics a typical gate splits its false alarms over, before the first rounds tell. */
const USUAL_FAMILY = 6;

/** One collector, as far as its price goes. */
export interface Cost {
  readonly collector: string;
  /** Of a round, with starting and stopping. */
  readonly seconds: number;
  /**
   * The standard deviation of ln(head/base) over rounds that is usual for it; null: nothing that varies by chance gates, so
   * that the first look is enough for what is counted and watched.
   */
  readonly noise: number | null;
}

export interface PriceInput {
  readonly effort: Effort;
  readonly maxMinutes: number;
  readonly falseAlarms: number;
  readonly costs: readonly Cost[];
}

export interface Price {
  readonly collector: string;
  /** Its part of the time, in seconds. */
  readonly seconds: number;
  /** Numbers of rounds at which the gate may decide, rising. */
  readonly looks: readonly number[];
  /** For people: "k6: at most 30 rounds of 8 s, 4.0 minutes: sees ≥ 3.2 %". */
  readonly line: string;
  /** Whether the time allows less than the effort asks for. */
  readonly cut: boolean;
}

/** Looks by effort, cut to what fits into each collector's part of `maxMinutes`. */
export function priceOf({ effort, maxMinutes, falseAlarms, costs }: PriceInput): readonly Price[] {
  const mostOf = ({ noise }: Cost) => (noise === null ? FIRST_LOOK : SCHEDULES[effort].at(-1)!);
  const parts = divide(
    maxMinutes * 60,
    costs.map((cost) => mostOf(cost) * cost.seconds),
  );
  return costs.map((cost, i) => {
    const { collector, seconds, noise } = cost;
    const most = mostOf(cost);
    // (60 * x) / x may come out a little below 60: who has what was wanted has all rounds.
    const looks = looksWithin(effort, parts[i] === most * seconds ? most : Math.floor(parts[i]! / seconds));
    const rounds = looks.at(-1)!;
    const cut = rounds < most;
    const price = `${rounds === 1 ? "1 round" : `at most ${rounds} rounds`} of ${seconds.toFixed(0)} s, ${minutes(rounds * seconds)}`;
    const whole = `take ${minutes(most * seconds)}`;
    const said =
      noise === null
        ? [rounds < ROUNDS_TO_BLOCK ? FEW_COUNTS : COUNTS, `all ${most} rounds ${whole}`]
        : [
            sees(looks, noise, falseAlarms),
            `all ${most} rounds of effort ${effort} ${whole}: ${sees(SCHEDULES[effort], noise, falseAlarms)}`,
          ];
    const line = `${collector}: ${price}: ${said.slice(0, cut ? 2 : 1).join("; ")}`;
    return { collector, seconds: parts[i]!, looks, cut, line };
  });
}

/** Rounds from which a count that is worse may block: fewer agree by chance too often, and one that varies takes more (measure/counted.ts). */
const ROUNDS_TO_BLOCK = 5;
const COUNTS = "what is counted exactly may gate, the rest is watched";
const FEW_COUNTS = `in fewer than ${ROUNDS_TO_BLOCK} rounds a count that rises is inconclusive, the rest is watched`;

const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} minutes`;

function sees(looks: readonly number[], noise: number, falseAlarms: number): string {
  const spending = { looks, family: USUAL_FAMILY, falseAlarms, share: FIRST_ATTEMPT };
  const last = weighLooks(spending).at(-1)!;
  const visible = smallestVisible(noise, last.rounds, (falseAlarms * last.weight) / USUAL_FAMILY);
  if (visible === null) return `too few to show any slowdown if ${USUAL_FAMILY} metrics gate`;
  return `sees ≥ ${(Math.expm1(visible) * 100).toFixed(1)} % at the usual noise of ${(noise * 100).toFixed(1)} % a round`;
}

/**
 * Shares out a total by equal parts, except that nobody gets more than was wanted; what that leaves goes to the others.
 */
export function divide(total: number, wanted: readonly number[]): readonly number[] {
  const parts = wanted.map(() => 0);
  let left = total;
  const byWish = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  for (const [done, i] of byWish.entries()) {
    parts[i] = Math.min(wanted[i]!, left / (wanted.length - done));
    left -= parts[i]!;
  }
  return parts;
}
