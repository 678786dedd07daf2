/** What profiles of both sides say of the metrics that got worse. Pure. */
import type { Collected } from "../measure/collected.ts";
import type { Cause } from "../model/cause.ts";
import type { Metric } from "../model/metric.ts";
import { type Difference, differenceOf } from "./difference.ts";
import { flameOf } from "./flame.ts";
import { type Matter, matterOf } from "./matter.ts";
import { MOST_THREADS } from "./node/client.ts";
import type { Profiles } from "./phase.ts";
import { isTakenOver, sentenceOf } from "./words.ts";

export interface Explained extends Pick<Collected, "causes" | "details" | "notWeighed" | "notes"> {
  /** What grew, for whoever asks without a metric; null where nothing could be profiled. */
  readonly time: Difference | null;
}

/** `metrics`: of which the causes are asked; causes name no other. */
export function evaluate(profiles: Profiles, metrics: readonly Metric[]): Explained {
  const time = differenceOf(profiles.time);
  const memory = profiles.memory && differenceOf(profiles.memory);
  const asked = metrics.flatMap((metric) => {
    const matter = matterOf(metric);
    return matter === null ? [] : [{ metric, matter }];
  });
  const asksOf = (one: Matter) => asked.some(({ matter }) => matter === one);
  const about = (what: string) => ({
    subject: "target",
    title: `${what} a request, by ${profiles.by}, ${profiles.time.head.length} profiles a side`,
  });
  return {
    time,
    causes: asked.flatMap(({ metric, matter }) => {
      const difference = matter === "time" ? time : memory;
      if (difference === null) return [];
      const taken = matter === "time" && profiles.processor !== null && isTakenOver(time, profiles.processor);
      return causesOf(metric, difference, matter, taken);
    }),
    details: [
      flameOf(profiles.time, { ...about("Processor time"), unit: "ms" }),
      ...(profiles.memory === null ? [] : [flameOf(profiles.memory, { ...about("Allocated memory"), unit: "bytes" })]),
    ],
    notes: [
      sentenceOf(time, "ms", profiles.processor, metrics.length > 0),
      ...(memory !== null && (asksOf("memory") || asksOf("kept")) ? [sentenceOf(memory, "bytes", null)] : []),
      ...(memory !== null && asksOf("kept") ? [KEPT] : []),
    ],
    notWeighed: [
      ...(profiles.left === 0 ? [] : [leftSentence(profiles.left)]),
      ...(profiles.seen === 1 ? [] : [cutSentence(profiles.seen)]),
    ],
  };
}

/** A function that allocates what a leak keeps may allocate no more than before. */
const KEPT = "The profiles of memory show what allocates; what of it is kept, as by a leak, they do not show.";

/** `taken`: by `isTakenOver`. */
function causesOf(
  { id }: Metric,
  { named, base, head, change }: Difference,
  matter: Matter,
  taken: boolean,
): readonly Cause[] {
  const first = matter === "kept" ? ["not necessarily kept"] : taken ? ["no more in all threads together"] : [];
  return named.map(({ name, at, elsewhere, caller, ...one }, index) => ({
    metric: id,
    kind: "function",
    name,
    base: one.base,
    head: one.head,
    unit: matter === "time" ? "ms" : "bytes",
    // Of what is kept, what is allocated is no part; and of a change that is not known to be one nothing is.
    whole: matter === "kept" || taken || change !== "grew" ? null : head - base,
    note: [...(index === 0 ? first : []), ...placeOf(elsewhere, caller)].join(", ") || null,
    at,
  }));
}

function placeOf(elsewhere: string | null, caller: string | null): readonly string[] {
  if (elsewhere !== null) return [`in ${elsewhere}`];
  return caller === null ? [] : [`called from ${caller}`];
}

/** `left`: threads of a side that are in no profile. */
function leftSentence(left: number): string {
  const are = left === 1 ? "1 more is" : `${left} more are`;
  return `explain: ${MOST_THREADS} Node threads of a side are profiled, those of the lowest process ids; ${are} in no profile.`;
}

/** `seen`: the part of its load that a profile saw, below 1. */
function cutSentence(seen: number): string {
  const percent = Math.max(1, Math.round((1 - seen) * 100));
  return `explain: the load outlasted its profile: up to ${percent} % of it, the last of its requests, are in none.`;
}
