/** Which facts and metrics chance alone would not have made worse, so that head did. Pure. */
import { chanceOfOrder, chanceOfTwo } from "../model/chance.ts";
import type { Comparison } from "../model/comparison.ts";
import type { Fact, Range } from "../model/finding.ts";

/** A fact, and what it is held against. */
export interface Held<Of extends Fact = Fact> {
  readonly fact: Of;
  readonly limit: number;
  readonly bound: "most" | "least";
}

/** How probable it may be that of identical builds anything is said to be head's, in each of two ways. */
const CHANCE = 0.004;

/**
 * Those in which each round of head is worse than each of base. Of identical builds the rounds of both sides are exchangeable,
 * whatever a round gives: head's are the worst ones in one of the (n + m over n) ways to deal them out. Where moreover all rounds
 * of a side agree, each is one of two numbers, drawn anew: that they come to be dealt out so is less probable still.
 */
export function ofHead<Of extends Fact>(held: readonly Held<Of>[]): ReadonlySet<Of> {
  const varied = held.flatMap(variedIn);
  const same = held.map(({ fact }) => fact).filter(({ rounds }) => rounds === "same");
  const apart = beyondChance(varied, chanceOfOrder, ({ isApart }) => isApart);
  const steady = beyondChance(varied, chanceOfTwo, ({ isApart, base, head }) => isApart && isOne(base) && isOne(head));
  return new Set([...apart, ...steady, ...same]);
}

/** How probable it may be that of identical builds any metric that only is watched is said to be worse. */
const CHANCE_OF_WATCHED = 0.01;

/**
 * Those of the metrics that rules are read from that regressed. What gates is corrected for the number of its kind, and what is
 * exact is not tested; each watched one was tested as if it were alone, so that its p counts as often as there are of them
 * (Bonferroni). What is nothing on both sides can be nobody's false alarm.
 */
export function regressedForSure(read: readonly Comparison[]): ReadonlySet<Comparison> {
  const isTestedAlone = ({ rule, p }: Comparison) => rule.role === "watch" && p !== null;
  const tested = read.filter((one) => isTestedAlone(one) && !(one.base === 0 && one.head === 0)).length;
  const isSure = (one: Comparison) => !isTestedAlone(one) || one.p! * tested <= CHANCE_OF_WATCHED;
  return new Set(read.filter((one) => one.change === "regressed" && isSure(one)));
}

interface Varied<Of> {
  readonly fact: Of;
  readonly base: Range;
  readonly head: Range;
  readonly isApart: boolean;
}

/** None where no way to deal its rounds out could have put it beyond its limit on one side alone. */
function variedIn<Of extends Fact>({ fact, limit, bound }: Held<Of>): readonly Varied<Of>[] {
  const { rounds } = fact;
  if (rounds === undefined || rounds === "same" || rounds.base === null || rounds.head === null) return [];
  const { base, head } = rounds;
  const [least, most] = [Math.min(base.least, head.least), Math.max(base.most, head.most)];
  if (least === most || (bound === "most" ? most <= limit : least >= limit)) return [];
  return [{ fact, base, head, isApart: bound === "most" ? head.least > base.most : head.most < base.least }];
}

/**
 * The facts that are found so, if they are more than chance finds: the chances of all that vary add up to how many are to be
 * expected, and there are 1 / CHANCE times as many with a probability of at most CHANCE (Markov's inequality), however they depend
 * on each other. What by its few rounds is within chance by itself is never found, and takes nothing from others.
 */
function beyondChance<Of>(
  varied: readonly Varied<Of>[],
  chanceOf: (base: number, head: number) => number,
  isFound: (one: Varied<Of>) => boolean,
): readonly Of[] {
  const chances = new Map(varied.map((one) => [one, chanceOf(one.base.rounds, one.head.rounds)]));
  const able = varied.filter((one) => chances.get(one)! <= CHANCE);
  const found = able.filter(isFound);
  const expected = able.reduce((sum, one) => sum + chances.get(one)!, 0);
  return expected <= CHANCE * found.length ? found.map(({ fact }) => fact) : [];
}

const isOne = ({ least, most }: Range) => least === most;
