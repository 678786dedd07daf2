/** How probable it is that rounds of identical builds come apart: they are exchangeable, whatever a round gives. Pure. */

/** That of `base` and `head` rounds in any order head's are the last: one of so many ways to deal them out. */
export function chanceOfOrder(base: number, head: number): number {
  let orders = 1;
  for (let i = 1; i <= head; i++) orders = (orders * (base + i)) / i;
  return 1 / orders;
}

/**
 * That all rounds of base give the one of two numbers and all of head the other, drawn anew in each, at the most: where the one
 * has the probability base / (base + head). Of as many rounds a side it is 4^-n.
 */
export function chanceOfTwo(base: number, head: number): number {
  return (base / (base + head)) ** base * (head / (base + head)) ** head;
}
