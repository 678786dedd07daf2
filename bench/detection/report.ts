import { markdownTable } from "markdown-table";
import { CONDITIONS } from "./conditions.ts";
import { OURS } from "./ours.ts";
import type { Share, SplResult } from "./real.ts";
import { type Find, RULES, share, standardError } from "./tally.ts";

const FACTORS = [1.03, 1.05, 1.1, 1.2];

const table = (rows: readonly (readonly string[])[]) =>
  markdownTable(
    rows.map((row) => [...row]),
    { align: rows[0]!.map((_, column) => (column === 0 ? "l" : "r")) },
  );

/** A share with its standard error, in percent; where there was none at all, what it is below with 95 % certainty. */
function percent({ alarms, judged }: Share): string {
  if (alarms === 0) return `0 (< ${((100 * 3) / judged).toFixed(2)})`;
  const digits = alarms / judged < 0.1 ? 2 : 1;
  const error = standardError(alarms / judged, judged);
  return `${((100 * alarms) / judged).toFixed(digits)} ± ${(100 * error).toFixed(digits)}`;
}

const isOurs = (name: string) => OURS.some((rule) => rule.name === name);
const shown = (name: string) => (isOurs(name) ? `**${name}**` : name);

/** False alarms, detection and rounds in the quiet and the noisy family. */
export function mainTable(find: Find): string {
  const rows = RULES.map(({ name, against }) => {
    const cell = (condition: string, factor: number) => {
      const found = find(condition, factor, name);
      return found === null ? "" : (100 * share(found)).toFixed(1);
    };
    const rounds = (condition: string, factor: number) => {
      const found = find(condition, factor, name);
      return found === null ? "" : (found.rounds / found.judged).toFixed(1);
    };
    const identical = (condition: string) => {
      const found = find(condition, 1, name);
      return found === null ? "" : percent(found);
    };
    return [
      shown(name),
      against,
      identical("quiet"),
      ...FACTORS.map((factor) => cell("quiet", factor)),
      rounds("quiet", 1),
      rounds("quiet", 1.05),
      identical("noisy"),
      ...FACTORS.map((factor) => cell("noisy", factor)),
      rounds("noisy", 1),
      rounds("noisy", 1.05),
      String(find("quiet", 1, name)?.judged ?? ""),
    ];
  });
  const family = (name: string) => [
    `${name}: false alarms`,
    "3 %",
    "5 %",
    "10 %",
    "20 %",
    "rounds, same",
    "rounds, 5 %",
  ];
  return table([["rule", "head against", ...family("quiet"), ...family("noisy"), "pull requests"], ...rows]);
}

/** False alarms a pull request in every other condition. */
export function conditionsTable(find: Find): string {
  const others = CONDITIONS.map(({ name }) => name).filter((name) => name !== "quiet" && name !== "noisy");
  const rows = RULES.map(({ name }) => {
    const cells = others.map((condition) => {
      const found = find(condition, 1, name);
      return found === null ? "" : percent(found);
    });
    const steady = find("steady", 1.03, name);
    return [shown(name), ...cells, steady === null ? "" : (100 * share(steady)).toFixed(1)];
  });
  return table([["rule", ...others, "steady: +3 % found"], ...rows]);
}

export function splTable({ identical, slower }: SplResult): string {
  return table([
    ["58 runs of identical code, paired at random", "called slower", "5 % slower, 12 pairs: found"],
    ["**Weighbridge, standard**: median of a run's calls", percent(identical.median), percent(slower.median)],
    ["**Weighbridge, standard**: 95th percentile of a run's calls", percent(identical.p95), percent(slower.p95)],
    ["Mann–Whitney 0.05, two-sided, calls of all runs pooled", percent(identical["pooled calls"]), ""],
  ]);
}

export function bidiTable(rules: Readonly<Record<string, Share>>): string {
  return table([
    ["rule", "commits with an alarm", "of"],
    ...Object.entries(rules).map(([name, one]) => [name, percent(one), String(one.judged)]),
  ]);
}
