// src/measure/k6/collect.ts
import { asName } from "../subject.js";
import { adviceOf } from "./advice.js";
import { limitsOf, unjudged } from "./limits.js";
import { placeOfThreshold } from "./place.js";
import { seriesOf } from "./rounds.js";
function seriesOfKept(scripts, kept) {
  const seconds = (scripts[0]?.round.measure ?? 0) / 1e3;
  return seriesOf(
    kept.map(({ values }) => values),
    seconds
  );
}
function collect(scripts, kept, told) {
  const judged = scripts.flatMap((script, index) => limitsOfScript(script, index, kept, scripts.length > 1));
  const advice = scripts.flatMap(
    ({ label, round, plan }, index) => adviceOf({ label, round, twin: plan.driver === "twin", rounds: kept.map(({ health }) => health[index]) })
  );
  return {
    series: seriesOfKept(scripts, kept),
    limits: judged.flatMap(({ limits }) => limits),
    notWeighed: [...judged.flatMap(({ notWeighed }) => notWeighed), ...told.warnings()],
    notes: advice,
    files: [],
    causes: [],
    facts: []
  };
}
function limitsOfScript({ selectors, inspected, plan, label, text, round }, index, kept, several) {
  const prefix = several ? `${label}: ` : "";
  return [...selectors].map(([selector, parsed]) => {
    const why = unjudged(parsed, Object.keys(plan.scenarios));
    if (why !== null) return { limits: [], notWeighed: [`Threshold ${asName(prefix + selector)}: ${why}.`] };
    const of = (side) => kept.map(({ selected }) => selected[index].get(selector)?.[side] ?? null);
    return limitsOf({
      selector,
      placeOf: (expression) => placeOfThreshold(text, label, selector, expression),
      prefix,
      expressions: inspected.thresholds[selector] ?? [],
      isTime: kept.some(({ times }) => times.has(parsed.metric)),
      rounds: { base: of("base"), head: of("head") },
      seconds: round.measure / 1e3
    });
  });
}
export {
  collect,
  seriesOfKept
};
