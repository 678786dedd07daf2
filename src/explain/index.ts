/** The phase that explains a regression: both sides are profiled, and what grew is named. It decides nothing. */
import type { Metric } from "../model/metric.ts";
import type { ChangedFile } from "./coverage/changed.ts";
import { runCoverage } from "./coverage/run.ts";
import { type Explained, evaluate } from "./evaluate.ts";
import { priceOf } from "./length.ts";
import { withinLimit } from "./limit.ts";
import { type PhaseContext, profileSides } from "./phase.ts";
import { whyOf } from "./why.ts";

export interface ExplainInput extends PhaseContext {
  /** What got worse, of which the causes are asked; causes name no other. null: no profile could tell, and none is taken. */
  readonly metrics: readonly Metric[] | null;
  /** Of head against base; null where that is not known. */
  readonly changed: readonly ChangedFile[] | null;
}

/** Never fails for what the target or a profiler does: then it says so in a sentence. @throws the signal's reason */
export async function explain(input: ExplainInput): Promise<Explained> {
  const { config, system } = input;
  const isProfiled = input.metrics !== null && config.profiler !== "off";
  if (isProfiled) system.log.info(profilesText(input));
  const ending = performance.now() + config.limit;
  const bounded = { ...input, serve: withinLimit(input.serve, { limit: config.limit, ending, signal: system.signal }) };
  const failures = new Set<string>();
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      system.signal.throwIfAborted();
      failures.add(`explain: ${whyOf(error)}.`);
      return null;
    }
  };
  const profiled = isProfiled ? await attempt(() => profileSides(bounded)) : null;
  const { changed } = input;
  const covered = changed === null ? null : await attempt(() => runCoverage(bounded, changed));
  const found = profiled === null ? NOTHING : evaluate(profiled, input.metrics ?? []);
  return {
    ...found,
    notes: [...found.notes, ...(covered === null ? [] : [covered])].map((note) => `Explain: ${note}`),
    notWeighed: [...found.notWeighed, ...failures],
  };
}

const NOTHING: Explained = { causes: [], details: [], notWeighed: [], notes: [], time: null };

function profilesText({ config, load }: PhaseContext): string {
  const { profiles, seconds } = config;
  const price = `${profiles} profiles of ${seconds / 1000} s a side, some ${Math.ceil(priceOf(config, load))} s`;
  return `explain: both sides are profiled in turn: ${price}, and ${profiles} starts of the target.`;
}
