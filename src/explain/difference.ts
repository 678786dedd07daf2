/** Which functions account for what a request costs more, as far as the profiles can tell. Pure. */
import jStat from "jstat";
import { mean, sampleVariance } from "simple-statistics";
import type { Source } from "../model/source.ts";
import { isNameless, type Located } from "./locate.ts";
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
  /** Of the whole change; null where that is not known to be one. */
  readonly share: number | null;
}

export interface Difference {
  readonly base: number;
  readonly head: number;
  /**
   * grew: head's whole cost is higher, beyond chance. same: it is at most a little higher, or lower, with 95 % confidence. unclear: the
   * pairs of profiles differ by too much to tell. What is named where it is not known to have grown stands out by itself.
   */
  readonly change: "grew" | "same" | "unclear";
  /** The largest part first. */
  readonly named: readonly Named[];
  /** What they account for together of what the whole grew by, 0–1. */
  readonly share: number;
  /** What else grew for certain, outside the target's own functions. */
  readonly apart: readonly { readonly name: string; readonly more: number }[];
}

/** A smaller part of the whole is not worth naming, and less of a change no part of it. */
export const LEAST = 0.02;
const LEAST_SHARE = 0.05;
/** A whole that has grown by no more, as far as can be told, is the same. */
const SAME = 0.05;
/** How often one that has grown by just that is called the same. */
export const OVERLOOKED = 0.05;
/** How often chance alone makes one stand out; and any, of all that could, where the whole is not known to have grown. */
const CHANCE = 0.01;
const ALONE = 0.005;
/** Nobody reads more. */
const MOST = 10;

export function differenceOf(profiled: ProfiledSides): Difference {
  const { whole, functions, apart } = spentOn(profiled);
  const [base, head] = [mean([...whole.base]), mean([...whole.head])];
  const more = head - base;
  const each = functions.map(({ costs }) => costs);
  const noise = noiseOf(each);
  const change = changeOf(whole);
  const least = Math.max(change === "grew" ? LEAST_SHARE * more : 0, LEAST * base);
  const able = each.filter(({ base, head }) => Math.max(mean([...base]), mean([...head])) >= least);
  const chance = change === "grew" ? CHANCE : ALONE / Math.max(1, able.length);
  const isPart = (costs: Costs) => moreOf(costs) >= least && isHigher(costs, { chance, noise });
  const parts = functions.filter(({ costs }) => isPart(costs)).sort((x, y) => moreOf(y.costs) - moreOf(x.costs));
  const named = parts.slice(0, MOST).map((one) => nameOf(one, change === "grew" ? more : null));
  const explained = named.reduce((sum, { share }) => sum + (share ?? 0), 0);
  return {
    base,
    head,
    change,
    named,
    share: Math.min(1, explained),
    apart: [...apart]
      .filter(([, costs]) => isPart(costs))
      .map(([name, costs]) => ({ name, more: moreOf(costs) }))
      .sort((x, y) => y.more - x.more),
  };
}

/**
 * By the whole's own differences alone: what all functions vary by together, as by the machine's speed, shows in these, and
 * hardly in the noise of each, which would make up half of the variance.
 */
function changeOf(whole: Costs): Difference["change"] {
  const more = moreOf(whole);
  const base = mean([...whole.base]);
  if (more > LEAST * base && isHigher(whole)) return "grew";
  return more + marginOf(whole, { chance: OVERLOOKED }) <= SAME * base ? "same" : "unclear";
}

interface Chance {
  readonly chance?: number;
  /** Of all functions, by `noiseOf`; absent: not known. */
  readonly noise?: Noise;
}

/** By how much the differences of pairs vary. */
export interface Noise {
  /** Their variance, a unit of weight. */
  readonly scale: number;
  /** What all functions cost together. */
  readonly whole: number;
}

/** Whether head's costs lie above base's by more than chance makes them. */
export function isHigher(costs: Costs, by: Chance = {}): boolean {
  return moreOf(costs) > marginOf(costs, by);
}

/**
 * How far chance alone carries head's mean above base's, but for `chance` of all times: Student's t on the differences of the
 * pairs of profiles, of which each was taken at one time, so that what the machine does to both is in neither. Where the noise
 * of all functions is known, it counts for as much as the function's own (Smyth 2004, moderated t): few pairs tell little of
 * their own variance. Infinity for fewer than two pairs.
 */
export function marginOf(costs: Costs, { chance = CHANCE, noise }: Chance = {}): number {
  const own = differencesIn(costs);
  if (own.length < 2) return Number.POSITIVE_INFINITY;
  const usual = noise === undefined ? null : noise.scale * weightOf(costs, noise);
  const variance = usual === null ? sampleVariance(own) : (sampleVariance(own) + usual) / 2;
  const freedom = (usual === null ? 1 : 2) * (own.length - 1);
  return jStat.studentt.inv(1 - chance, freedom) * Math.sqrt(variance / own.length);
}

/** Of the functions of both sides, each with its variance for its weight. */
export function noiseOf(functions: readonly Costs[]): Noise {
  const whole = wholeOf(functions);
  const varies = (costs: Costs) => (costs.base.length < 2 ? 0 : sampleVariance(differencesIn(costs)));
  const weight = sumOf(functions, (costs) => weightOf(costs, { whole }));
  return { scale: weight === 0 ? 0 : sumOf(functions, varies) / weight, whole };
}

/** One alone is a share of nothing. */
const wholeOf = (functions: readonly Costs[]) => (functions.length > 1 ? sumOf(functions, sizeOf) : Infinity);

const sumOf = (functions: readonly Costs[], of: (costs: Costs) => number) =>
  functions.reduce((total, costs) => total + of(costs), 0);

/**
 * What the variance goes with: profiles count samples, of which each is the function's or another's, so that the binomial
 * distribution has one that takes all vary as little as one that takes none.
 */
function weightOf(costs: Costs, { whole }: Pick<Noise, "whole">): number {
  const size = sizeOf(costs);
  return size * (1 - Math.min(1, size / whole));
}

const differencesIn = ({ base, head }: Costs) => base.map((value, pair) => head[pair]! - value);
const sizeOf = ({ base, head }: Costs) => (mean([...base]) + mean([...head])) / 2;

export const moreOf = ({ base, head }: Costs) => mean([...head]) - mean([...base]);

/** `change`: of the whole; null: not known. */
function nameOf({ frame, costs, caller }: Spending, change: number | null): Named {
  const at = sourceOf(frame);
  return {
    name: isNameless(frame) ? "(anonymous)" : frame.name,
    at,
    elsewhere: at === null ? frame.file : null,
    caller: caller && callerText(caller),
    base: mean([...costs.base]),
    head: mean([...costs.head]),
    share: change === null ? null : moreOf(costs) / change,
  };
}

/** "renderCart", "an anonymous function in lib/cart.js". */
function callerText(caller: Located): string {
  if (!isNameless(caller)) return caller.name;
  return `an anonymous function${caller.file === null ? "" : ` in ${caller.file}`}`;
}

export function sourceOf({ file, line, inTree }: Located): Source | null {
  return inTree && file !== null ? { file, line } : null;
}
