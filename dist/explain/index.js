// src/explain/index.ts
import { ExpectedError } from "../errors.js";
import { shortened } from "../measure/subject.js";
import { TARGET } from "../measure/watched.js";
import { parseMetricId } from "../model/metric.js";
import { runCoverage } from "./coverage/run.js";
import { differenceOf } from "./difference.js";
import { flameOf } from "./flame.js";
import { withinLimit } from "./limit.js";
import { MOST_THREADS } from "./node/client.js";
import { priceOf, profileSides } from "./phase.js";
import { sentenceOf } from "./words.js";
var RUNTIME = {
  allocated: "memory",
  "gc-time": "memory",
  "gc-count": "memory",
  "loop-delay-p99": "time"
};
function matterOf({ id }) {
  const { collector, metric } = parseMetricId(id) ?? { collector: "", metric: "" };
  if (collector === "k6") return metric.startsWith("latency-") ? "time" : null;
  if (collector === "resources") return metric.startsWith("cpu") ? "time" : null;
  return collector === "runtime" ? RUNTIME[metric] ?? null : null;
}
async function explain(input) {
  const { config, system } = input;
  const nothing = { causes: [], details: [], notWeighed: [], notes: [], time: null };
  if (config.profiler === "off") return nothing;
  const { profiles, seconds, limit } = config;
  const price = `${profiles} profiles of ${seconds / 1e3} s a side, some ${Math.ceil(priceOf(config))} s`;
  system.log.info(`explain: both sides are profiled in turn: ${price}, and ${profiles} starts of the target.`);
  const ending = performance.now() + limit;
  const bounded = { ...input, serve: withinLimit(input.serve, { limit, ending, signal: system.signal }) };
  const attempt = async (work) => {
    try {
      return await work();
    } catch (error) {
      system.signal.throwIfAborted();
      return refusal(error);
    }
  };
  const profiled = await attempt(() => profileSides(bounded));
  const failures = typeof profiled === "string" ? [profiled] : [];
  const found = typeof profiled === "string" ? nothing : evaluate(profiled, input);
  const { changed } = input;
  const covered = changed === null ? null : await attempt(async () => ({ said: await runCoverage(bounded, changed) }));
  if (typeof covered === "string" && covered !== failures[0]) failures.push(covered);
  const notes = typeof covered === "string" || covered === null || covered.said === null ? [] : [covered.said];
  return {
    ...found,
    notes: [...found.notes, ...notes].map((note) => `Explain: ${note}`),
    notWeighed: [...found.notWeighed, ...failures]
  };
}
function refusal(error) {
  const message = error instanceof Error ? error.message : String(error);
  const why = (error instanceof ExpectedError ? message : `it failed: ${message}`).split("\n", 1)[0];
  return `explain: ${shortened(why, 500).replace(/\.$/u, "")}; the rest of the report stands.`;
}
function leftSentence(left) {
  const are = left === 1 ? "1 more is" : `${left} more are`;
  return `explain: ${MOST_THREADS} Node threads of a side are profiled, those of the lowest process ids; ${are} in no profile.`;
}
function evaluate(profiles, { metrics, config }) {
  const time = differenceOf(profiles.time);
  const memory = profiles.memory && differenceOf(profiles.memory);
  const asked = metrics.flatMap((metric) => {
    const matter = matterOf(metric);
    return matter === null ? [] : [{ metric, matter }];
  });
  const remembers = asked.some(({ matter }) => matter === "memory");
  const about = (what) => ({
    subject: "target",
    title: `${what} a request, by ${profiles.by}, ${config.profiles} profiles a side`
  });
  return {
    time,
    causes: asked.flatMap(({ metric, matter }) => {
      const difference = matter === "time" ? time : memory;
      return difference === null ? [] : causesOf(metric, difference, matter === "time" ? "ms" : "bytes");
    }),
    details: [
      flameOf(profiles.time, { ...about("Processor time"), unit: "ms" }),
      ...profiles.memory === null ? [] : [flameOf(profiles.memory, { ...about("Allocated memory"), unit: "bytes" })]
    ],
    notes: [
      sentenceOf(time, "ms", profiles.processor),
      ...memory !== null && remembers ? [sentenceOf(memory, "bytes", null)] : []
    ],
    notWeighed: profiles.left === 0 ? [] : [leftSentence(profiles.left)]
  };
}
function causesOf({ id }, { named, base, head }, unit) {
  const mean = parseMetricId(id)?.subject === TARGET ? [] : ["on average over the whole load"];
  return named.map(({ name, at, elsewhere, caller, ...one }, index) => ({
    metric: id,
    kind: "function",
    name,
    base: one.base,
    head: one.head,
    unit,
    whole: head - base,
    note: [...index === 0 ? mean : [], ...placeOf(elsewhere, caller)].join(", ") || null,
    at
  }));
}
function placeOf(elsewhere, caller) {
  if (elsewhere !== null) return [`in ${elsewhere}`];
  return caller === null ? [] : [`called from ${caller}`];
}
export {
  explain,
  matterOf
};
