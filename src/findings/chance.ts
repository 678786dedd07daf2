/** Which facts chance alone would not have brought, so that head did. Pure. */
import { chanceOfOrder, chanceOfTwo } from "../model/chance.ts";
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
