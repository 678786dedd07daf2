// src/explain/words.ts
import { mean } from "../vendor/simple-statistics.js";
import { partText } from "../model/cause.js";
import { isHigher, LEAST, marginOf, moreOf, OVERLOOKED } from "./difference.js";
function amount(value, unit) {
  if (unit === "ms") return `${Number(value.toPrecision(3))} ms`;
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} MB`;
  return value >= 1e3 ? `${Number((value / 1e3).toPrecision(3))} kB` : `${Math.round(value)} B`;
}
var percent = (share) => `${Math.round(share * 100)} %`;
function namedText({ name, at, base, head, share }, unit) {
  const place = at === null ? "" : ` (${at.file}${at.line === null ? "" : `, line ${at.line}`})`;
  const part = share === null ? "" : `, ${partText(share)} of the change`;
  return `${name}${place} +${amount(head - base, unit)} a request${part}`;
}
var WHAT = {
  ms: "Processor time a request, averaged over the whole load,",
  bytes: "Allocated memory a request, averaged over the whole load,"
};
var OF_THREADS = "Processor time a request of the profiled threads (of Node, those that run JavaScript), averaged over the whole load,";
function sentenceOf(difference, unit, processor, isAsked = true) {
  const { base, head, change, named, share, apart } = difference;
  const unseen = processor === null ? "" : unseenIn(difference, processor);
  if (base + head === 0)
    return `The profiles show nothing that the target did${isAsked ? ": they do not explain the change" : ""}.${unseen}`;
  const both = `${amount(base, unit)} in base and ${amount(head, unit)} in head`;
  const functions = named.slice(0, MOST).map((one) => namedText(one, unit)).join("; ");
  const besides = `These functions stand out all the same: ${functions}.${unseen}`;
  if (change === "unclear") {
    const was = `${WHAT[unit]} was ${both}, but pairs of profiles differ by too much to tell whether it grew`;
    return named.length === 0 ? `${was}${isAsked ? ": they do not explain the change" : ""}. More of them (explain.profiles) may.${unseen}` : `${was}. ${besides}`;
  }
  if (change === "same") {
    const is = `${WHAT[unit]} ${sameOrLess(difference)} (${both})`;
    if (named.length > 0) return `${is}. ${besides}`;
    if (!isAsked) return `${is}.${unseen}`;
    if (unseen !== "") return `The profiles do not explain the change.${unseen}`;
    const waits = unit === "ms" ? ": the change is spent waiting, not computing, or is too small a part of the load to show" : "";
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
var MOST = 3;
function sameOrLess({ base, head }) {
  return base - head > LEAST * base ? "did not grow" : "is the same on both sides";
}
function unseenIn({ base, head }, processor) {
  const more = moreOf(processor);
  const isMost = isHigher(processor) && more > LEAST * base && head - base < more / 2;
  if (!isMost) return "";
  return ` The system counted ${amount(more, "ms")} more processor time a request, of which the profiles show less than half: the rest is spent in threads or processes that the profiler does not follow.`;
}
function isTakenOver({ base, head, change }, processor) {
  const more = moreOf(processor);
  if (change !== "grew" || isHigher(processor) && more > LEAST * base) return false;
  return more + marginOf(processor, { chance: OVERLOOKED }) < (head - base) / 2;
}
function togetherText(difference, processor) {
  const { base, head } = processor;
  const all = `${amount(mean([...base]), "ms")} in base and ${amount(mean([...head]), "ms")} in head`;
  if (isTakenOver(difference, processor))
    return ` All threads of the target's processes together, as the system counted them, took no more (${all}): this ran on other threads before, such as those of a pool.`;
  if (isHigher(processor)) return unseenIn(difference, processor);
  return ` Whether all threads of the target's processes together took more, as the system counted them, cannot be told (${all}).`;
}
export {
  amount,
  isTakenOver,
  namedText,
  sentenceOf
};
