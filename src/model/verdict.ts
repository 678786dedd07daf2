import type { HistorySummary } from "./baseline.ts";
import type { Cause } from "./cause.ts";
import type { Comparison } from "./comparison.ts";
import type { Accepted, GateChange, Override } from "./exception.ts";
import type { Finding } from "./finding.ts";
import type { Health } from "./health.ts";
import type { MetricId, Unit } from "./metric.ts";
import type { Plan } from "./plan.ts";
import type { Side } from "./series.ts";
import type { Source } from "./source.ts";
import type { Unwatched } from "./unwatched.ts";

export type VerdictKind = "pass" | "fail" | "inconclusive" | "error";

/** An absolute limit judged on head. `certain`: the whole interval is over it; else only the point estimate is. */
export interface BudgetCheck {
  readonly name: string;
  readonly metric: MetricId | null;
  readonly level: "warn" | "max";
  readonly operator: "<" | "<=" | ">" | ">=" | "==" | "!=";
  readonly limit: number;
  readonly unit: Unit;
  readonly base: number | null;
  readonly head: number | null;
  readonly outcome: "kept" | "broken" | "broken-by-estimate" | "no-samples";
  /** Where the limit is written; null where that is not known. */
  readonly at: Source | null;
}

/** Why the verdict is what it is, worst first. Each carries its evidence. */
export type Reason =
  | { readonly kind: "regressed"; readonly metric: MetricId }
  | { readonly kind: "accepted"; readonly metric: MetricId }
  | { readonly kind: "budget"; readonly check: BudgetCheck }
  | { readonly kind: "finding"; readonly finding: Finding }
  | { readonly kind: "inconclusive"; readonly metric: MetricId; readonly why: string }
  | { readonly kind: "missing"; readonly metric: MetricId }
  | ({ readonly kind: "unwatched" } & Unwatched)
  | { readonly kind: "not-compared"; readonly why: string }
  | { readonly kind: "same-bytes"; readonly why: string }
  | { readonly kind: "could-not-measure"; readonly why: string };

/** What each side was. `commit` is null for a side given by URL. */
export interface SideInfo {
  readonly side: Side;
  readonly ref: string;
  readonly commit: string | null;
  readonly subject: string | null;
}

export interface Environment {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly os: string;
  readonly tools: Readonly<Record<string, string>>;
}

/** How a collector measured, in words a reviewer reads. */
export interface MeasuredBy {
  readonly collector: string;
  readonly rounds: number;
  readonly discarded: readonly string[];
  readonly notes: readonly string[];
}

/** The part of the ladder that answered. */
export type Rung = "same-bytes" | "exact" | "stored" | "paired" | "budgets";

/** An earlier job that weighed the same. */
export interface Attempt {
  readonly job: { readonly run: string; readonly attempt: number; readonly event: string | null };
  readonly verdict: VerdictKind;
  /** The seed of its draws. */
  readonly seed: number;
  /** ISO 8601, UTC. */
  readonly finished: string;
}

/** Everything a report needs: `verdict.json`. Schema 1. */
export interface Verdict {
  readonly schema: 1;
  readonly kind: "verdict";
  /** The gate's id. */
  readonly gate: string;
  readonly verdict: VerdictKind;
  /** Whether this run ends with exit code 1 or 3: the verdict under `enforce`, `onInconclusive` and `override`. */
  readonly blocks: boolean;
  readonly enforce: boolean;
  readonly onInconclusive: "pass" | "warn" | "fail";
  readonly reasons: readonly Reason[];
  readonly rung: Rung;
  readonly comparisons: readonly Comparison[];
  readonly budgets: readonly BudgetCheck[];
  /** What is behind the metrics that moved, the largest part first in each. */
  readonly causes: readonly Cause[];
  /** What is wrong inside the target: what this change brought first, then by what it is worth to repair it. */
  readonly findings: readonly Finding[];
  /** Regressions that the config accepts. */
  readonly accepted: readonly Accepted[];
  /** What head changes about the gate that judges it. */
  readonly gateChanges: readonly GateChange[];
  /** Whose settings judged. */
  readonly configFrom: Side;
  /** Who let this commit pass all the same; null: nobody. */
  readonly override: Override | null;
  readonly base: SideInfo;
  readonly head: SideInfo;
  readonly environment: Environment;
  /** How steady the machine was over the rounds, in words; null where there were none. */
  readonly runnerNoise: string | null;
  /** Where head stands among earlier jobs; null where none is stored, or nothing was measured. */
  readonly history: HistorySummary | null;
  /** How the gate has fared lately; null where no job is stored. */
  readonly health: Health | null;
  /** When the gate could decide, and why measuring ended; null where nothing was decided by rounds. */
  readonly plan: Plan | null;
  /** What was asked before of the same trees, with the same config and tools, oldest first. */
  readonly attempts: readonly Attempt[];
  /** Nothing was measured: the last of the attempts had this verdict. */
  readonly reused: boolean;
  readonly measuredBy: readonly MeasuredBy[];
  /** What was not weighed, and why: one sentence each. */
  readonly notWeighed: readonly string[];
  /** Things a reader should know: fallbacks taken, uncommitted changes left out, secrets passed to install. */
  readonly notices: readonly string[];
  /** False alarms allowed a head commit, all gating metrics together, and the number of metrics it was split over. */
  readonly falseAlarms: number;
  readonly family: number;
  readonly seconds: Readonly<Record<"install" | "build" | "measure" | "total", number>>;
  /** ISO 8601, UTC. */
  readonly finished: string;
  readonly version: string;
}
