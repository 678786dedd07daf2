/** The looks: at how many rounds the gate may decide, and how the error is split over them. Pure. */
import { type Effort, FIRST_LOOK, type Look, type Looks, MOST_ROUNDS } from "../model/plan.ts";

/** Rounds by effort. At the first look, where it is not the only one, a metric can only be called unchanged. */
export const SCHEDULES = {
  quick: [FIRST_LOOK, 12, 16, 20],
  standard: [FIRST_LOOK, 12, 16, 20, 25, 30],
  thorough: [FIRST_LOOK, 12, 18, 25, 35, 50, MOST_ROUNDS],
} as const satisfies Readonly<Record<Effort, readonly number[]>>;

/** The chance, all looks together, that a true `detect`-sized worsening is called unchanged. */
export const MISSES = 0.02;
/** Its part at the first of several looks: just above 2^-8, the smallest p that 8 rounds can give. */
const FIRST_MISSES = 0.004;

/** What a first attempt may spend of the error; a re-run of the same commit goes on with half of what is then left. */
export const FIRST_ATTEMPT = 0.9;
const LATER_ATTEMPT = 0.5;

/** The part of the error that an attempt may spend of what is unspent when it begins: all of it, 1, only in a first one. */
export function attemptShare(unspent: number): number {
  return unspent >= 1 ? FIRST_ATTEMPT : unspent * LATER_ATTEMPT;
}

/** What is left of what was unspent after so many further attempts that spent all that they might. */
export function unspentAfter(attempts: number, before = 1): number {
  return Array.from({ length: attempts }).reduce<number>((unspent) => unspent - attemptShare(unspent), before);
}

/** A first attempt's, before any round. */
export function firstLooks(collector: string, part: number, looks: readonly Look[]): Looks {
  return { collector, looks, part, from: 0, unspent: 1, cleared: [], ended: "spent", unfit: null };
}

/**
 * The looks of an effort that fit into so many rounds. Rounds left over after the last of them are not wasted: where there
 * are two or more, the last look is at the end.
 */
export function looksWithin(effort: Effort, rounds: number): readonly number[] {
  const schedule: readonly number[] = SCHEDULES[effort];
  const fitting = schedule.filter((look) => look <= rounds);
  const last = fitting.at(-1) ?? 0;
  const isCut = fitting.length < schedule.length;
  return isCut && (rounds >= last + 2 || fitting.length === 0) ? [...fitting, Math.max(1, rounds)] : fitting;
}

export interface Spending {
  /** Numbers of rounds, rising. */
  readonly looks: readonly number[];
  /** With how many metrics one shares the false alarms (sharersOf): need not be whole. */
  readonly family: number;
  readonly falseAlarms: number;
  /** Part of the whole error that these looks may spend: an attempt's. */
  readonly share: number;
}

/**
 * Splits the error over looks so that their sum is at most `share`, whatever the dependence between them (union bound).
 * Equal parts, but no look is dead: n rounds give no p below 2^-n, so one that could not show anything with its part is
 * given what it needs, or, where that were more than half of what is left, nothing, and the later ones have it.
 */
export function weighLooks({ looks, family, falseAlarms, share }: Spending): readonly Look[] {
  const deciding = looks.length === 1 ? looks : looks.filter((rounds) => rounds > FIRST_LOOK);
  let left = share;
  const weights = new Map<number, number>();
  for (const [index, rounds] of deciding.entries()) {
    const later = deciding.length - index - 1;
    const needed = weightToLive(rounds, family, falseAlarms);
    const even = left / (later + 1);
    const weight = needed <= even ? even : later > 0 && needed <= left / 2 ? needed : 0;
    weights.set(rounds, weight);
    left -= weight;
  }
  return looks.map((rounds, index) => ({
    rounds,
    weight: weights.get(rounds) ?? 0,
    equivalence: missesAt(index, looks, share * MISSES),
  }));
}

/** The first of several looks has what 8 rounds need at least, where that leaves something for the others; else all alike. */
function missesAt(index: number, looks: readonly number[], misses: number): number {
  if (looks[0] !== FIRST_LOOK || looks.length === 1 || misses <= FIRST_MISSES) return misses / looks.length;
  return index === 0 ? FIRST_MISSES : (misses - FIRST_MISSES) / (looks.length - 1);
}

/** The least part of the false alarms with which so many rounds of one metric in a family can show anything. */
function weightToLive(rounds: number, family: number, falseAlarms: number): number {
  return (Math.max(1, family) * 2 ** -rounds) / falseAlarms;
}

/**
 * The looks as they came to be when the clock ended measuring after `kept` rounds: the looks that are left are one, now,
 * with all that they had; that is a look that was taken, where it was just that. The clock knows nothing of the values, so
 * the sum of the error stays what it was.
 */
export function endLooksAt(looks: readonly Look[], kept: number): readonly Look[] {
  const taken = looks.filter(({ rounds }) => rounds < kept);
  const left = looks.slice(taken.length);
  if (left.length === 0 || kept === 0) return taken;
  const sum = (part: (look: Look) => number) => left.reduce((total, look) => total + part(look), 0);
  return [...taken, { rounds: kept, weight: sum((look) => look.weight), equivalence: sum((look) => look.equivalence) }];
}

/** What there is to be had yet, for saying what was missing. */
export interface Outlook {
  /** What a metric by itself must reach at the best of the looks: the false alarms of that look over the metrics. */
  readonly share: number;
  /** Rounds at the last look that is planned. */
  readonly last: number;
  /** The p that each equivalence test must reach at the most generous of the looks. */
  readonly misses: number;
}
