import { CONDITIONS } from "./conditions.ts";
import { simulate, slowed } from "./noise.ts";
import { OURS } from "./ours.ts";
import { PEERS } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";

export const RULES: readonly Rule[] = [...OURS, ...PEERS];

/** Some pull requests of one condition: those with index from (included) to (not included). */
export interface Task {
  readonly seed: number;
  readonly condition: number;
  readonly from: number;
  readonly to: number;
}

/** How one rule judged the pull requests of one condition and factor. */
export interface Tally {
  readonly condition: string;
  readonly factor: number;
  readonly rule: string;
  readonly judged: number;
  readonly alarms: number;
  /** Sum over all of them. */
  readonly rounds: number;
}

/** Every rule on the same pull requests. */
export function tally({ seed, condition: place, from, to }: Task): readonly Tally[] {
  const condition = CONDITIONS[place]!;
  const tallies: Tally[] = [];
  for (let index = from; index < to; index++) {
    const rules = RULES.filter(({ atMost }) => index < atMost);
    const rounds = Math.max(...rules.map((rule) => rule.rounds));
    const identical = simulate(condition, { seed, condition: place, index, rounds });
    for (const factor of condition.factors) {
      const one = slowed(identical, condition, factor);
      for (const rule of rules) {
        const judged = rule.judge(one);
        tallies.push({
          condition: condition.name,
          factor,
          rule: rule.name,
          judged: 1,
          alarms: judged.alarm ? 1 : 0,
          rounds: judged.rounds,
        });
      }
    }
  }
  return merged(tallies);
}

/** One tally for each condition, factor and rule. */
export function merged(tallies: readonly Tally[]): readonly Tally[] {
  const sums = new Map<string, Tally>();
  for (const one of tallies) {
    const key = `${one.condition}\n${one.factor}\n${one.rule}`;
    const sum = sums.get(key);
    sums.set(key, {
      ...one,
      judged: one.judged + (sum?.judged ?? 0),
      alarms: one.alarms + (sum?.alarms ?? 0),
      rounds: one.rounds + (sum?.rounds ?? 0),
    });
  }
  return [...sums.values()];
}

/** What was tallied for one condition, factor and rule; null where nothing was. */
export type Find = (condition: string, factor: number, rule: string) => Tally | null;

export function finder(tallies: readonly Tally[]): Find {
  return (condition, factor, rule) =>
    tallies.find((one) => one.condition === condition && one.factor === factor && one.rule === rule) ?? null;
}

export const share = ({ alarms, judged }: Tally): number => alarms / judged;

/** Standard error of a share of so many. */
export const standardError = (of: number, among: number): number => Math.sqrt((of * (1 - of)) / among);
