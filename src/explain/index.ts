/** The phase that explains a regression: both sides are profiled, and what grew is named. It decides nothing. */
import { ExpectedError } from "../errors.ts";
import type { Collected } from "../measure/collected.ts";
import { shortened } from "../measure/subject.ts";
import { TARGET } from "../measure/watched.ts";
import type { Cause } from "../model/cause.ts";
import { type Metric, parseMetricId } from "../model/metric.ts";
import type { ChangedFile } from "./coverage/changed.ts";
import { runCoverage } from "./coverage/run.ts";
import { type Difference, differenceOf } from "./difference.ts";
import { flameOf } from "./flame.ts";
import { withinLimit } from "./limit.ts";
import { MOST_THREADS } from "./node/client.ts";
import { type PhaseContext, type Profiles, priceOf, profileSides } from "./phase.ts";
import { sentenceOf } from "./words.ts";

export interface ExplainInput extends PhaseContext {
  /** What got worse, of which the causes are asked; causes name no other. */
  readonly metrics: readonly Metric[];
  /** Of head against base; null where that is not known. */
  readonly changed: readonly ChangedFile[] | null;
}

export interface Explained extends Pick<Collected, "causes" | "details" | "notWeighed" | "notes"> {
  /** What grew, for whoever asks without a metric; null where nothing could be profiled. */
  readonly time: Difference | null;
}

/** Of the runtime's metrics; what it says of blocked threads names functions itself, and what is kept shows in no profile. */
const RUNTIME: Readonly<Record<string, "time" | "memory">> = {
  allocated: "memory",
  "gc-time": "memory",
  "gc-count": "memory",
  "loop-delay-p99": "time",
};

/** What a metric is a matter of, as far as a profile can tell; null: of neither. */
export function matterOf({ id }: Pick<Metric, "id">): "time" | "memory" | null {
  const { collector, metric } = parseMetricId(id) ?? { collector: "", metric: "" };
  if (collector === "k6") return metric.startsWith("latency-") ? "time" : null;
  if (collector === "resources") return metric.startsWith("cpu") ? "time" : null;
  return collector === "runtime" ? (RUNTIME[metric] ?? null) : null;
}

/** Never fails for what the target or a profiler does: then it says so in a sentence. @throws the signal's reason */
export async function explain(input: ExplainInput): Promise<Explained> {
  const { config, system } = input;
  const nothing: Explained = { causes: [], details: [], notWeighed: [], notes: [], time: null };
  if (config.profiler === "off") return nothing;
  const { profiles, seconds, limit } = config;
  const price = `${profiles} profiles of ${seconds / 1000} s a side, some ${Math.ceil(priceOf(config))} s`;
  system.log.info(`explain: both sides are profiled in turn: ${price}, and ${profiles} starts of the target.`);
  const ending = performance.now() + limit;
  const bounded = { ...input, serve: withinLimit(input.serve, { limit, ending, signal: system.signal }) };
  const attempt = async <T>(work: () => Promise<T>): Promise<T | string> => {
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
    notWeighed: [...found.notWeighed, ...failures],
  };
}

/** "explain: py-spy is not installed: pip install py-spy; the rest of the report stands." */
function refusal(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const why = (error instanceof ExpectedError ? message : `it failed: ${message}`).split("\n", 1)[0]!;
  return `explain: ${shortened(why, 500).replace(/\.$/u, "")}; the rest of the report stands.`;
}

/** `left`: threads of a side that are in no profile. */
function leftSentence(left: number): string {
  const are = left === 1 ? "1 more is" : `${left} more are`;
  return `explain: ${MOST_THREADS} Node threads of a side are profiled, those of the lowest process ids; ${are} in no profile.`;
}

function evaluate(profiles: Profiles, { metrics, config }: ExplainInput): Explained {
  const time = differenceOf(profiles.time);
  const memory = profiles.memory && differenceOf(profiles.memory);
  const asked = metrics.flatMap((metric) => {
    const matter = matterOf(metric);
    return matter === null ? [] : [{ metric, matter }];
  });
  const remembers = asked.some(({ matter }) => matter === "memory");
  const about = (what: string) => ({
    subject: "target",
    title: `${what} a request, by ${profiles.by}, ${config.profiles} profiles a side`,
  });
  return {
    time,
    causes: asked.flatMap(({ metric, matter }) => {
      const difference = matter === "time" ? time : memory;
      return difference === null ? [] : causesOf(metric, difference, matter === "time" ? "ms" : "bytes");
    }),
    details: [
      flameOf(profiles.time, { ...about("Processor time"), unit: "ms" }),
      ...(profiles.memory === null ? [] : [flameOf(profiles.memory, { ...about("Allocated memory"), unit: "bytes" })]),
    ],
    notes: [
      sentenceOf(time, "ms", profiles.processor),
      ...(memory !== null && remembers ? [sentenceOf(memory, "bytes", null)] : []),
    ],
    notWeighed: profiles.left === 0 ? [] : [leftSentence(profiles.left)],
  };
}

function causesOf({ id }: Metric, { named, base, head }: Difference, unit: "ms" | "bytes"): readonly Cause[] {
  // What a reader would take for the cost of a request of this metric's endpoint; once a metric is enough.
  const mean = parseMetricId(id)?.subject === TARGET ? [] : ["on average over the whole load"];
  return named.map(({ name, at, elsewhere, caller, ...one }, index) => ({
    metric: id,
    kind: "function",
    name,
    base: one.base,
    head: one.head,
    unit,
    whole: head - base,
    note: [...(index === 0 ? mean : []), ...placeOf(elsewhere, caller)].join(", ") || null,
    at,
  }));
}

function placeOf(elsewhere: string | null, caller: string | null): readonly string[] {
  if (elsewhere !== null) return [`in ${elsewhere}`];
  return caller === null ? [] : [`called from ${caller}`];
}
