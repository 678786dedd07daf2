/** What is wrong inside the target: facts and metrics held against the limits of their rules. Pure. */
import type { Comparison } from "../model/comparison.ts";
import {
  type Fact,
  type Finding,
  type Priority,
  RULES,
  type RuleSettings,
  SINCE,
  type Since,
} from "../model/finding.ts";
import { type Metric, matchesId, parseMetricId } from "../model/metric.ts";
import { type Held, ofHead, regressedForSure } from "./chance.ts";
import type { Rule } from "./rule.ts";
import { CATALOGUE } from "./rules.ts";

export interface Inside {
  readonly facts: readonly Fact[];
  readonly comparisons: readonly Comparison[];
  /** What head was set against: facts have a base only where that was measured. */
  readonly base: "measured" | "stored" | "none";
  readonly settings: RuleSettings;
  /** On an unfit runner nothing that varies by chance is head's. */
  readonly isUnfit?: boolean;
}

/** More are not read by anybody, and those left out are worth the least; of those that block none gives way to others. */
const MOST = 100;

/** What this change brought comes first, then what is worth most to repair, then what is furthest beyond its limit. */
export function findingsOf({ facts, comparisons, base, settings, isUnfit = false }: Inside): readonly Finding[] {
  const judged = facts.map((fact): Judged => ({ ...fact, metric: null }));
  const sure = judged.filter(({ rounds }) => !isUnfit || rounds === "same");
  const brought = ofHead(sure.flatMap((fact) => heldOf(fact, settings)));
  const dating = sinceOfFact(base === "measured", (fact) => brought.has(fact));
  const seen = judged.flatMap((fact) => found(fact, dating, settings));
  const readable = comparisons.filter((one) => factsOf(one).some((fact) => heldOf(fact, settings).length > 0));
  const regressed = regressedForSure(readable);
  const read = readable.flatMap((one) =>
    factsOf(one).flatMap((fact) => found(fact, sinceOfMetric(one, regressed, base !== "none", isUnfit), settings)),
  );
  const ordered = [...seen, ...withoutTwins(read, comparisons)].toSorted(worstFirst);
  const kept = new Set(ordered.toSorted((a, b) => Number(b.blocks) - Number(a.blocks)).slice(0, MOST));
  return ordered.filter((one) => kept.has(one));
}

type Judged = Fact & Pick<Finding, "metric">;
type Dating = (fact: Judged, rule: Rule, limit: number) => Since;

function found(fact: Judged, dating: Dating, settings: RuleSettings): readonly Finding[] {
  return heldOf(fact, settings).flatMap(({ limit }) => {
    const rule = CATALOGUE[fact.rule];
    if (!isBeyond(fact.head, rule, limit)) return [];
    const { area, title, of, bound, why, todo } = { ...rule, ...rule.seenBy?.[fact.collector] };
    const score = scoreOf(rule);
    const said = { area, title, of, limit, bound, score, priority: priorityOf(score), why, todo };
    const { rounds: _, ...shown } = fact;
    return [{ ...shown, ...said, since: dating(fact, rule, limit), blocks: settings.block.includes(fact.rule) }];
  });
}

/** None where it is not judged. */
function heldOf(fact: Judged, { limits }: RuleSettings): readonly Held<Judged>[] {
  const { limit: usual, unit, bound } = CATALOGUE[fact.rule];
  const own = limits[fact.rule];
  const limit = own === undefined ? usual : own;
  // A number in another unit says nothing about this limit.
  return limit === null || fact.unit !== unit ? [] : [{ fact, limit, bound }];
}

function isBeyond(value: number | null, { bound }: Rule, limit: number): value is number {
  return value !== null && (bound === "most" ? value > limit : value < limit);
}

/** impact × 10 / (effort × risk). */
export function scoreOf({ impact, effort, risk }: Pick<Rule, "impact" | "effort" | "risk">): number {
  return (impact * 10) / (effort * risk);
}

/** Above each of them, in falling order; else low. */
const PRIORITY_ABOVE = [
  ["critical", 10],
  ["high", 5],
  ["medium", 2],
] as const satisfies readonly (readonly [Priority, number])[];

export function priorityOf(score: number): Priority {
  return PRIORITY_ABOVE.find(([, above]) => score > above)?.[0] ?? "low";
}

/** Less than this share of base's number is not worth a word, even where it is certain. */
const SLIGHT = 0.1;

function isClearlyWorse({ base, head }: Judged, { bound }: Rule): boolean {
  if (base === null || head === null) return true;
  return bound === "most" ? head > base * (1 + SLIGHT) : head < base * (1 - SLIGHT);
}

function sinceOfFact(hasBase: boolean, isOfHead: (fact: Judged) => boolean): Dating {
  return (fact, rule, limit) => {
    if (!hasBase) return "alone";
    if (!isClearlyWorse(fact, rule)) return "standing";
    if (!isOfHead(fact)) return isBeyond(fact.base, rule, limit) ? "standing" : "unclear";
    return isBeyond(fact.base, rule, limit) ? "worse" : "new";
  };
}

/** A metric is tested: unless it regressed, that it went over the limit may be chance, or is tolerated. */
function sinceOfMetric(
  comparison: Comparison,
  regressed: ReadonlySet<Comparison>,
  hasBase: boolean,
  isUnfit: boolean,
): Dating {
  const { change, metric } = comparison;
  return (fact, rule, limit) => {
    if (!hasBase) return "alone";
    if (change === "new") return isUnfit && metric.kind !== "exact" ? "unclear" : "new";
    if (!regressed.has(comparison))
      return isBeyond(fact.base, rule, limit) || !isClearlyWorse(fact, rule) ? "standing" : "unclear";
    if (!isBeyond(fact.base, rule, limit)) return "new";
    return isClearlyWorse(fact, rule) ? "worse" : "standing";
  };
}

/** What a metric says, as a fact of each rule that is read from it. */
function factsOf({ metric, base, head }: Comparison): readonly Judged[] {
  const parts = parseMetricId(metric.id);
  if (parts === undefined) return [];
  const { collector, subject } = parts;
  const { unit, id } = metric;
  return RULES.filter((rule) => isReadFrom(CATALOGUE[rule], metric)).map((rule) => {
    return { rule, collector, subject, name: null, base, head, unit, note: null, at: null, metric: id };
  });
}

function isReadFrom({ metrics }: Rule, { id }: Metric): boolean {
  if (metrics === undefined || !matchesId(metrics.of, id)) return false;
  return !(metrics.but ?? []).some((glob) => matchesId(glob, id));
}

/** An entry and its only file have the same exact numbers: that is said once. */
function withoutTwins(read: readonly Finding[], comparisons: readonly Comparison[]): readonly Finding[] {
  const exact = new Set(comparisons.flatMap(({ metric }) => (metric.kind === "exact" ? [metric.id] : [])));
  const said = new Set<string>();
  return read.filter(({ metric, rule, base, head }) => {
    if (metric === null || !exact.has(metric)) return true;
    const key = `${rule} ${base} ${head}`;
    const isTwin = said.has(key);
    said.add(key);
    return !isTwin;
  });
}

function worstFirst(a: Finding, b: Finding): number {
  return SINCE.indexOf(a.since) - SINCE.indexOf(b.since) || b.score - a.score || excessOf(b) - excessOf(a);
}

/** How many times its limit head is; finite also where that is nothing. */
function excessOf({ bound, limit, head }: Finding): number {
  const [over, under] = bound === "most" ? [head ?? 0, limit] : [limit, head ?? 0];
  return over / Math.max(under, Number.EPSILON);
}
