/** Which of Lighthouse's audits came out otherwise. Pure. */
import { z } from "zod";
import type { Page } from "../../../model/details.ts";
import type { Unit } from "../../../model/metric.ts";
import type { Lhr } from "../lhr.ts";
import { TIMING_AUDITS } from "../metrics.ts";
import { areApart } from "./apart.ts";
import { short } from "./short.ts";

type State = "passed" | "needs improvement" | "failed" | "not applicable" | "not measured";

/** Of one audit in one run. */
interface Outcome {
  readonly title: string;
  readonly state: State;
  /** Lighthouse's own words for it, of a number mostly; often none. */
  readonly said: string;
  /** What is the same in every run of the same page: bytes, elements; null where there is no such number. */
  readonly exact: { readonly value: number; readonly unit: "bytes" | "count" } | null;
  /** The metrics that a better outcome would save, as Lighthouse calls them: LCP, TBT. */
  readonly saves: readonly string[];
}

/** By the audit's id. */
export type Outcomes = ReadonlyMap<string, Outcome>;

export interface AuditDifference {
  readonly row: Page["audits"][number];
  /** On head. */
  readonly passes: boolean;
  /** null where its state alone tells. */
  readonly exact: { readonly base: number | null; readonly head: number | null; readonly unit: Unit } | null;
  readonly saves: readonly string[];
}

const number = z.number().nullable().catch(null);
const text = z.string().catch("");
const auditSchema = z.object({
  title: text,
  scoreDisplayMode: z.string(),
  score: number,
  numericValue: number,
  numericUnit: text,
  displayValue: text,
  metricSavings: z.record(z.string(), z.unknown()).catch({}),
  replacesAudits: z.array(z.unknown()).catch([]),
  details: z.object({ overallSavingsBytes: number }).catch({ overallSavingsBytes: null }),
});
type Audit = z.output<typeof auditSchema>;

/** Those that judge the page; times, which vary by chance, are metrics of their own. */
export function outcomesIn({ audits }: Lhr): Outcomes {
  const isKnown = (id: unknown) => typeof id === "string" && Object.hasOwn(audits, id);
  const read = Object.entries(audits).flatMap(([id, one]) => {
    const audit = auditSchema.safeParse(one).data;
    if (audit === undefined || TIMING_AUDITS.includes(id) || saysNothing(audit)) return [];
    // An insight says again what the audits say that it will take the place of.
    return audit.replacesAudits.some(isKnown) ? [] : [[short(id), outcomeOf(audit)] as const];
  });
  return new Map(read);
}

function saysNothing({ scoreDisplayMode, numericUnit }: Audit): boolean {
  if (scoreDisplayMode === "informative" || scoreDisplayMode === "manual") return true;
  return scoreDisplayMode === "numeric" && numericUnit === "millisecond";
}

function outcomeOf(audit: Audit): Outcome {
  return {
    title: short(audit.title),
    state: stateOf(audit),
    // Between a number and its unit it puts a space that does not break.
    said: short(audit.displayValue.replaceAll("\u00a0", " ")),
    exact: exactOf(audit),
    saves: Object.keys(audit.metricSavings),
  };
}

/** By the bounds of Lighthouse's own report. */
function stateOf({ scoreDisplayMode, score }: Audit): State {
  if (scoreDisplayMode === "notApplicable") return "not applicable";
  if (scoreDisplayMode === "error" || score === null) return "not measured";
  if (score >= 0.9) return "passed";
  return score >= 0.5 ? "needs improvement" : "failed";
}

function exactOf({ numericValue, numericUnit, details }: Audit): Outcome["exact"] {
  // Beside what could be saved its number is the time that this would take, which is simulated.
  if (details.overallSavingsBytes !== null) return { value: Math.round(details.overallSavingsBytes), unit: "bytes" };
  if (numericValue !== null && numericUnit === "byte") return { value: numericValue, unit: "bytes" };
  if (numericValue !== null && numericUnit === "element") return { value: numericValue, unit: "count" };
  return null;
}

const RANKS: Readonly<Record<State, number | null>> = {
  "not measured": null,
  failed: 0,
  "needs improvement": 1,
  passed: 2,
  "not applicable": 2,
};

const ORDER = ["worse", "other", "better"] as const;

/** What got worse comes first. The first run of a side stands for it. */
export function auditsApart(base: readonly Outcomes[], head: readonly Outcomes[]): readonly AuditDifference[] {
  const differences = [...(head[0]?.keys() ?? [])].flatMap((id) => {
    const of = (runs: readonly Outcomes[]) => runs.flatMap((run) => run.get(id) ?? []);
    const difference = base[0]?.has(id) ? compare(of(base), of(head)) : null;
    return difference === null ? [] : [{ ...difference, row: { id, ...difference.row } }];
  });
  return differences.sort((a, b) => ORDER.indexOf(a.row.change) - ORDER.indexOf(b.row.change));
}

/** null: nothing that differs for sure. */
function compare(bases: readonly Outcome[], heads: readonly Outcome[]) {
  const [base, head] = [bases[0]!, heads[0]!];
  const unit = head.exact?.unit ?? base.exact?.unit;
  const worth = (one: Outcome) => {
    if (unit === undefined || one.state === "not measured") return RANKS[one.state];
    // Nothing to look at has no bytes.
    return one.exact?.value ?? 0;
  };
  if (!areApart(bases.map(worth), heads.map(worth))) return null;
  const numbers = { base: worth(base), head: worth(head) };
  return {
    row: { title: head.title || base.title, change: changeOf(numbers, unit === undefined), ...textsOf(base, head) },
    passes: RANKS[head.state] === RANKS.passed,
    exact: unit === undefined ? null : { ...numbers, unit },
    saves: head.saves,
  };
}

function changeOf(
  { base, head }: { readonly base: number | null; readonly head: number | null },
  isMoreBetter: boolean,
): Page["audits"][number]["change"] {
  if (base === null || head === null) return "other";
  return head > base === isMoreBetter ? "better" : "worse";
}

/** Lighthouse's words where they tell the sides apart. */
function textsOf(base: Outcome, head: Outcome): { readonly base: string; readonly head: string } {
  const words = ({ said, state }: Outcome) => said || state;
  if (words(base) !== words(head)) return { base: words(base), head: words(head) };
  const number = ({ exact, state }: Outcome) =>
    exact === null ? state : `${exact.value} ${exact.unit === "bytes" ? "bytes" : "elements"}`;
  return { base: number(base), head: number(head) };
}
