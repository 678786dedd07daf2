/** What the profiles say, in sentences. Pure. */
import { mean } from "simple-statistics";
import { partText } from "../model/cause.ts";
import { type Difference, isHigher, LEAST, marginOf, moreOf, type Named, OVERLOOKED } from "./difference.ts";
import type { Costs } from "./spent.ts";

/** "2.31 ms", "840 B": three figures are as many as a profile can tell. */
export function amount(value: number, unit: "ms" | "bytes"): string {
  if (unit === "ms") return `${Number(value.toPrecision(3))} ms`;
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} MB`;
  return value >= 1e3 ? `${Number((value / 1e3).toPrecision(3))} kB` : `${Math.round(value)} B`;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** "renderCart (lib/cart.js, line 12) +3.1 ms a request, 84 % of the change". */
export function namedText({ name, at, base, head, share }: Named, unit: "ms" | "bytes"): string {
  const place = at === null ? "" : ` (${at.file}${at.line === null ? "" : `, line ${at.line}`})`;
  const part = share === null ? "" : `, ${partText(share)} of the change`;
  return `${name}${place} +${amount(head - base, unit)} a request${part}`;
}

/** Whatever endpoint a metric is of, a profile is of all that the scripts ask. */
const WHAT = {
  ms: "Processor time a request, averaged over the whole load,",
  bytes: "Allocated memory a request, averaged over the whole load,",
} as const;

const OF_THREADS =
  "Processor time a request of the profiled threads (of Node, those that run JavaScript), averaged over the whole load,";

/**
 * Whether the evidence explains the change, and by what; also that it does not. `processor`: milliseconds a request that the
 * kernel counted, a profile each; null: not known. `isAsked`: something is known to have got worse; else nothing is to be explained.
 */
export function sentenceOf(
  difference: Difference,
  unit: "ms" | "bytes",
  processor: Costs | null,
  isAsked = true,
): string {
  const { base, head, change, named, share, apart } = difference;
  const unseen = processor === null ? "" : unseenIn(difference, processor);
  if (base + head === 0)
    return `The profiles show nothing that the target did${isAsked ? ": they do not explain the change" : ""}.${unseen}`;
  const both = `${amount(base, unit)} in base and ${amount(head, unit)} in head`;
  const functions = named
    .slice(0, MOST)
    .map((one) => namedText(one, unit))
    .join("; ");
  const besides = `These functions stand out all the same: ${functions}.${unseen}`;
  if (change === "unclear") {
    const was = `${WHAT[unit]} was ${both}, but pairs of profiles differ by too much to tell whether it grew`;
    return named.length === 0
      ? `${was}${isAsked ? ": they do not explain the change" : ""}. More of them (explain.profiles) may.${unseen}`
      : `${was}. ${besides}`;
  }
  if (change === "same") {
    const is = `${WHAT[unit]} ${sameOrLess(difference)} (${both})`;
    if (named.length > 0) return `${is}. ${besides}`;
    if (!isAsked) return `${is}.${unseen}`;
    if (unseen !== "") return `The profiles do not explain the change.${unseen}`;
    const waits =
      unit === "ms" ? ": the change is spent waiting, not computing, or is too small a part of the load to show" : "";
    return `${is}${waits}.`;
  }
  const what = processor !== null && isTakenOver(difference, processor) ? OF_THREADS : WHAT[unit];
  const moved = `${what} grew from ${amount(base, unit)} to ${amount(head, unit)}`;
  const parts = apart.map(({ name, more }) => `${name} +${amount(more, unit)}`).join(", ");
  const together = processor === null ? "" : togetherText(difference, processor);
  const rest = `${parts === "" ? "" : ` Outside the target's own functions: ${parts}.`}${together}`;
  if (named.length === 0)
    return `${moved}, but no function of the target stands out: the profiles do not explain the change.${rest}`;
  if (share >= 0.5) return `${moved}: ${functions}.${rest}`;
  return `${moved}. The functions that stand out explain only ${percent(share)} of that: ${functions}.${rest}`;
}

/** Of the functions, in a sentence. */
const MOST = 3;

function sameOrLess({ base, head }: Difference): string {
  return base - head > LEAST * base ? "did not grow" : "is the same on both sides";
}

/** What the kernel counted and no profile shows: work of threads that the profiler does not follow. */
function unseenIn({ base, head }: Difference, processor: Costs): string {
  const more = moreOf(processor);
  const isMost = isHigher(processor) && more > LEAST * base && head - base < more / 2;
  if (!isMost) return "";
  return ` The system counted ${amount(more, "ms")} more processor time a request, of which the profiles show less than half: the rest is spent in threads or processes that the profiler does not follow.`;
}

/**
 * Whether the profiled threads took more, but all threads of the processes, as the kernel counted them (`processor`, as in
 * `sentenceOf`), did not: with 95 % confidence by less than half of it. Then these threads do what others did before.
 */
export function isTakenOver({ base, head, change }: Difference, processor: Costs): boolean {
  const more = moreOf(processor);
  if (change !== "grew" || (isHigher(processor) && more > LEAST * base)) return false;
  return more + marginOf(processor, { chance: OVERLOOKED }) < (head - base) / 2;
}

/** Of what grew: whether all threads of the processes together took more. */
function togetherText(difference: Difference, processor: Costs): string {
  const { base, head } = processor;
  const all = `${amount(mean([...base]), "ms")} in base and ${amount(mean([...head]), "ms")} in head`;
  if (isTakenOver(difference, processor))
    return ` All threads of the target's processes together, as the system counted them, took no more (${all}): this ran on other threads before, such as those of a pool.`;
  if (isHigher(processor)) return unseenIn(difference, processor);
  return ` Whether all threads of the target's processes together took more, as the system counted them, cannot be told (${all}).`;
}
