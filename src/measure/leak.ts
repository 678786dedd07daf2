/** Memory that stays, as the rule `leak` is judged by it. Pure. */
import { mean, median } from "simple-statistics";
import type { Fact } from "../model/finding.ts";
import { SIDES, type Side } from "../model/series.ts";
import { rangeOf } from "./ranges.ts";
import { lowerBound } from "./slope.ts";
import { TARGET } from "./watched.ts";

/** What one round of a side kept of its load. */
export interface Kept {
  /** In all. */
  readonly bytes: number;
  readonly requests: number;
}

/** What the first requests load and compile stays too, but once: in all it has to be more than that. */
const ONCE = 1_000_000;

/**
 * In bytes a request, the mean of the rounds; none where on neither side it is certain that anything stays, and more than what
 * stays once. `what`: the memory, as a clause.
 */
export function leaksOf(
  collector: string,
  what: string,
  rounds: Readonly<Record<Side, readonly Kept[]>>,
): readonly Fact[] {
  if (!SIDES.some((side) => isCertain(rounds[side]))) return [];
  const [base, head] = [eachOf(rounds.base), eachOf(rounds.head)];
  const value = (each: readonly number[]) => (each.length === 0 ? null : mean([...each]));
  const share = (lowerBound(head) ?? 0) / (value(head) ?? 1);
  const sure = share >= 0.01 ? `at least ${Math.floor(100 * share)} % of it for certain` : "not certain";
  const shared = { rule: "leak", collector, subject: TARGET, name: null, unit: "bytes", at: null } as const;
  const ranges = { base: rangeOf(base), head: rangeOf(head) };
  return [{ ...shared, base: value(base), head: value(head), note: `${what}, ${sure}`, rounds: ranges }];
}

function isCertain(rounds: readonly Kept[]): boolean {
  return (lowerBound(eachOf(rounds)) ?? 0) > 0 && median(rounds.map(({ bytes }) => bytes)) >= ONCE;
}

const eachOf = (rounds: readonly Kept[]) => rounds.map(({ bytes, requests }) => bytes / requests);
