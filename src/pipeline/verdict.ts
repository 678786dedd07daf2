/** From stored rounds to a verdict. Pure: `weighbridge compare` judges a file by the same call. */
import { checkBudgets } from "../compare/budgets.ts";
import { compareAll } from "../compare/compare.ts";
import { judge, type Weighed } from "../compare/judge.ts";
import type { Environment, Rung, SideInfo, Verdict } from "../model/verdict.ts";
import type { StoredRounds } from "../stored/rounds.ts";

export function judgeRounds(rounds: StoredRounds): Verdict {
  const { series, overrides, falseAlarms, limits, weighed, onInconclusive, enforce } = rounds;
  const compared = compareAll({ series, overrides, falseAlarms });
  const budgets = checkBudgets({ series, comparisons: compared.comparisons, limits });
  // Watched statistics that no round had the samples for are no rows; what gates stays, as inconclusive.
  const silent = compared.comparisons.filter(
    ({ base, head, rule }) => base === null && head === null && rule.role === "watch",
  );
  const comparisons = compared.comparisons.filter((one) => !silent.includes(one));
  const judgement = judge({ comparisons, budgets, weighed, onInconclusive, enforce });
  const unmatched = compared.unmatchedGlobs.map((glob) => `metrics: "${glob}" matches no metric that was measured.`);
  const { base, head, environment, measuredBy, notWeighed, notices, seconds, finished, version } = rounds;
  return {
    schema: 1,
    kind: "verdict",
    ...judgement,
    enforce,
    onInconclusive,
    rung: rungOf(weighed, rounds),
    comparisons,
    budgets,
    base,
    head,
    environment,
    measuredBy,
    notWeighed: [...notWeighed, ...silent.map(({ metric }) => `${metric.id}: too few samples a round.`)],
    notices: [...notices, ...unmatched],
    falseAlarms,
    family: compared.family,
    seconds,
    finished,
    version,
  };
}

function rungOf(weighed: Weighed, { series }: StoredRounds): Rung {
  if (weighed.kind !== "compared") return "budgets";
  return series.length > 0 && series.every(({ kind }) => kind === "exact") ? "exact" : "paired";
}

export interface UnmeasuredInput
  extends Pick<Verdict, "enforce" | "onInconclusive" | "falseAlarms" | "notices" | "seconds" | "version"> {
  readonly weighed: Extract<Weighed, { kind: "same-bytes" | "could-not-measure" }>;
  readonly base: SideInfo;
  readonly head: SideInfo;
  readonly environment: Environment;
  /** ISO 8601, UTC. */
  readonly finished: string;
}

/** The verdict of a job that measured nothing: because nothing that runs has changed, or because it could not. */
export function judgeUnmeasured({ weighed, ...rest }: UnmeasuredInput): Verdict {
  const { enforce, onInconclusive } = rest;
  const judgement = judge({ comparisons: [], budgets: [], weighed, onInconclusive, enforce });
  const nothing = { comparisons: [], budgets: [], measuredBy: [], notWeighed: [], family: 0 };
  const rung = weighed.kind === "same-bytes" ? "same-bytes" : "budgets";
  return { schema: 1, kind: "verdict", ...judgement, ...nothing, ...rest, rung };
}
