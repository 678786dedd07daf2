/** What is drawn for each round, as data: recorded with the rounds, so that anyone can draw it again. */
import { createHash } from "node:crypto";
import { SIDES, type Side, type SlotOf } from "../model/series.ts";

export interface Draw {
  readonly index: number;
  readonly sides: SlotOf;
  readonly order: readonly [Side, Side];
  /** For whatever a collector draws inside the round. */
  readonly seed: number;
}

/**
 * The draw of one try of one collector. Two fair coins: which side gets which slot (port, start order, module order,
 * database), and which goes first where sides run in turn. Each try has its own, a redone round too, so that no side
 * keeps an advantage that a slot may have (docs/measuring.md).
 */
export function drawRound(seed: number, collector: string, index: number): Draw {
  const digest = createHash("sha256").update(`${seed}/${collector}/${index}`).digest();
  const pair = (bit: number): readonly [Side, Side] => (bit & 1 ? [SIDES[1], SIDES[0]] : [SIDES[0], SIDES[1]]);
  const [a, b] = pair(digest[0]!);
  return { index, sides: { a, b }, order: pair(digest[1]!), seed: digest.readUInt32LE(4) };
}

/**
 * Both coins turned over: each side has the slot and the turn that the other had, also within the round, where the seed says
 * which slot goes first. Whoever comes first may do for both what is done once: a cache that they share is filled.
 */
export function mirrorOf({ sides, order, seed }: Pick<Draw, Mirrored>): Pick<Draw, Mirrored> {
  return { sides: { a: sides.b, b: sides.a }, order: [order[1], order[0]], seed };
}

type Mirrored = "sides" | "order" | "seed";
