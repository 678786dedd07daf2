// src/explain/evaluate.ts
import { differenceOf } from "./difference.js";
import { flameOf } from "./flame.js";
import { matterOf } from "./matter.js";
import { MOST_THREADS } from "./node/client.js";
import { isTakenOver, sentenceOf } from "./words.js";
function evaluate(profiles, metrics) {
  const time = differenceOf(profiles.time);
  const memory = profiles.memory && differenceOf(profiles.memory);
  const asked = metrics.flatMap((metric) => {
    const matter = matterOf(metric);
    return matter === null ? [] : [{ metric, matter }];
  });
  const asksOf = (one) => asked.some(({ matter }) => matter === one);
  const about = (what) => ({
    subject: "target",
    title: `${what} a request, by ${profiles.by}, ${profiles.time.head.length} profiles a side`
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
      ...profiles.memory === null ? [] : [flameOf(profiles.memory, { ...about("Allocated memory"), unit: "bytes" })]
    ],
    notes: [
      sentenceOf(time, "ms", profiles.processor, metrics.length > 0),
      ...memory !== null && (asksOf("memory") || asksOf("kept")) ? [sentenceOf(memory, "bytes", null)] : [],
      ...memory !== null && asksOf("kept") ? [KEPT] : []
    ],
    notWeighed: [
      ...profiles.left === 0 ? [] : [leftSentence(profiles.left)],
      ...profiles.seen === 1 ? [] : [cutSentence(profiles.seen)]
    ]
  };
}
var KEPT = "The profiles of memory show what allocates; what of it is kept, as by a leak, they do not show.";
function causesOf({ id }, { named, base, head, change }, matter, taken) {
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
    note: [...index === 0 ? first : [], ...placeOf(elsewhere, caller)].join(", ") || null,
    at
  }));
}
function placeOf(elsewhere, caller) {
  if (elsewhere !== null) return [`in ${elsewhere}`];
  return caller === null ? [] : [`called from ${caller}`];
}
function leftSentence(left) {
  const are = left === 1 ? "1 more is" : `${left} more are`;
  return `explain: ${MOST_THREADS} Node threads of a side are profiled, those of the lowest process ids; ${are} in no profile.`;
}
function cutSentence(seen) {
  const percent = Math.max(1, Math.round((1 - seen) * 100));
  return `explain: the load outlasted its profile: up to ${percent} % of it, the last of its requests, are in none.`;
}
export {
  evaluate
};
