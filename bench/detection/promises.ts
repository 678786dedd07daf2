/** What the gate promises, checked on what was simulated: a sentence for each promise that is broken. */
import { CONDITIONS } from "./conditions.ts";
import { OURS, STANDARD, THOROUGH } from "./ours.ts";
import type { Share, SplResult } from "./real.ts";
import { type Find, standardError } from "./tally.ts";

const FALSE_ALARMS = 0.01;

const percent = ({ alarms, judged }: Share) => `${((100 * alarms) / judged).toFixed(2)} % of ${judged}`;

const isTooOften = ({ alarms, judged }: Share) =>
  alarms / judged > FALSE_ALARMS + 3 * standardError(FALSE_ALARMS, judged);

export function brokenPromises(find: Find, spl: SplResult | null): readonly string[] {
  const broken: string[] = [];
  for (const { name } of CONDITIONS) {
    for (const rule of OURS) {
      const identical = find(name, 1, rule.name);
      if (identical && isTooOften(identical)) {
        broken.push(
          `${rule.name} fails identical code too often (${name}): ${percent(identical)}, at most 1 % + 3 s.e.`,
        );
      }
    }
  }
  const mustFind = (found: Share | null, atLeast: number, what: string) => {
    if (found && found.alarms / found.judged < atLeast) {
      broken.push(`${what}: found in ${percent(found)}, at least ${100 * atLeast} % wanted.`);
    }
  };
  const quiet = find("quiet", 1.05, STANDARD.name);
  mustFind(quiet, 0.98, "5 % slower, quiet, standard");
  if (quiet && quiet.rounds / quiet.judged > 14) {
    broken.push(`5 % slower, quiet, standard: ${(quiet.rounds / quiet.judged).toFixed(1)} rounds, at most 14 wanted.`);
  }
  mustFind(find("noisy", 1.05, THOROUGH.name), 0.97, "5 % slower, noisy, thorough");
  mustFind(find("steady", 1.03, STANDARD.name), 0.99, "3 % slower, ratios that scatter by 1 %, standard");
  if (spl !== null) {
    const { identical, slower } = spl;
    for (const metric of ["median", "p95"] as const) {
      if (isTooOften(identical[metric])) {
        broken.push(`spl-sensitivity, ${metric}: identical code fails in ${percent(identical[metric])}.`);
      }
    }
    mustFind(slower.median, 0.99, "spl-sensitivity, medians 5 % slower, 12 pairs");
    mustFind(identical["pooled calls"], 0.75, "spl-sensitivity, the fault of pooled calls");
  }
  return broken;
}
