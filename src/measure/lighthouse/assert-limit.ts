/** From what `lhci assert` found on both sides to limits. Pure. */
import type { Unit } from "../../model/metric.ts";
import type { LimitSeries, Side } from "../../model/series.ts";
import type { AssertionResult } from "./assert-run.ts";
import { type AssertEntry, methodOf, statedKeys } from "./rc-assertions.ts";

/** A result on one page, its values at the rounds that they are of. */
export interface PlacedResult extends AssertionResult {
  readonly page: string;
  readonly rounds: readonly (number | null)[];
}

/** One side's results: of the full runs, and of all runs, where an audit that only full runs have is `auditRan`. */
export interface SideResults {
  readonly full: readonly PlacedResult[];
  readonly all: readonly PlacedResult[];
}

export interface LimitInput {
  readonly matrix: readonly AssertEntry[];
  readonly results: Readonly<Record<Side, SideResults>>;
  /** Lighthouse's `numericUnit` of an audit of head's page; undefined where it gives none. */
  readonly unitOf: (page: string, auditId: string) => string | undefined;
}

/** A limit for each of head's assertions, base's values beside them. */
export function limitsOf({ matrix, results, unitOf }: LimitInput): readonly LimitSeries[] {
  const once = new Map(results.head.full.map((result) => [keyOf(result), result]));
  return [...once.values()].map((result) => {
    if (wasNotJudged(result)) return ranLimit(result, results.base.full);
    const judged = variesByChance(result, unitOf) && isMedian(matrix, result) ? "interval" : "value";
    const of = (side: Side) => pick(results[side], result, judged);
    const perSide = <T>(value: (found: PlacedResult | undefined) => T) => ({
      base: value(of("base")),
      head: value(of("head")),
    });
    const empty = result.rounds.map(() => null);
    return {
      name: `${idOf(result)} ${result.name} on ${result.page}`,
      level: levelOf(result),
      at: null,
      judged,
      operator: result.operator,
      limit: result.expected,
      unit: limitUnit(result, unitOf),
      pooled: perSide((found) => found?.actual ?? null),
      rounds: perSide((found) => found?.rounds ?? empty),
    };
  });
}

/** What varies by chance is judged over all runs that have it, the rest over the full runs. */
function pick(side: SideResults, result: PlacedResult, judged: LimitSeries["judged"]): PlacedResult | undefined {
  const find = (results: readonly PlacedResult[]) => results.find((one) => keyOf(one) === keyOf(result));
  return (judged === "interval" ? find(side.all) : undefined) ?? find(side.full);
}

/** The audit is not in every run, or gave no value: LHCI calls the assertion failed. */
function wasNotJudged({ name, actual }: AssertionResult): boolean {
  return name === "auditRan" || actual === null;
}

/** Broken, because there is nothing to judge: 1 stands for an audit with a value, 0 for none. */
function ranLimit(result: PlacedResult, base: readonly PlacedResult[]): LimitSeries {
  const ofBase = base.filter((one) => one.page === result.page && idOf(one) === idOf(result));
  const what = result.name === "auditRan" ? "auditRan" : `${result.name} (auditRan)`;
  return {
    name: `${idOf(result)} ${what} on ${result.page}`,
    level: levelOf(result),
    judged: "value",
    at: null,
    operator: ">=",
    limit: 1,
    unit: "number",
    pooled: { base: ofBase.length === 0 ? null : Number(!ofBase.some(wasNotJudged)), head: 0 },
    rounds: { base: result.rounds.map(() => null), head: result.rounds.map(() => null) },
  };
}

/** As its author writes it in `assertions`: `categories:seo`, `resource-summary:script:size`. */
function idOf({ auditId, auditProperty }: AssertionResult): string {
  return auditProperty === undefined ? auditId : `${auditId}:${auditProperty.replaceAll(".", ":")}`;
}

/** The same assertion: two entries of a matrix may state one with two limits. */
function keyOf(result: PlacedResult): string {
  return JSON.stringify([result.page, idOf(result), result.name, result.level, result.expected]);
}

const levelOf = ({ level }: AssertionResult) => (level === "error" ? "max" : "warn");

function variesByChance(result: PlacedResult, unitOf: LimitInput["unitOf"]): boolean {
  const { auditId, auditProperty, name, page } = result;
  if (name === "maxLength") return false;
  if (auditId === "categories") return auditProperty === "performance";
  if (auditId === "user-timings" || auditId === "cumulative-layout-shift") return true;
  return unitOf(page, auditId) === "millisecond";
}

function limitUnit({ name, auditId, auditProperty, page }: PlacedResult, unitOf: LimitInput["unitOf"]): Unit {
  if (name === "maxLength") return "count";
  if (name !== "maxNumericValue") return "number";
  if (auditId === "user-timings") return "ms";
  if (auditId === "resource-summary") return auditProperty?.endsWith(".count") ? "count" : "bytes";
  const units: Readonly<Record<string, Unit>> = { millisecond: "ms", byte: "bytes", element: "count" };
  return units[unitOf(page, auditId) ?? ""] ?? "number";
}

/**
 * Whether every entry that may have stated this assertion takes the median. Results do not tell their entry: where the
 * patterns of two overlap and one chose otherwise, what LHCI pooled decides alone.
 */
function isMedian(matrix: readonly AssertEntry[], result: AssertionResult): boolean {
  return matrix.every(({ preset, assertions = {}, aggregationMethod }) => {
    const stated = Object.entries(assertions).filter(([key]) => plain(key) === plain(idOf(result)));
    const methods = stated.map(([, assertion]) => methodOf(assertion) ?? aggregationMethod);
    if (methods.length === 0 && preset !== undefined) return aggregationMethod === "median";
    return methods.every((method) => method === "median");
  });
}

/** Assertions of a matrix, `off` ones aside, that no page of head gave a result for. */
export function withoutResult(matrix: readonly AssertEntry[], head: readonly AssertionResult[]): readonly string[] {
  const found = new Set(head.map((result) => plain(idOf(result))));
  return [...new Set(statedKeys(matrix))].filter((key) => !found.has(plain(key)));
}

/** LHCI writes the names of user timings in its own way. */
const plain = (key: string) => key.toLowerCase().replaceAll(/[^a-z\d]+/gu, "-");
