/** The phase that explains a regression: both sides are profiled, and what grew is named. It decides nothing. */
import { ExpectedError } from "../errors.ts";
import { shortened } from "../measure/subject.ts";
import type { Metric } from "../model/metric.ts";
import type { ChangedFile } from "./coverage/changed.ts";
import { runCoverage } from "./coverage/run.ts";
import { type Explained, evaluate } from "./evaluate.ts";
import { withinLimit } from "./limit.ts";
import { type PhaseContext, priceOf, profileSides } from "./phase.ts";

export interface ExplainInput extends PhaseContext {
  /** What got worse, of which the causes are asked; causes name no other. null: no profile could tell, and none is taken. */
  readonly metrics: readonly Metric[] | null;
  /** Of head against base; null where that is not known. */
  readonly changed: readonly ChangedFile[] | null;
}

/** Never fails for what the target or a profiler does: then it says so in a sentence. @throws the signal's reason */
export async function explain(input: ExplainInput): Promise<Explained> {
  const { config, system } = input;
  const nothing: Explained = { causes: [], details: [], notWeighed: [], notes: [], time: null };
  const isProfiled = input.metrics !== null && config.profiler !== "off";
  if (isProfiled) system.log.info(profilesText(config));
  const ending = performance.now() + config.limit;
  const bounded = { ...input, serve: withinLimit(input.serve, { limit: config.limit, ending, signal: system.signal }) };
  const attempt = async <T>(work: () => Promise<T>): Promise<T | string> => {
    try {
      return await work();
    } catch (error) {
      system.signal.throwIfAborted();
      return refusal(error);
    }
  };
  const profiled = isProfiled ? await attempt(() => profileSides(bounded)) : null;
  const failures = typeof profiled === "string" ? [profiled] : [];
  const found = profiled === null || typeof profiled === "string" ? nothing : evaluate(profiled, input.metrics ?? []);
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

function profilesText(config: PhaseContext["config"]): string {
  const { profiles, seconds } = config;
  const price = `${profiles} profiles of ${seconds / 1000} s a side, some ${Math.ceil(priceOf(config))} s`;
  return `explain: both sides are profiled in turn: ${price}, and ${profiles} starts of the target.`;
}

/** "explain: py-spy is not installed: pip install py-spy." */
function refusal(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const why = (error instanceof ExpectedError ? message : `it failed: ${message}`).split("\n", 1)[0]!;
  return `explain: ${shortened(why, 500).replace(/\.$/u, "")}.`;
}
