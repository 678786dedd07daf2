/** Which functions account for what a request costs more, as far as the profiles can tell. Pure. */
import type { Source } from "../model/source.ts";
import type { Located } from "./locate.ts";
import { type Costs, type ProfiledSides, type Spending, spentOn } from "./spent.ts";

/** A function that costs more on head, on average over the profiles, a request. */
export interface Named {
  readonly name: string;
  readonly at: Source | null;
  /** Where it stands when `at` cannot say: a package's file, or a class; null: nowhere that is known. */
  readonly elsewhere: string | null;
  readonly caller: string | null;
  readonly base: number;
  readonly head: number;
  /** Of the whole change. */
  readonly share: number;
}

export interface Difference {
  readonly base: number;
  readonly head: number;
  /**
   * grew: head's whole cost is higher, beyond what profiles of one side differ by. same: it is as high, or lower. unclear:
   * profiles of one side differ by as much, and what is named stands out all the same. Where it is the same, nothing is named.
   */
  readonly change: "grew" | "same" | "unclear";
  /** The largest part first. */
  readonly named: readonly Named[];
  /** What they account for together, 0–1. */
  readonly share: number;
  /** What else grew for certain, outside the target's own functions. */
  readonly apart: readonly { readonly name: string; readonly more: number }[];
}

/** Less of the whole is no change worth naming, and less of a change no part of it. */
const SAME = 0.02;
const LEAST_SHARE = 0.05;
/** How many times as far a part has to stand out where the whole does not: there are many parts. */
const ALONE = 2;
/** Nobody reads more. */
const MOST = 10;

export function differenceOf(profiled: ProfiledSides): Difference {
  const { whole, functions, apart } = spentOn(profiled);
  const [base, head] = [mean(whole.base), mean(whole.head)];
  const more = head - base;
  const change = more <= SAME * base ? "same" : isHigher(whole) ? "grew" : "unclear";
  const least = Math.max(LEAST_SHARE * more, SAME * base);
  const isPart = (costs: Costs) =>
    change !== "same" && isHigher(costs, change === "grew" ? 1 : ALONE) && moreOf(costs) >= least;
  const named = functions.filter(({ costs }) => isPart(costs)).map((one) => nameOf(one, more));
  const ordered = named.sort((x, y) => y.share - x.share).slice(0, MOST);
  return {
    base,
    head,
    change,
    named: ordered,
    share: Math.min(
      1,
      ordered.reduce((sum, { share }) => sum + share, 0),
    ),
    apart: [...apart]
      .filter(([, costs]) => isPart(costs))
      .map(([name, costs]) => ({ name, more: moreOf(costs) }))
      .sort((x, y) => y.more - x.more),
  };
}

/**
 * Whether head's mean lies above base's by more than both sides' profiles spread together, so many times. Of three profiles a
 * side that differ by chance alone this holds once in some 160 times, and twice as far once in some 2,000 (normal, simulated).
 */
export function isHigher({ base, head }: Costs, times = 1): boolean {
  return mean(head) - mean(base) > times * (spread(base) + spread(head));
}

const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const moreOf = ({ base, head }: Costs) => mean(head) - mean(base);

function nameOf({ frame, costs, caller }: Spending, change: number): Named {
  const at = sourceOf(frame);
  return {
    name: frame.name,
    at,
    elsewhere: at === null ? frame.file : null,
    caller,
    base: mean(costs.base),
    head: mean(costs.head),
    share: moreOf(costs) / change,
  };
}

export function sourceOf({ file, line, inTree }: Located): Source | null {
  return inTree && file !== null ? { file, line } : null;
}
