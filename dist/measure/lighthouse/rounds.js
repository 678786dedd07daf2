// src/measure/lighthouse/rounds.ts
import { SIDES } from "../../model/series.js";
import { exactMetric, TIMING_NAMES, timingMetric, varyingMetric } from "./metrics.js";
function timingSeries(page, rounds) {
  if (rounds.length === 0) return { series: [], notWeighed: [] };
  const all = TIMING_NAMES.map((name) => {
    const of = (side) => rounds.map((round) => round.get(page)?.[side]?.timings[name] ?? null);
    return { kind: "sampled", metric: timingMetric(name, page), base: of("base"), head: of("head") };
  });
  const isLeftOut = ({ metric, base, head }) => metric.role !== "gate" && [...base, ...head].every((value) => value === null);
  const missing = TIMING_NAMES.filter((_, index) => isLeftOut(all[index]));
  return {
    series: all.filter((series) => !isLeftOut(series)),
    notWeighed: missing.length === 0 ? [] : [missingNote(page, missing)]
  };
}
var missingNote = (page, names) => `${page}: Lighthouse gave no ${names.join(", ")} in any run.`;
function exactSeries(page, rounds) {
  const runs = {
    base: exactRuns("base", page, rounds),
    head: exactRuns("head", page, rounds)
  };
  const names = new Set([...runs.base, ...runs.head].flatMap((run) => [...run.keys()]));
  const series = [];
  const varying = [];
  for (const name of names) {
    const values = { base: distinct(name, runs.base), head: distinct(name, runs.head) };
    const unsteady = SIDES.find((side) => values[side].length > 1);
    if (unsteady !== void 0) {
      series.push(varyingSeries(name, page, rounds));
      varying.push(`${name} (${values[unsteady].map((value) => value ?? "none").join(", ")} on ${unsteady})`);
    } else {
      const [base = null, head = null] = [values.base[0], values.head[0]];
      if (base !== null || head !== null) series.push({ kind: "exact", metric: exactMetric(name, page), base, head });
    }
  }
  return { series, notes: varying.length === 0 ? [] : [varyingNote(page, varying)] };
}
var varyingNote = (page, varying) => `${page}: not the same in every run of a side, so judged over the rounds as what varies by chance: ${varying.join("; ")}.`;
function varyingSeries(name, page, rounds) {
  const of = (side) => rounds.map((round) => round.get(page)?.[side]?.exact?.get(name) ?? null);
  return { kind: "sampled", metric: varyingMetric(name, page), base: of("base"), head: of("head") };
}
function exactRuns(side, page, rounds) {
  return rounds.flatMap((round) => round.get(page)?.[side]?.exact ?? []);
}
function distinct(name, runs) {
  return [...new Set(runs.map((run) => run.get(name) ?? null))];
}
export {
  exactSeries,
  timingSeries
};
