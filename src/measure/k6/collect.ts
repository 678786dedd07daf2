/** What a job's kept rounds gave: series, limits and advice. Pure. */
import type { Series, Side } from "../../model/series.ts";
import type { Collected } from "../collected.ts";
import { asName } from "../subject.ts";
import { adviceOf } from "./advice.ts";
import type { KeptRound } from "./kept.ts";
import { type Limits, limitsOf, unjudged } from "./limits.ts";
import { placeOfThreshold } from "./place.ts";
import { seriesOf } from "./rounds.ts";
import type { PreparedScript } from "./script.ts";
import type { Told } from "./told.ts";

/** As seriesOf; all scripts have rounds of one length. */
export function seriesOfKept(scripts: readonly PreparedScript[], kept: readonly KeptRound[]): readonly Series[] {
  const seconds = (scripts[0]?.round.measure ?? 0) / 1000;
  return seriesOf(
    kept.map(({ values }) => values),
    seconds,
  );
}

/** All but the charts, which are drawn as rounds are kept. */
export function collect(
  scripts: readonly PreparedScript[],
  kept: readonly KeptRound[],
  told: Told,
): Omit<Collected, "details"> {
  const judged = scripts.flatMap((script, index) => limitsOfScript(script, index, kept, scripts.length > 1));
  const advice = scripts.flatMap(({ label, round, plan }, index) =>
    adviceOf({ label, round, twin: plan.driver === "twin", rounds: kept.map(({ health }) => health[index]!) }),
  );
  return {
    series: seriesOfKept(scripts, kept),
    limits: judged.flatMap(({ limits }) => limits),
    notWeighed: [...judged.flatMap(({ notWeighed }) => notWeighed), ...told.warnings()],
    notes: advice,
    files: [],
    causes: [],
    facts: [],
  };
}

function limitsOfScript(
  { selectors, inspected, plan, label, text, round }: PreparedScript,
  index: number,
  kept: readonly KeptRound[],
  several: boolean,
): readonly Limits[] {
  const prefix = several ? `${label}: ` : "";
  return [...selectors].map(([selector, parsed]) => {
    const why = unjudged(parsed, Object.keys(plan.scenarios));
    if (why !== null) return { limits: [], notWeighed: [`Threshold ${asName(prefix + selector)}: ${why}.`] };
    const of = (side: Side) => kept.map(({ selected }) => selected[index]!.get(selector)?.[side] ?? null);
    return limitsOf({
      selector,
      placeOf: (expression) => placeOfThreshold(text, label, selector, expression),
      prefix,
      expressions: inspected.thresholds[selector] ?? [],
      isTime: kept.some(({ times }) => times.has(parsed.metric)),
      rounds: { base: of("base"), head: of("head") },
      seconds: round.measure / 1000,
    });
  });
}
