/** When the gate decided, why measuring ended, and how much the figures vary by themselves. */
import type { Comparison } from "../../../model/comparison.ts";
import { laneOf } from "../../../model/metric.ts";
import { endedClause, type Looks } from "../../../model/plan.ts";
import type { Verdict } from "../../../model/verdict.ts";
import type { Escape } from "../escape.ts";
import { formatSize } from "../format.ts";
import { clause } from "./reasons.ts";

/** "k6 at 8 (unchanged only), 12, 16, 20, 25, 30 rounds, ended after 16: every gating metric was settled"; null without looks. */
export function looksText({ plan, measuredBy, comparisons }: Verdict, safe: Escape): string | null {
  if (plan === null || plan.collectors.length === 0) return null;
  const said = plan.collectors.map(({ collector, looks, part, ended, unfit }) => {
    const kept = measuredBy.find((one) => one.collector === collector)?.rounds ?? 0;
    // What is exact gates without a part of the false alarms.
    const gates =
      part > 0 || comparisons.some(({ metric, rule }) => rule.role === "gate" && laneOf(metric) === collector);
    const end = endedClause(ended, gates);
    const why = unfit === null ? end : `${end}: ${clause(unfit, safe)}`;
    return `${safe(collector)} at ${roundsOf(looks)} rounds, ended after ${kept}: ${why}`;
  });
  return said.join("; ");
}

function roundsOf(looks: Looks["looks"]): string {
  return looks.map(({ rounds, weight }) => (weight > 0 ? `${rounds}` : `${rounds} (unchanged only)`)).join(", ");
}

/** More of them than a line can hold are in `verdict.json`. */
const MOST = 6;

/** What gated by rounds, noisiest first. */
export function noisest({ comparisons }: Pick<Verdict, "comparisons">): readonly Comparison[] {
  return comparisons
    .filter(({ rule, noise }) => rule.role === "gate" && noise !== null)
    .toSorted((a, b) => relative(b) - relative(a));
}

/** How much head against base varied from round to round, noisiest first; null where nothing that gates varied. */
export function noiseText(verdict: Verdict, safe: Escape): string | null {
  const noisy = noisest(verdict).filter(({ noise }) => noise !== 0);
  if (noisy.length === 0) return null;
  const said = noisy.slice(0, MOST).map((one) => `${noiseOf(one)} ${safe(one.metric.id)}`);
  const more = noisy.length > MOST ? `, and ${noisy.length - MOST} quieter` : "";
  return `head against base varied a round by ${said.join(", ")}${more}`;
}

/** Against what it is to detect, so that metrics in different units can be ranked. */
const relative = ({ noise, rule }: Comparison) => (noise ?? 0) / (rule.detect || 1);

/** "2.4 %", "0.09 pp": the spread of one round. */
export function noiseOf({ metric, noise }: Comparison): string {
  return metric.scale === "ratio" ? `${((noise ?? 0) * 100).toFixed(1)} %` : formatSize(noise ?? 0, metric);
}
